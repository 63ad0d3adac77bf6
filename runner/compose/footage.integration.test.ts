import { readdir, readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { createComposingFixture, slotsOf, type ComposingFixture } from '../../test/kit/media/composing.js';
import {
  makeCounted,
  makeMaster,
  numberIn,
  picturesOf,
  shownAt,
  type Picture,
  type Placed,
} from '../../test/kit/media/counted-footage.js';
import { byEffort } from '../../test/kit/effort.js';
import { bundledTools, eachFfmpeg } from '../../test/kit/media/ffmpegs.js';
import {
  frameHashes,
  lumaOfFrames,
  makeClip,
  ORIENTATIONS,
  testFfmpeg,
  type ClipOptions,
  type Orientation,
} from '../../test/kit/media/media.js';
import { mp4Facts } from '../../test/kit/media/mp4-facts.js';
import { makeCoveredClip, makeHdrClip, makeStripes } from '../../test/kit/media/strangers.js';
import { renderLooks } from '../../test/kit/media/rendering.js';
import { firstFrameJpeg } from '../ffmpeg/first-frame.js';
import { probeMedia } from '../ffmpeg/probe.js';
import { makeThumbnail } from '../ffmpeg/thumbnail.js';
import type { StoredMedia } from './clip-sources.js';
import { planParts } from './parts.js';
import { footageTraits, noteName } from './segments/footage-traits.js';
import { segmentStore } from './segments/segment-store.js';

const SIZE = { width: 160, height: 90 };
const X264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '12', '-colorspace', 'bt709'];
const CONVERSION = 'scale=out_color_matrix=bt709:out_range=tv,format=yuv420p';
/** White in the stored picture's upper left quarter, gray in its upper right one, black below. */
const QUARTERED = `geq=${['r', 'g', 'b']
  .map((name) => `${name}='if(lt(Y,H/2),if(lt(X,W/2),255,128),${name}(X,Y))'`)
  .join(':')}`;
const never = new AbortController().signal;
const nameOf = ({ rotation, mirrored }: Orientation) => `${mirrored ? 'mirrored-' : ''}${rotation}`;
/** A turned clip first and a mirrored one last. */
const ORDER = [...ORIENTATIONS.slice(2), ...ORIENTATIONS.slice(0, 2)];

let fixture: ComposingFixture;
let files: string[];
let sources: StoredMedia[];

beforeAll(async () => {
  fixture = await createComposingFixture();
  const master = fixture.inFolder('master.rgb');
  await makeMaster(master);
  files = [];
  for (const orientation of ORDER) {
    const file = fixture.inFolder(`${nameOf(orientation)}.mp4`);
    const shape = { frames: 14, fps: '30', filters: QUARTERED, conversion: CONVERSION, encoder: X264 };
    files.push(await makeCounted(master, { file, ...shape, ...orientation }));
  }
  sources = [];
  for (const file of files) sources.push(await fixture.stored(file));
}, 60_000);
afterAll(() => fixture.drop());

function placedBy({ rotation, mirrored }: Orientation): Placed {
  return { rotation, mirrored, aspect: rotation % 180 === 0 ? 16 / 9 : 9 / 16 };
}

/** Which quarters of a JPEG around its middle are white, gray and black, as if it were stored. */
async function quartersOf(jpeg: string | Buffer, orientation: Orientation): Promise<string[]> {
  const { data, info } = await sharp(jpeg).grayscale().raw().toBuffer({ resolveWithObject: true });
  return [0.25, 0.75].flatMap((y) =>
    [0.25, 0.75].map((x) => {
      const [across, down] = shownAt(orientation, x, y);
      const [column, line] = [info.width / 2 + (across - 0.5) * 80, info.height / 2 + (down - 0.5) * 80];
      const light = data[Math.round(line) * info.width + Math.round(column)]!;
      return light > 200 ? 'white' : light > 80 ? 'gray' : 'black';
    }),
  );
}
const AS_STORED = ['white', 'gray', 'black', 'black'];

