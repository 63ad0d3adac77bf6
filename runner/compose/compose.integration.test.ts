import { mkdtemp, open, readdir, readFile, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { RegenerationFailure } from '../../core/errors.js';
import { sha256OfFile } from '../../core/storage/file-hash.js';
import { createLocalDiskStorage } from '../../core/storage/disk/local-disk.js';
import type { ByteWatcher, Storage } from '../../core/storage/storage.js';
import { bundledTools } from '../../test/kit/media/ffmpegs.js';
import {
  audioHashes,
  frameHashes,
  lumaOfFrames,
  makeClip,
  makeSong,
  meanLuma,
  testFfmpeg,
  type ClipOptions,
} from '../../test/kit/media/media.js';
import type { FfmpegTools } from '../ffmpeg/binaries.js';
import { probeMedia } from '../ffmpeg/probe.js';
import { runFfmpeg } from '../ffmpeg/run-ffmpeg.js';
import type { TimelinePlan } from '../../core/timeline/segments.js';
import type { StoredMedia } from './clip-sources.js';
import { steadyFraction } from './progress/steady-fraction.js';
import {
  composeAtSize,
  composeVideo,
  type ComposeDeps,
  type ComposeInput,
  type ComposeResult,
} from './compose.js';

const SIZE = { width: 160, height: 90 };
const signal = new AbortController().signal;

/**
 * Four clips as users bring them: different rates and sizes, rotated, with and without sound, too short and too
 * long for their slots.
 */
const CLIPS: Omit<ClipOptions, 'file'>[] = [
  { seconds: 3, fps: '24000/1001', width: 320, height: 180 },
  { seconds: 1.2, fps: 60, width: 180, height: 320, pattern: 'mandelbrot', sound: true },
  { seconds: 4, fps: 30, width: 200, height: 150, variableFrameRate: true, keyframeInterval: 12 },
  { seconds: 2, fps: 25, width: 320, height: 180, rotation: 90, pixelFormat: 'yuv444p' },
];
const TIMELINE: TimelinePlan = {
  clips: [
    { clipIndex: 0, startFrame: 0, endFrame: 75 },
    { clipIndex: 1, startFrame: 75, endFrame: 135 },
    { clipIndex: 2, startFrame: 135, endFrame: 225 },
    { clipIndex: 3, startFrame: 225, endFrame: 271 },
  ],
  transitions: [
    { fromClip: 0, toClip: 1, type: 'crossfade', durationSeconds: 0.5 },
    { fromClip: 1, toClip: 2, type: 'cut', durationSeconds: 0 },
    { fromClip: 2, toClip: 3, type: 'fade', durationSeconds: 0.4 },
  ],
  totalFrames: 271,
};

let folder: string;
let ffmpeg: FfmpegTools;
let storage: Storage;
let sources: StoredMedia[];
let changed: StoredMedia;
let song: StoredMedia;
let runs = 0;
const inFolder = (name: string) => path.join(folder, name);

async function stored(name: string, file: string): Promise<StoredMedia> {
  const key = `video-clips/${name}`;
  await storage.putFile(key, file);
  return { key, sha256: await sha256OfFile(file) };
}

/** One composition with its own output and folder; storage is shared, and the job names the cache. */
function compose(
  jobId: string,
  change: Partial<ComposeInput> = {},
  deps: Partial<ComposeDeps> = {},
  small: { width: number; height: number } | null = null,
) {
  const run = runs++;
  const input = {
    jobId,
    timeline: TIMELINE,
    sources,
    song,
    outputPath: inFolder(`final-${run}.mp4`),
    ...change,
  };
  const log = pino({ level: 'silent' });
  return composeAtSize(
    SIZE,
    input,
    { storage, ffmpeg, workDir: inFolder(`work-${run}`), log, ...deps },
    signal,
    small && { size: small, outputPath: inFolder(`small-${run}.mp4`) },
  );
}

/** By Buffer.equals: jest's toEqual takes seconds for a file. */
async function haveSameBytes(one: ComposeResult, other: ComposeResult): Promise<boolean> {
  return (await readFile(one.filePath)).equals(await readFile(other.filePath));
}

const withClip = (index: number, media: StoredMedia | null) => sources.with(index, media as StoredMedia);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'compose-'));
  ffmpeg = await bundledTools();
  storage = createLocalDiskStorage(inFolder('storage'));
  const files = await Promise.all(
    CLIPS.map((clip, n) => makeClip({ ...clip, file: inFolder(`clip-${n}.mp4`) })),
  );
  sources = [];
  for (const [n, file] of files.entries()) sources.push(await stored(`clip-${n}.mp4`, file));
  const other = await makeClip({ ...CLIPS[2]!, file: inFolder('changed.mp4'), filters: 'negate' });
  changed = await stored('changed.mp4', other);
  song = await stored('song.mp3', await makeSong({ file: inFolder('song.mp3'), seconds: 8 }));
});
afterAll(() => rm(folder, { recursive: true }));

