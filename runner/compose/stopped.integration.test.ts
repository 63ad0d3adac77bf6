import { chmod, mkdtemp, open, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { sha256OfFile } from '../../core/storage/file-hash.js';
import { createLocalDiskStorage } from '../../core/storage/disk/local-disk.js';
import type { Storage } from '../../core/storage/storage.js';
import { slotsOf, transitionAfter } from '../../test/kit/media/composing.js';
import { spread } from '../../test/kit/effort.js';
import { makeClip, testFfmpeg } from '../../test/kit/media/media.js';
import { until } from '../../test/kit/server/until.js';
import type { FfmpegTools } from '../ffmpeg/binaries.js';
import type { StoredMedia } from './clip-sources.js';
import { composeAtSize, type ComposeDeps } from './compose.js';

const TIMELINE = { ...slotsOf([20, 20]), transitions: [transitionAfter(0, 'crossfade', 0.2)] };

let folder: string;
let tools: FfmpegTools;
let storage: Storage;
let clips: StoredMedia[];
let runs = 0;
const inFolder = (name: string) => path.join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'stopped-'));
  tools = await testFfmpeg();
  storage = createLocalDiskStorage(inFolder('storage'));
  clips = [];
  for (const name of ['one.mp4', 'two.mp4']) {
    const file = await makeClip({ file: inFolder(name), seconds: 1, width: 96, height: 54 });
    await storage.putFile(`video-clips/${name}`, file);
    clips.push({ key: `video-clips/${name}`, sha256: await sha256OfFile(file) });
  }
});
afterAll(() => rm(folder, { recursive: true }));

/** A program that hangs if its arguments match, and writes a file when it does; otherwise the real one. */
async function hanging(program: 'ffmpegPath' | 'ffprobePath', pattern: string): Promise<Situation> {
  const [script, mark] = [inFolder(`hangs-${runs}`), inFolder(`mark-${runs}`)];
  const hang = `case "$*" in ${pattern}) : > '${mark}'; exec sleep 60;; esac`;
  await writeFile(script, `#!/bin/sh\n${hang}\nexec '${tools[program]}' "$@"\n`);
  await chmod(script, 0o755);
  return { ffmpeg: { ...tools, [program]: script }, reached: () => existsSync(mark) };
}

/** A storage whose connection is dead: from one call on nothing arrives and nothing is sent. */
function dead(name: 'fetchToFile' | 'putFile', of = ''): Situation {
  let called = false;
  const line = new Proxy(storage, {
    get(target, property: keyof Storage) {
      if (property !== name) return target[property].bind(target);
      return (key: string, file: string, signal: AbortSignal) => {
        if (!key.startsWith(of)) return target[name](key, file, signal);
        called = true;
        return new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error));
        });
      };
    },
  });
  return { storage: line, reached: () => called };
}

interface Situation {
  ffmpeg?: FfmpegTools;
  storage?: Storage;
  clips?: StoredMedia[];
  reached: () => boolean;
}

/** A clip that takes seconds to read. */
async function enormous(sha256: string | null): Promise<Situation> {
  const name = `video-clips/enormous-${sha256?.length ?? 0}.mp4`;
  const file = inFolder(`storage/${name}`);
  await (await open(file, 'w')).close();
  await truncate(file, 16 * 2 ** 30);
  const startedAt = Date.now();
  return { clips: [{ key: name, sha256 }, clips[1]!], reached: () => Date.now() - startedAt > 400 };
}

/** The files in the work folder, and unfinished ones in the storage. */
async function left(workDir: string): Promise<string[]> {
  const stored = await readdir(inFolder('storage'), { recursive: true });
  return [...(await readdir(workDir)), ...stored.filter((name) => name.endsWith('.part'))];
}

const PHASES: [string, (jobId: string) => Promise<Situation> | Situation][] = [
  ['reading a clip whose content is not known', () => enormous(null)],
  ['checking a clip on its way', () => enormous('a'.repeat(64))],
  ['waiting for a clip', () => dead('fetchToFile', 'video-clips/')],
  ['looking at a clip', () => hanging('ffprobePath', '*source-*')],
  ['encoding', () => hanging('ffmpegPath', '*libx264*')],
  ['joining', () => hanging('ffmpegPath', '*final.mp4*')],
  [
    'uploading segments',
    () => {
      const { storage: line, reached } = dead('putFile');
      const joined = inFolder(`work-${runs}/final.mp4`);
      return { storage: line, reached: () => reached() && existsSync(joined) };
    },
  ],
  [
    'fetching segments',
    async (jobId) => {
      await compose(jobId, inFolder(`cache-${runs}`), {}, new AbortController().signal);
      return dead('fetchToFile', 'segments/');
    },
  ],
];

function compose(
  jobId: string,
  workDir: string,
  situation: Partial<Situation>,
  signal: AbortSignal,
  deps: Partial<ComposeDeps> = {},
): Promise<unknown> {
  const outputPath = path.join(workDir, 'final.mp4');
  const input = { jobId, timeline: TIMELINE, sources: situation.clips ?? clips, song: null, outputPath };
  const log = pino({ level: 'silent' });
  const parts = { storage: situation.storage ?? storage, ffmpeg: situation.ffmpeg ?? tools };
  return composeAtSize({ width: 96, height: 54 }, input, { ...parts, workDir, log, ...deps }, signal);
}

it.each(spread(PHASES, 4))(
  'ends within two seconds of an abort while it is %s, and leaves nothing',
  async (_, prepare) => {
    const jobId = `stopped-${++runs}`;
    const situation = await prepare(jobId);
    const [workDir, stop] = [inFolder(`work-${runs}`), new AbortController()];
    const running = compose(jobId, workDir, situation, stop.signal);
    const ended = running.catch((error: unknown) => error);
    const early = ended.then(() => {
      throw new Error('It ended before it was stopped');
    });
    await Promise.race([until(situation.reached, { limitMs: 30_000, what: 'the phase begins' }), early]);
    early.catch(() => undefined);
    const stoppedAt = Date.now();
    stop.abort(new Error('canceled by the user'));
    expect(await ended).toMatchObject({ message: 'canceled by the user' });
    expect(Date.now() - stoppedAt).toBeLessThan(2000);
    expect(await left(workDir)).toEqual([]);
    const again = await compose(jobId, workDir, {}, new AbortController().signal);
    expect(again).toMatchObject({ totalFrames: 40 });
  },
  60_000,
);
