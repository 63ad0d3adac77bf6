import { createComposingFixture, slotsOf, type ComposingFixture } from '../../test/kit/media/composing.js';
import { makeCounted, makeMaster, numberIn, picturesOf } from '../../test/kit/media/counted-footage.js';
import { byEffort } from '../../test/kit/effort.js';
import { eachFfmpeg } from '../../test/kit/media/ffmpegs.js';
import { makeResized, copyTracks } from '../../test/kit/media/odd-footage.js';
import { renderLooks } from '../../test/kit/media/rendering.js';
import type { FfmpegTools } from '../ffmpeg/binaries.js';
import { probeMedia } from '../ffmpeg/probe.js';
import { footageTraits } from './segments/footage-traits.js';

const SIZE = { width: 160, height: 90 };
const WIDE = 16 / 9;
const X264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '10', '-colorspace', 'bt709'];
const VP8 = ['-c:v', 'libvpx', '-deadline', 'realtime', '-b:v', '2M'];
const CONVERSION = 'scale=out_color_matrix=bt709:out_range=tv,format=yuv420p';

let fixture: ComposingFixture;
let master: string;

beforeAll(async () => {
  fixture = await createComposingFixture();
  master = fixture.inFolder('master.rgb');
  await makeMaster(master);
});
afterAll(() => fixture.drop());

const upTo = (count: number) => [...Array(count).keys()];

/** The numbers of a video's pictures; `aspectAt` says what shape the picture within has. */
async function numbersOf(file: string, size = SIZE, aspectAt = (_: number) => WIDE): Promise<number[]> {
  const pictures = await picturesOf(file, size.width, size.height);
  return pictures.map((picture, at) => numberIn(picture, { aspect: aspectAt(at), rotation: 0 }));
}

async function composed(file: string, frames: number, tools: FfmpegTools): Promise<string> {
  const timeline = { ...slotsOf([frames, 6]), transitions: [] };
  const source = await fixture.stored(file);
  const input = { jobId: `${tools.build}-${frames}`, timeline, sources: [source, source], song: null };
  const { filePath } = await fixture.compose(SIZE, { ...input, ffmpeg: tools });
  return filePath;
}

/** What the fps filter shows at each frame of 30 a second: the last picture whose nearest frame it has reached. */
const shownOf = (fps: number, frames: number) =>
  upTo(frames).map((at) => upTo(frames).findLast((number) => Math.round((number * 30) / fps) <= at)!);

eachFfmpeg((tools) => {
  it.each(byEffort({ quick: [10], full: [2, 10, 20] }))(
    'footage of %s frames a second shows each at its time',
    async (fps) => {
      const file = fixture.inFolder(`${fps}-${tools().build}.mp4`);
      const shape = { frames: (fps * 3) / 2, fps: String(fps), conversion: CONVERSION, encoder: X264 };
      await makeCounted(master, { file, ...shape });
      const numbers = await numbersOf(await composed(file, 45, tools()));
      expect(numbers.slice(0, 45)).toEqual(shownOf(fps, 45));
      // Older versions showed them late, so their segments are not used again.
      expect(footageTraits((await probeMedia(file, tools())).video!)).toEqual(['long-frames']);
    },
    30_000,
  );

  it('a still in the middle of a recording lasts as long as it does there, in the video and in changes', async () => {
    const file = fixture.inFolder(`still-${tools().build}.mp4`);
    const encoder = ['-vsync', 'vfr', ...X264];
    const filters = "select='lt(n,3)+gte(n,40)'";
    await makeCounted(master, { file, frames: 45, fps: '30', filters, conversion: CONVERSION, encoder });
    const shown = upTo(45).map((at) => (at < 3 || at >= 40 ? at : 2));
    const numbers = await numbersOf(await composed(file, 45, tools()));
    expect(numbers.slice(0, 45)).toEqual(shown);
    expect(await numbersOf(await renderLooks(file, ['darker'], tools()))).toEqual(shown);
  }, 30_000);

  const resized = [
    ['wide.mkv', [90, 160], X264],
    ['square.mp4', [160, 90], X264],
    ['wide.webm', [90, 160], VP8],
  ] as const;
  it.each(byEffort({ quick: resized.slice(1, 2), full: [...resized] }))(
    'footage that changes its size in the middle is fitted in before and after: %s',
    async (name, widths, encoder) => {
      const file = fixture.inFolder(`${tools().build}-${name}`);
      const sizes = widths.map((width) => `${width}:90`);
      await makeResized(master, { file, frames: 30, sizes, conversion: CONVERSION, encoder: [...encoder] });
      const aspectAt = (at: number) => widths[at % 30 < 15 ? 0 : 1] / 90;
      const numbers = await numbersOf(await composed(file, 30, tools()), SIZE, aspectAt);
      expect(numbers).toEqual([...upTo(30), ...upTo(6)]);
      const slowed = await numbersOf(await composed(file, 40, tools()), SIZE, (at) => aspectAt((at * 3) / 4));
      expect([slowed[0], slowed[39], new Set(slowed).size]).toEqual([0, 29, 30]);
      const changed = await renderLooks(file, ['darker'], tools());
      const size = { width: widths[0], height: 90 };
      expect(await numbersOf(changed, size, aspectAt)).toEqual(upTo(30));
    },
    30_000,
  );

  it('a change of footage whose picture begins later than its sound begins with the picture', async () => {
    const [picture, file] = ['on-time', 'late'].map((name) =>
      fixture.inFolder(`${name}-${tools().build}.mp4`),
    );
    const shape = { frames: 12, fps: '30', conversion: CONVERSION, encoder: X264, soundSeconds: 1 };
    await makeCounted(master, { file: picture!, ...shape });
    const tracks = ['-map', '0:v', '-map', '1:a'];
    await copyTracks(file!, '-itsoffset', '0.5', '-i', picture!, '-i', picture!, ...tracks);
    expect((await probeMedia(file!, tools())).video!.startSeconds).toBeCloseTo(0.5, 2);
    expect(await numbersOf(await renderLooks(file!, ['darker'], tools()))).toEqual(upTo(12));
  });
});