describe('composeVideo', () => {
  it('makes exactly the frames of the song, 30 a second, with its index in front', async () => {
    const result = await compose('whole');
    expect(result).toMatchObject({ totalFrames: 271, encodedFrames: 271, reusedFrames: 0 });
    expect(await frameHashes(result.filePath)).toHaveLength(271);
    const probe = await probeMedia(result.filePath, ffmpeg);
    expect(probe.video).toMatchObject({ ...SIZE, frameRate: 30, frameCount: 271, startSeconds: 0 });
    expect(probe.durationSeconds).toBeCloseTo(271 / 30, 2);
    expect(probe.audio).toMatchObject({ codec: 'aac', sampleRate: 48000, channels: 2 });
    const bytes = await readFile(result.filePath);
    expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
  });

  it('makes a rendition for slow lines by the same processes, frame for frame, and again only what changed', async () => {
    const size = { width: 64, height: 36 };
    const [alone, both] = [await compose('alone'), await compose('both', {}, {}, size)];
    expect(await haveSameBytes(alone, both)).toBe(true);
    const { filePath } = both.small!;
    const probe = await probeMedia(filePath, ffmpeg);
    expect(probe.video).toMatchObject({ ...size, frameRate: 30, frameCount: 271, startSeconds: 0 });
    expect(probe.audio).toMatchObject({ codec: 'aac', sampleRate: 48000, channels: 2 });
    const [large, little] = await Promise.all([both.filePath, filePath].map(lumaOfFrames));
    expect(little).toHaveLength(271);
    little!.forEach((luma, frame) => expect(Math.abs(luma - large![frame]!)).toBeLessThan(4));
    const change = { sources: withClip(2, changed) };
    const warm = await compose('both', change, {}, size);
    const cold = await compose('cold-both', change, {}, size);
    expect(warm.encodedFrames).toBeLessThan(150);
    expect((await readFile(warm.small!.filePath)).equals(await readFile(cold.small!.filePath))).toBe(true);
    // Of a video of before, not all of it is there.
    expect((await compose('alone', change, {}, size)).small).toBeNull();
  });

  it('encodes only the changed clip and its transitions, and gives the bytes of a cold cache', async () => {
    const before = await compose('whole');
    const change = { sources: withClip(2, changed) };
    const warm = await compose('whole', change);
    expect(warm.segments.filter(({ reused }) => !reused).map(({ kind }) => kind)).toEqual(['body', 'fade']);
    expect(warm.encodedFrames).toBe(90 + 6);
    const cold = await compose('changes-cold', change);
    expect(cold.encodedFrames).toBe(271);
    expect(await haveSameBytes(warm, cold)).toBe(true);

    const [old, now] = [await frameHashes(before.filePath), await frameHashes(warm.filePath)];
    expect(now.slice(0, 135)).toEqual(old.slice(0, 135));
    expect(now.slice(231)).toEqual(old.slice(231));
    for (let frame = 135; frame < 218; frame++) expect(now[frame]).not.toBe(old[frame]);
    expect(await audioHashes(warm.filePath)).toEqual(await audioHashes(before.filePath));
  });

  it('needs no clip at all when nothing changed', async () => {
    const first = await compose('whole');
    const gone = sources.map((media) => ({ ...media, key: `${media.key}-gone` }));
    const second = await compose('whole', { sources: gone, song: { ...song, key: 'video-clips/gone' } });
    expect(second).toMatchObject({ encodedFrames: 0, reusedFrames: 271 });
    expect(await haveSameBytes(second, first)).toBe(true);
  });

  it('names segments by content where the checksum is not known yet', async () => {
    await compose('whole');
    const unknown = sources.map(({ key }) => ({ key, sha256: null }));
    const again = await compose('whole', { sources: unknown, song: { ...song, sha256: null } });
    expect(again.encodedFrames).toBe(0);
  });

  it('finds stored segments that are truncated or flipped, and makes them again', async () => {
    const first = await compose('whole');
    const [body, crossfade] = first.segments;
    const objectPath = (key: string) => path.join(inFolder('storage'), key);
    await truncate(objectPath(body!.key), 5000);
    const handle = await open(objectPath(crossfade!.key), 'r+');
    await handle.write(Buffer.from([0xff, 0x00, 0xff]), 0, 3, 2000);
    await handle.close();
    const second = await compose('whole');
    expect(second.segments.filter(({ reused }) => !reused).map(({ key }) => key)).toEqual([
      body!.key,
      crossfade!.key,
    ]);
    expect(await haveSameBytes(second, first)).toBe(true);
    expect((await compose('whole')).encodedFrames).toBe(0);
  });

  it('reports work that grows from nothing to all of it, with and without something to encode, and leaves nothing in its folder but the video', async () => {
    const workDir = inFolder('tidy');
    const outputPath = path.join(workDir, 'final.mp4');
    for (const encoded of [271, 0]) {
      const fractions: number[] = [];
      const seen: number[] = [];
      const steady = steadyFraction();
      const onProgress = (done: number, total: number) => {
        seen.push(done);
        fractions.push(steady(done, total));
      };
      const result = await compose('progress', { outputPath }, { workDir, onProgress });
      expect(result).toMatchObject({ encodedFrames: encoded });
      expect(await readdir(workDir)).toEqual(['final.mp4']);
      expect(seen).toEqual(seen.toSorted((a, b) => a - b));
      expect(fractions.at(-1)).toBeCloseTo(1, 9);
      const moves = new Set(fractions.map((fraction) => Math.floor(fraction * 40)));
      expect(moves.size).toBeGreaterThan(6);
    }
  });

  it('fetches each object once, requests no missing one, and counts the bytes', async () => {
    const asked: string[] = [];
    let bytes = 0;
    const watched = new Proxy(storage, {
      get(target, name: keyof Storage) {
        if (name === 'fetchToFile') {
          return async (key: string, file: string, each: AbortSignal, watch: ByteWatcher) => {
            asked.push(key);
            const info = await target.stat(key);
            bytes += info!.size;
            await target.fetchToFile(key, file, each, watch);
          };
        }
        if (name === 'stat') throw new Error('Nothing is asked for before it is brought');
        return target[name].bind(target);
      },
    });
    await compose('counted', {}, { storage: watched });
    expect(asked.toSorted()).toEqual([...sources, song].map(({ key }) => key).toSorted());
    [asked.length, bytes] = [0, 0];
    const warm = await compose('counted', { sources: withClip(2, changed) }, { storage: watched });
    const reused = warm.segments.filter((segment) => segment.reused).map(({ key }) => key);
    expect(asked.toSorted()).toEqual([...reused, changed.key, sources[3]!.key].toSorted());
    expect(warm.fetchedBytes).toBe(bytes);
  });

  it('leaves the slot of a clip that was never made black, and plays silence without a song', async () => {
    const { filePath } = await compose('whole', { sources: withClip(1, null), song: null });
    expect(await frameHashes(filePath)).toHaveLength(271);
    expect(await meanLuma(filePath, 84, 135)).toBeCloseTo(16, 0);
    expect(await meanLuma(filePath, 30, 60)).toBeGreaterThan(60);
    expect(await meanLuma(filePath, 140, 200)).toBeGreaterThan(60);
    expect(new Set(await audioHashes(filePath)).size).toBeLessThan(4);
  });

  it("makes the same film on this machine's ffmpeg as on the one of 2018 that npm installs", async () => {
    const here = await compose('whole');
    const there = await compose('machine', {}, { ffmpeg: await testFfmpeg() });
    expect(there.encodedFrames).toBe(271);
    expect(await frameHashes(there.filePath)).toHaveLength(271);
    for (const [from, to] of [
      [10, 60],
      [68, 75],
      [75, 82],
      [140, 210],
      [219, 225],
      [225, 231],
    ] as const) {
      const luma = await meanLuma(here.filePath, from, to);
      expect(Math.abs((await meanLuma(there.filePath, from, to)) - luma)).toBeLessThan(1.5);
    }
  });
});

