import { OUTPUT_SIZES, type AspectRatio } from '../../core/job/frames.js';
import { spread } from '../../test/kit/effort.js';
import {
  createComposingFixture,
  slotsOf,
  transitionAfter,
  type ComposingFixture,
} from '../../test/kit/media/composing.js';
import { eachFfmpeg } from '../../test/kit/media/ffmpegs.js';
import { makeClip, outputHashes, testFfmpeg } from '../../test/kit/media/media.js';
import { mp4Facts } from '../../test/kit/media/mp4-facts.js';
import type { FfmpegTools } from '../ffmpeg/binaries.js';
import type { TimelinePlan } from '../../core/timeline/segments.js';
import type { StoredMedia } from './clip-sources.js';
import type { FrameSize } from './segments/clip-chain.js';

const RATIOS = Object.keys(OUTPUT_SIZES) as AspectRatio[];
/** A crossfade of 6 frames around frame 12, and a cut at frame 24. */
const TIMELINE: TimelinePlan = {
  ...slotsOf([12, 12, 8]),
  transitions: [transitionAfter(0, 'crossfade', 0.2)],
};
/** The frames that show any of the last clip. */
const CHANGED_FROM = 24;

let fixture: ComposingFixture;
let clips: StoredMedia[];
let other: StoredMedia;

beforeAll(async () => {
  fixture = await createComposingFixture();
  const make = async (name: string, filters: string) =>
    await fixture.stored(await makeClip({ file: fixture.inFolder(`${name}.mp4`), seconds: 1.2, filters }));
  clips = [await make('first', 'null'), await make('second', 'hflip'), await make('third', 'vflip')];
  other = await make('other', 'negate');
});
afterAll(() => fixture.drop());

/** Changes the last clip, which must not affect what comes before it. */
async function expectUntouched(
  shape: FrameSize | AspectRatio,
  size: FrameSize,
  ffmpeg: FfmpegTools,
): Promise<void> {
  const jobId = `${ffmpeg.build}-${size.width}x${size.height}`;
  const compose = async (last: StoredMedia) => {
    const sources = [clips[0]!, clips[1]!, last];
    return await fixture.compose(shape, { jobId, timeline: TIMELINE, sources, song: null, ffmpeg });
  };
  const [before, after] = [await compose(clips[2]!), await compose(other)];
  expect((await mp4Facts(after.filePath)).streams[0]).toMatchObject(size);
  const { frames: old } = await outputHashes(before.filePath);
  const { frames: now } = await outputHashes(after.filePath);
  expect(now).toHaveLength(TIMELINE.totalFrames);
  expect(now.slice(0, CHANGED_FROM)).toEqual(old.slice(0, CHANGED_FROM));
  for (let frame = CHANGED_FROM; frame < now.length; frame++) expect(now[frame]).not.toBe(old[frame]);
}

eachFfmpeg((tools) => {
  it.each(RATIOS)('leaves every picture of the clips that did not change as it was, in %s', async (ratio) => {
    const { width, height } = OUTPUT_SIZES[ratio];
    const size = { width: width / 15, height: height / 15 };
    await expectUntouched(size, size, tools());
  });
});

// Landscape and portrait: full sizes cost seconds, and what depends on the shape shows at a small one, too.
it.each(spread(['16:9', '9:16'] as const, 1))('leaves them so at the full size of %s, too', async (ratio) => {
  await expectUntouched(ratio, OUTPUT_SIZES[ratio], await testFfmpeg());
});
