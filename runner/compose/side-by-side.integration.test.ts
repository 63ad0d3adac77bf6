import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import { RegenerationFailure } from '../../core/errors.js';
import { sha256OfFile } from '../../core/storage/file-hash.js';
import { createLocalDiskStorage } from '../../core/storage/disk/local-disk.js';
import type { ByteWatcher, Storage } from '../../core/storage/storage.js';
import { slotsOf, transitionAfter } from '../../test/kit/media/composing.js';
import { bundledTools } from '../../test/kit/media/ffmpegs.js';
import { audioHashes, makeClip, makeSong } from '../../test/kit/media/media.js';
import type { TimelinePlan } from '../../core/timeline/segments.js';
import type { FfmpegTools } from '../ffmpeg/binaries.js';
import type { KnownMedia } from './clip-sources.js';
import { composeAtSize, type ComposeDeps, type ComposeResult } from './compose.js';

const SIZE = { width: 96, height: 54 };
const CLIPS = 9;
/** Enough for tests in which the number does not matter. */
const FEW = 3;

function timelineOf(clips: number): TimelinePlan {
  const transitions = Array.from({ length: clips - 1 }, (_, clip) => transitionAfter(clip, 'crossfade', 0.2));
  return { ...slotsOf(Array.from({ length: clips }, () => 12)), transitions };
}

let folder: string;
let tools: FfmpegTools;
let storage: Storage;
let sources: KnownMedia[];
let song: KnownMedia;
let runs = 0;
const inFolder = (name: string) => path.join(folder, name);

async function stored(file: string): Promise<KnownMedia> {
  const key = `video-clips/${path.basename(file)}`;
  await storage.putFile(key, file);
  return { key, sha256: await sha256OfFile(file) };
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'side-by-side-'));
  tools = await bundledTools();
  storage = createLocalDiskStorage(inFolder('storage'));
  sources = [];
  for (let clip = 0; clip < CLIPS; clip++) {
    const filters = `hue=h=${clip * 25}`;
    const file = inFolder(`clip-${clip}.mp4`);
    sources.push(await stored(await makeClip({ file, seconds: 0.5, filters, ...SIZE })));
  }
  song = await stored(await makeSong({ file: inFolder('song.m4a'), seconds: 5 }));
});
afterAll(() => rm(folder, { recursive: true }));

type Calls = Pick<Storage, 'fetchToFile' | 'putFile'>;

/** The storage, with some of its calls redirected. */
function detour(calls: (real: Storage) => Partial<Calls>): Storage {
  const instead = calls(storage);
  return new Proxy(storage, {
    get: (target, name: keyof Storage) => instead[name as keyof Calls] ?? target[name].bind(target),
  });
}

/** Whether an object is a segment or the song, and no note about a clip. */
const isPart = (key: string): boolean => /\.(mp4|m4a)$/.test(key);

function compose(jobId: string, deps: Partial<ComposeDeps> = {}, clips = FEW): Promise<ComposeResult> {
  const workDir = deps.workDir ?? inFolder(`work-${runs++}`);
  const outputPath = path.join(workDir, 'final.mp4');
  const input = { jobId, timeline: timelineOf(clips), sources: sources.slice(0, clips), song, outputPath };
  const log = pino({ level: 'silent' });
  const all = { storage, ffmpeg: tools, log, ...deps, workDir };
  return composeAtSize(SIZE, input, all, new AbortController().signal);
}

it('encodes what is missing while stored segments still come', async () => {
  const { segments } = await compose('overlap');
  const missing = segments[2]!.key;
  await storage.delete(missing);
  let kept: () => void = () => undefined;
  const wasKept = new Promise<void>((resolve) => (kept = resolve));
  const slow = detour((real) => ({
    // No stored segment arrives before the missing one is made and being uploaded.
    async fetchToFile(key, file, signal, watch) {
      if (key.startsWith('segments/')) await Promise.race([wasKept, once(signal!, 'abort')]);
      await real.fetchToFile(key, file, signal, watch);
    },
    putFile: (key, ...rest) => {
      if (key === missing) kept();
      return real.putFile(key, ...rest);
    },
  }));
  expect((await compose('overlap', { storage: slow })).encodedFrames).toBe(segments[2]!.frameCount);
}, 30_000);