it('cuts to the frame whether clips are half as long as their slots, as long, or twice as long', async () => {
  const clips = [
    { seconds: 1, pattern: 'color=white' },
    { seconds: 2, pattern: 'color=black' },
    // Everything beyond the slot is black and must never be seen.
    { seconds: 4, pattern: 'color=white', filters: "drawbox=color=black:t=fill:enable='gte(t,2)'" },
    { seconds: 2, pattern: 'color=black' },
  ];
  const media = [];
  for (const [index, clip] of clips.entries()) {
    const name = `length-${index}.mp4`;
    media.push(await stored(name, await makeClip({ ...clip, file: inFolder(name), fps: 24 })));
  }
  const slots = clips.map((_, clipIndex) => ({
    clipIndex,
    startFrame: clipIndex * 60,
    endFrame: clipIndex * 60 + 60,
  }));
  const timeline = { clips: slots, transitions: [], totalFrames: 240 };
  const { filePath } = await compose('lengths', { timeline, sources: media, song: null });
  const bright = (await lumaOfFrames(filePath)).map((luma) => luma > 125);
  expect(bright).toEqual(Array.from({ length: 240 }, (_, frame) => Math.floor(frame / 60) % 2 === 0));
}, 60_000);

describe('transitions', () => {
  const white = { pattern: 'color=white', seconds: 1 };
  const black = { pattern: 'color=black', seconds: 1 };

  /** Luma of single frames of two clips of 30 frames, the cut at frame 30, a transition of 12 around it. */
  async function lumaAround(
    type: 'crossfade' | 'fade',
    from: object,
    to: object,
  ): Promise<(frame: number) => number> {
    const name = `${type}-${runs}`;
    const clips = [];
    for (const [index, options] of [from, to].entries()) {
      const file = inFolder(`${name}-${index}.mp4`);
      clips.push(await stored(`${name}-${index}.mp4`, await makeClip({ file, seconds: 1, ...options })));
    }
    const slots = [0, 1].map((clipIndex) => ({
      clipIndex,
      startFrame: clipIndex * 30,
      endFrame: clipIndex * 30 + 30,
    }));
    const transitions = [{ fromClip: 0, toClip: 1, type, durationSeconds: 0.4 }];
    const timeline = { clips: slots, transitions, totalFrames: 60 };
    const { filePath } = await compose(name, { timeline, sources: clips, song: null });
    const luma = await lumaOfFrames(filePath);
    expect(luma).toHaveLength(60);
    return (frame) => luma[frame]!;
  }

  it('crossfades evenly, half of either clip on the cut', async () => {
    const luma = await lumaAround('crossfade', white, black);
    expect(luma(23)).toBeCloseTo(235, 0);
    expect(Math.abs(luma(30) - 125)).toBeLessThan(12);
    expect(luma(36)).toBeCloseTo(16, 0);
    for (let frame = 24; frame < 36; frame++) expect(luma(frame + 1)).toBeLessThan(luma(frame) + 1);
  });

  it('fades through black, blackest on the cut', async () => {
    const luma = await lumaAround('fade', white, white);
    expect(luma(23)).toBeCloseTo(235, 0);
    expect(luma(30)).toBeCloseTo(16, 0);
    expect(Math.abs(luma(27) - 125)).toBeLessThan(20);
    expect(luma(37)).toBeCloseTo(235, 0);
  });
});