eachFfmpeg((tools) => {
  it('shows clips of all turns and mirrors upright, and the video itself asks for none', async () => {
    const timeline = { ...slotsOf(ORDER.map(() => 12)), transitions: [] };
    const input = { jobId: tools().build, timeline, sources, song: null, ffmpeg: tools() };
    const { filePath } = await fixture.compose(SIZE, input);
    const pictures = await picturesOf(filePath, SIZE.width, SIZE.height);
    expect(pictures).toHaveLength(timeline.totalFrames);
    const shown = ORDER.map((orientation, clip) =>
      [0, 11].map((frame) => numberIn(pictures[12 * clip + frame]!, placedBy(orientation))),
    );
    expect(shown).toEqual(ORDER.map(() => [0, 11]));
    const [picture] = (await mp4Facts(filePath)).streams;
    expect(picture).not.toHaveProperty('side_data_list');
    expect(picture!.tags).not.toHaveProperty('rotate');
  }, 60_000);

  it.each(ORDER.map((orientation) => [nameOf(orientation), orientation] as const))(
    'changes, thumbnails and first frames of a clip that is %s are upright',
    async (name, orientation) => {
      const file = fixture.inFolder(`${name}.mp4`);
      const jpeg = await firstFrameJpeg(file, fixture.inFolder('first'), 1 << 20, tools(), never);
      expect(await quartersOf(jpeg, orientation)).toEqual(AS_STORED);
      await makeThumbnail(file, fixture.inFolder('thumbnail.jpg'), tools(), never);
      expect(await quartersOf(fixture.inFolder('thumbnail.jpg'), orientation)).toEqual(AS_STORED);

      const changed = await renderLooks(file, ['darker'], tools());
      const { video } = await probeMedia(changed, await bundledTools());
      expect(video).toMatchObject({ rotation: 0, mirrored: false, colorMatrix: 'bt709' });
      const pictures = await picturesOf(changed, video!.width, video!.height);
      expect(pictures.map((picture) => numberIn(picture, placedBy(orientation)))).toEqual([
        ...Array(14).keys(),
      ]);
      const unchanged = await renderLooks(file, [], tools());
      expect((await probeMedia(unchanged, await bundledTools())).video).toMatchObject(orientation);
    },
    30_000,
  );
});

/** Naming segments needs no media. */
const NO_SOURCES = { file: () => Promise.reject(new Error()), discard: () => Promise.resolve() };

/** Mean of red, green and blue of a JPEG. */
async function meanOf(jpeg: string | Buffer): Promise<number[]> {
  return (await sharp(jpeg).stats()).channels.map(({ mean }) => mean);
}

eachFfmpeg((tools) => {
  const near = (seen: number[], color: readonly number[], within: number) =>
    expect(seen.map((value, part) => Math.abs(value - color[part]!) <= within)).toEqual([true, true, true]);

  it.each([
    ['white of HLG', 'arib-std-b67', 'white', [255, 255, 255], 5],
    ['white of PQ', 'smpte2084', 'white', [255, 255, 255], 5],
    ['orange of PQ', 'smpte2084', '0xc87828', [200, 120, 40], 12],
  ] as const)(
    '%s is that of SDR in first frames, thumbnails and changes',
    async (name, transfer, color, rgb, within) => {
      const file = fixture.inFolder(`hdr-${transfer}-${color}.mp4`);
      await makeHdrClip(transfer, { file, seconds: 0.2, pattern: `color=${color}` });
      near(
        await meanOf(await firstFrameJpeg(file, fixture.inFolder('hdr'), 1 << 20, tools(), never)),
        rgb,
        within,
      );
      await makeThumbnail(file, fixture.inFolder('hdr.jpg'), tools(), never);
      near(await meanOf(fixture.inFolder('hdr.jpg')), rgb, within);
      const changed = await renderLooks(file, ['more_motion'], tools());
      expect((await probeMedia(changed, await bundledTools())).video).toMatchObject({
        transfer: 'sdr',
        colorMatrix: 'bt709',
      });
      near(
        await meanOf(
          await firstFrameJpeg(changed, fixture.inFolder('hdr'), 1 << 20, await bundledTools(), never),
        ),
        rgb,
        within,
      );
      const kept = await renderLooks(file, [], tools());
      expect((await probeMedia(kept, await bundledTools())).video!.transfer).not.toBe('sdr');
    },
    30_000,
  );

  it('cover art as the first track is nowhere taken for the picture, also of a clip that repeats', async () => {
    const file = fixture.inFolder(`covered-${tools().build}.mp4`);
    const green = [40, 180, 60] as const;
    const shown = { pattern: 'color=0x28b43c', colorMatrix: 'smpte170m' } as const;
    await makeCoveredClip({ file, seconds: 0.6, ...shown, cover: 'red' });
    expect((await probeMedia(file, tools())).video).toMatchObject({ specifier: '1', width: 320 });
    near(
      await meanOf(await firstFrameJpeg(file, fixture.inFolder('cover'), 1 << 20, tools(), never)),
      green,
      12,
    );
    await makeThumbnail(file, fixture.inFolder('cover.jpg'), tools(), never);
    near(await meanOf(fixture.inFolder('cover.jpg')), green, 12);
    const source = await fixture.stored(file);
    const timeline = { ...slotsOf([15, 60]), transitions: [] };
    const input = {
      jobId: `cover-${tools().build}`,
      timeline,
      sources: [source, source],
      song: null,
      ffmpeg: tools(),
    };
    const { filePath } = await fixture.compose(SIZE, input);
    for (const looks of [['more_motion'], []] as const) {
      const changed = await renderLooks(file, looks, tools());
      near(
        await meanOf(
          await firstFrameJpeg(changed, fixture.inFolder('cover'), 1 << 20, await bundledTools(), never),
        ),
        green,
        12,
      );
    }
    // Red is far darker.
    expect(Math.min(...(await lumaOfFrames(filePath)))).toBeGreaterThan(110);
  }, 30_000);
});