it('encodes on while new segments are still on their way to storage, and ends when they are there', async () => {
  let [began, ended] = [0, 0];
  const slow = detour((real) => ({
    async putFile(key, file, signal, watch?: ByteWatcher) {
      if (!isPart(key)) return await real.putFile(key, file, signal, watch);
      began++;
      // A connection on which nothing arrives before the third segment was made.
      while (began < 3) await pause(10);
      const info = await real.putFile(key, file, signal, watch);
      ended++;
      return info;
    },
  }));
  const { segments } = await compose('uploads', { storage: slow, concurrency: 1 });
  expect([began, ended]).toEqual([segments.length, segments.length]);
}, 30_000);

it('keeps clips in its folder only as long as they are needed: a few, whatever their number', async () => {
  const workDir = inFolder('bounded');
  const counts: number[] = [];
  const counting = detour((real) => ({
    async putFile(...call) {
      if (!isPart(call[0])) return await real.putFile(...call);
      const names = await readdir(path.join(workDir, 'compose'));
      counts.push(names.filter((name) => name.startsWith('source-')).length);
      return await real.putFile(...call);
    },
  }));
  await compose('bounded', { workDir, concurrency: 1, storage: counting }, CLIPS);
  expect(counts).toHaveLength(CLIPS * 2);
  expect(Math.max(...counts)).toBeLessThanOrEqual(8);
  expect(Math.max(...counts)).toBeLessThan(CLIPS);
  expect(counts.at(-1)).toBeLessThanOrEqual(3);
}, 30_000);

it('makes the video, too, where no segment can be kept', async () => {
  const full = detour(() => ({
    putFile: () => Promise.reject(new RegenerationFailure('STORAGE_FAILED', 'There is no disk space left.')),
  }));
  const warnings: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => void warnings.push(line) });
  const { totalFrames, segments } = await compose('full', { storage: full, log });
  expect(totalFrames).toBe(FEW * 12);
  // And a note about each clip.
  expect(warnings).toHaveLength(segments.length + FEW);
  await expect(readdir(inFolder('storage/segments/full'))).rejects.toThrow('ENOENT');
}, 30_000);

it("copies the song's track bit by bit after ffmpeg was replaced by another build", async () => {
  const before = await compose('upgraded');
  const asked: string[] = [];
  const watched = detour((real) => ({
    fetchToFile(key, ...rest) {
      asked.push(key);
      return real.fetchToFile(key, ...rest);
    },
  }));
  const after = await compose('upgraded', { ffmpeg: { ...tools, build: 'newer' }, storage: watched });
  expect(after.segments.filter(({ reused }) => reused).map(({ kind }) => kind)).toEqual(['song']);
  expect(asked).not.toContain(song.key);
  expect(await audioHashes(after.filePath)).toEqual(await audioHashes(before.filePath));
}, 60_000);

it('logs in one line what was made and what was fetched', async () => {
  const first = await compose('logged');
  await storage.delete(first.segments[1]!.key);
  const lines: string[] = [];
  const log = pino({ base: null, timestamp: false }, { write: (line: string) => void lines.push(line) });
  const { fetchedBytes, sizeBytes } = await compose('logged', { log });
  const sums = { encodedFrames: 6, reusedFrames: FEW * 12 - 6, fetchedBytes, sizeBytes };
  const line = { level: 30, ...sums, made: ['crossfade 1-2'], msg: 'The video is put together' };
  expect(lines.map((each) => JSON.parse(each) as unknown)).toEqual([line]);
}, 60_000);