describe('composeVideo on unusable media', () => {
  async function failureOf(composition: Promise<unknown>): Promise<RegenerationFailure> {
    const failure = await composition.catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(RegenerationFailure);
    return failure as RegenerationFailure;
  }

  it('names the clip that is missing, garbage, cut short or not what it was', async () => {
    await writeFile(inFolder('garbage.mp4'), 'garbage '.repeat(2000));
    const half = await cutShort(inFolder('clip-2.mp4'));
    const bad: [StoredMedia, string][] = [
      [{ key: 'video-clips/nowhere.mp4', sha256: 'a'.repeat(64) }, 'The stored file is missing.'],
      [
        await stored('garbage.mp4', inFolder('garbage.mp4')),
        'The file is not a video or sound file that can be read, or it is damaged.',
      ],
      [await stored('half.mp4', half), 'The file is damaged or incomplete.'],
      [
        { ...sources[2]!, sha256: 'b'.repeat(64) },
        'The stored file was changed or damaged since it was made.',
      ],
    ];
    for (const [media, why] of bad) {
      const failure = await failureOf(compose('bad', { sources: withClip(2, media) }));
      expect(failure).toMatchObject({
        code: 'RECOMPOSITION_FAILED',
        message: `Clip 3 cannot be used. ${why}`,
      });
    }
  });

  it('says that the disk is full', async () => {
    if (process.platform !== 'linux') return; // Only Linux has a device that is always full.
    const outputPath = inFolder('full.mp4');
    await symlink('/dev/full', `${outputPath}.part`);
    expect(await failureOf(compose('whole', { outputPath }))).toMatchObject({
      code: 'RECOMPOSITION_FAILED',
      message: 'There is no disk space left to put the video together.',
    });
  });

  it('leaves nothing at the output path when it fails or is aborted', async () => {
    const outputPath = inFolder('never.mp4');
    const missing = { key: 'video-clips/nowhere.mp4', sha256: null };
    await failureOf(compose('fails', { sources: withClip(1, missing), outputPath }));
    const stop = new AbortController();
    const input = {
      jobId: 'aborted',
      timeline: TIMELINE,
      sources,
      song,
      aspectRatio: '16:9' as const,
      outputPath,
    };
    const deps = { storage, ffmpeg, workDir: inFolder('aborted'), log: pino({ level: 'silent' }) };
    const running = composeVideo(input, { ...deps, onProgress: () => stop.abort() }, stop.signal);
    await expect(running).rejects.toThrow('This operation was aborted');
    await expect(stat(outputPath)).rejects.toThrow('ENOENT');
  });
});

/** The file with its index in front, as on the web, and without its last part. */
async function cutShort(file: string): Promise<string> {
  const outputPath = inFolder('half.mp4');
  const copy = { outputOptions: ['-c', 'copy', '-movflags', '+faststart'], format: 'mp4', frameCount: 1 };
  const words = { doing: 'cut', failureCode: 'RECOMPOSITION_FAILED' as const };
  await runFfmpeg(ffmpeg, { inputs: [{ file, format: 'mov' }], ...copy, ...words, outputPath }, signal);
  await truncate(outputPath, Math.floor((await stat(outputPath)).size / 2));
  return outputPath;
}