/** Mean difference of neighboring lines: none in upright stripes, much in a comb. */
function combing({ width, planes: [luma] }: Pick<Picture, 'width'> & { planes: readonly Buffer[] }): number {
  return meanDifference(luma!.subarray(width), luma!.subarray(0, -width));
}

/** Jest looks globals up each time they are named, which takes longer than the sum. */
const { abs } = Math;

function meanDifference(one: Uint8Array, other: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += abs(one[at]! - other[at]!);
  return sum / one.length;
}

eachFfmpeg((tools) => {
  const WIDE = { width: 320, height: 180 };
  const MPEG2 = ['-c:v', 'mpeg2video', '-q:v', '2'];
  const asPicture = async (jpeg: string | Buffer) => {
    const { data, info } = await sharp(jpeg).extractChannel(1).raw().toBuffer({ resolveWithObject: true });
    return { width: info.width, planes: [data] };
  };
  const STRIPES = { frames: 8, size: '320x180' };
  const ALL_KINDS = [
    ['h264-top.mp4', 'top', [...X264, '-x264-params', 'tff=1']],
    ['h264-bottom.mkv', 'bottom', [...X264, '-x264-params', 'bff=1']],
    ['mpeg2-top.mkv', 'top', MPEG2],
    ['mpeg2-bottom.mov', 'bottom', MPEG2],
  ] as const;
  const kinds = byEffort({ quick: ALL_KINDS.slice(0, 1), full: [...ALL_KINDS] });
  const inTools = (name: string) => fixture.inFolder(`${tools().build}-${name}`);

  /** What one video shows in two equal slots of each kind's stripes, and last of the same stripes as whole pictures. */
  let composed: Promise<Picture[][]> | undefined;
  async function composeAll(): Promise<Picture[][]> {
    const stripes = [...kinds, ['whole.mp4', null, X264] as const];
    const clips: StoredMedia[] = [];
    for (const [name, first, encoder] of stripes) {
      const file = await makeStripes({ ...STRIPES, file: inTools(name), first, encoder: [...encoder] });
      clips.push(await fixture.stored(file));
    }
    const slots = clips.flatMap((clip) => [clip, clip]);
    const timeline = { ...slotsOf(slots.map(() => 8)), transitions: [] };
    const input = { jobId: `fields-${tools().build}`, timeline, sources: slots, song: null, ffmpeg: tools() };
    const { filePath } = await fixture.compose(WIDE, input);
    const pictures = await picturesOf(filePath, WIDE.width, WIDE.height);
    expect(pictures).toHaveLength(timeline.totalFrames);
    return clips.map((_, index) => pictures.slice(16 * index, 16 * (index + 1)));
  }

  it.each(kinds.map(([name], index) => [name, index] as const))(
    'fields become whole pictures of the time of the first one: %s',
    async (name, index) => {
      const all = await (composed ??= composeAll());
      const [shown, expected, file] = [all[index]!, all.at(-1)!, inTools(name)];
      expect(shown).toHaveLength(16);
      const off = shown.map(({ planes }, frame) => meanDifference(planes[0], expected[frame]!.planes[0]));
      expect(Math.max(...shown.map(combing))).toBeLessThan(2);
      expect(Math.max(...off)).toBeLessThan(4);

      const jpeg = await firstFrameJpeg(file, fixture.inFolder('first'), 1 << 20, tools(), never);
      expect(combing(await asPicture(jpeg))).toBeLessThan(2);
      await makeThumbnail(file, fixture.inFolder('fields.jpg'), tools(), never);
      expect(combing(await asPicture(fixture.inFolder('fields.jpg')))).toBeLessThan(2);
      const changed = await renderLooks(file, ['darker'], tools());
      const pictures = await picturesOf(changed, WIDE.width, WIDE.height);
      expect(pictures).toHaveLength(8);
      expect(Math.max(...pictures.map(combing))).toBeLessThan(2);
    },
    30_000,
  );

  it('DV in QuickTime is read, and its fields become whole pictures', async () => {
    const encoder = ['-r', '30000/1001', '-pix_fmt', 'yuv411p', '-c:v', 'dvvideo'];
    const file = fixture.inFolder('dv.mov');
    await makeStripes({ file, frames: 4, size: '720x480', first: 'bottom', encoder });
    const changed = await renderLooks(file, ['darker'], tools());
    const pictures = await picturesOf(changed, 720, 480);
    expect(pictures).toHaveLength(4);
    expect(Math.max(...pictures.map(combing))).toBeLessThan(2);
  }, 30_000);
});

describe('stored segments', () => {
  const timeline = { ...slotsOf([12, 12]), transitions: [] };
  const compose = async (jobId: string, clips: StoredMedia[]) =>
    fixture.compose(SIZE, { jobId, timeline, sources: clips, song: null, ffmpeg: await testFfmpeg() });

  /** The key of the first slot's segment if nothing were special about the clips. */
  async function ordinaryKey(jobId: string, clips: StoredMedia[]): Promise<string> {
    const folder = fixture.inFolder('keys');
    const log = { warn: () => undefined };
    const store = segmentStore({ storage: fixture.storage, jobId, folder, log, onBytes: () => undefined });
    const footage = { of: () => [], learn: () => undefined };
    const { build } = await testFfmpeg();
    const known = clips.map(({ key, sha256 }) => ({ key, sha256: sha256! }));
    const input = { timeline, clips: known, song: null, footage, size: SIZE, smallSize: null, build };
    return planParts(input, NO_SOURCES, store)[0]!.key;
  }

  /** Deletes the notes about clips, which older versions did not write, and returns their names. */
  async function forgetNotes(jobId: string): Promise<string[]> {
    const names = await readdir(fixture.inFolder(`storage/segments/${jobId}`));
    const notes = names.filter((name) => name.endsWith('.footage3'));
    for (const note of notes) await fixture.storage.delete(`segments/${jobId}/${note}`);
    return notes;
  }

  it('of ordinary footage are used again, whether turned or not', async () => {
    const clips = [sources[0]!, sources.at(-2)!];
    const first = await compose('ordinary', clips);
    const notes = await forgetNotes('ordinary');
    expect(notes.toSorted()).toEqual(clips.map(({ sha256 }) => noteName(sha256!, [])).toSorted());
    const second = await compose('ordinary', clips);
    expect(second).toMatchObject({ encodedFrames: 0, reusedFrames: 24 });
    expect((await readFile(second.filePath)).equals(await readFile(first.filePath))).toBe(true);
    // The clips were read once, and noted.
    const third = await compose('ordinary', clips);
    expect(third.fetchedBytes).toBeLessThan(second.fetchedBytes);
  }, 60_000);

  it('of footage that older versions drew wrongly are made again, under keys of their own', async () => {
    const [mirrored, plain] = [sources.at(-1)!, sources.at(-2)!];
    const made = await compose('older', [mirrored, plain]);
    // An older version knew nothing of mirrors: its segment lies under the key of ordinary footage.
    const ordinary = await ordinaryKey('older', [mirrored, plain]);
    const wrong = fixture.inFolder('wrong.mp4');
    await fixture.storage.fetchToFile(made.segments[1]!.key, wrong);
    await fixture.storage.putFile(ordinary, wrong);
    await fixture.storage.delete(made.segments[0]!.key);
    await forgetNotes('older');
    const newer = await compose('older', [mirrored, plain]);
    expect(newer.segments.map(({ reused }) => reused)).toEqual([false, true, true]);
    expect(newer.segments[0]!.key).not.toBe(ordinary);
    expect(await frameHashes(newer.filePath)).toEqual(await frameHashes(made.filePath));
    const again = await compose('older', [mirrored, plain]);
    expect(again).toMatchObject({ encodedFrames: 0, reusedFrames: 24 });
  }, 60_000);
});

it('special footage is told by its headers', async () => {
  const tools = await testFfmpeg();
  const traits = async (name: string, options: Partial<ClipOptions>) => {
    const file = await makeClip({ file: fixture.inFolder(name), seconds: 0.1, ...options });
    return footageTraits((await probeMedia(file, tools)).video!);
  };
  expect(await traits('named.mp4', {})).toEqual([]);
  expect(await traits('turned.mp4', { rotation: 270 })).toEqual([]);
  expect(await traits('unnamed.mp4', { colorMatrix: null })).toEqual(['bt601']);
  expect(await traits('unnamed-hd.mp4', { colorMatrix: null, width: 1280, height: 720 })).toEqual([]);
  const fields = { frames: 2, size: '320x180', first: 'top', encoder: X264 } as const;
  const interlaced = await makeStripes({
    ...fields,
    encoder: X264,
    file: fixture.inFolder('interlaced.mp4'),
  });
  expect(footageTraits((await probeMedia(interlaced, tools)).video!)).toEqual(['interlaced']);
  expect(await traits('mirrored.mp4', { mirrored: true, colorMatrix: null })).toEqual(['mirrored', 'bt601']);
});
