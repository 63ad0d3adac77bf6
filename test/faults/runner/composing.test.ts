import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import bundledFfmpeg from '@ffmpeg-installer/ffmpeg';
import { sha256OfFile } from '../../../core/storage/file-hash.js';
import { createLocalDiskStorage } from '../../../core/storage/disk/local-disk.js';
import type { ComposeResult } from '../../../runner/compose/compose.js';
import { SealCheck } from '../../../runner/compose/segments/seal.js';
import type { FfmpegTools } from '../../../runner/ffmpeg/binaries.js';
import { slotsOf, transitionAfter } from '../../kit/media/composing.js';
import { itRequires } from '../../kit/jest/requirements.js';
import { countFrames, makeClip, testFfmpeg } from '../../kit/media/media.js';

const SIZE = { width: 160, height: 90 };
const SCRIPT = path.resolve('dist/test/compose-process.js');
const TIMELINE = { ...slotsOf([30, 30, 30]), transitions: [transitionAfter(0, 'crossfade', 0.2)] };

let folder: string;
let tools: FfmpegTools;
let sources: { key: string; sha256: string }[];
let runs = 0;
const inFolder = (name: string) => path.join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'composing-'));
  tools = await testFfmpeg();
  const storage = createLocalDiskStorage(inFolder('storage'));
  sources = [];
  for (const [index, pattern] of ['testsrc2', 'mandelbrot', 'smptebars'].entries()) {
    const file = await makeClip({ file: inFolder(`clip-${index}.mp4`), seconds: 1, pattern, ...SIZE });
    const key = `video-clips/clip-${index}.mp4`;
    await storage.putFile(key, file);
    sources.push({ key, sha256: await sha256OfFile(file) });
  }
});
afterAll(() => rm(folder, { recursive: true }));

function commandOf(jobId: string, ffmpeg: FfmpegTools): string[] {
  const run = runs++;
  const outputPath = inFolder(`final-${run}.mp4`);
  const input = { jobId, timeline: TIMELINE, sources, song: null, outputPath };
  const places = { storageDir: inFolder('storage'), workDir: inFolder(`work-${run}`) };
  return [SCRIPT, JSON.stringify({ ...places, size: SIZE, ffmpeg, input })];
}

/** Runs a composition in a separate process, to its end. */
async function compose(jobId: string, ffmpeg = tools): Promise<ComposeResult> {
  const { stdout } = await promisify(execFile)(process.execPath, commandOf(jobId, ffmpeg));
  return JSON.parse(stdout) as ComposeResult;
}

async function segmentsOf(jobId: string): Promise<{ kept: string[]; parts: string[] }> {
  const names = await readdir(inFolder(`storage/segments/${jobId}`));
  return {
    // Without the notes about clips.
    kept: names.filter((name) => /\.(mp4|m4a)$/.test(name)),
    parts: names.filter((name) => name.endsWith('.part')),
  };
}

/** Of the video that is composed here. */
const SEGMENTS = 5;

describe('a runner that is killed in the middle of keeping a segment', () => {
  /** Kills it at the start of the given upload; false if it finished before. */
  async function killedAt(upload: number, jobId: string): Promise<boolean> {
    const segments = inFolder(`storage/segments/${jobId}`);
    await mkdir(segments, { recursive: true });
    const runner: ChildProcess = spawn(process.execPath, commandOf(jobId, tools), {
      stdio: 'ignore',
      detached: true,
    });
    const begun = new Set<string>();
    const watcher = watch(segments, (_, name) => {
      if (name === null || !/\.(mp4|m4a)\..*part$/.test(name) || begun.size >= upload) return;
      // Including its ffmpeg processes, as the launcher does.
      if (begun.add(name).size === upload) process.kill(-runner.pid!, 'SIGKILL');
    });
    await once(runner, 'exit');
    watcher.close();
    return runner.signalCode === 'SIGKILL';
  }

  it('leaves no partial segment that a later run takes for a whole one', async () => {
    const left: number[] = [];
    const whole = await compose('whole');
    // On a busy machine the kill may come when all is kept: then once more.
    for (let round = 0; round < 2 || (Math.max(...left) === 0 && round < 8); round++) {
      const upload = round % 2 === 0 ? 1 : 3;
      const jobId = `killed-${round}`;
      expect(await killedAt(upload, jobId)).toBe(true);
      const { kept, parts } = await segmentsOf(jobId);
      left.push(parts.length);
      for (const name of kept) {
        const check = new SealCheck();
        check.see(await readFile(inFolder(`storage/segments/${jobId}/${name}`)));
        expect([name, check.isIntact()]).toEqual([name, true]);
      }
      const resumed = await compose(jobId);
      expect(resumed.segments.filter(({ reused }) => reused)).toHaveLength(kept.length);
      expect(resumed.encodedFrames > 0).toBe(kept.length < SEGMENTS);
      expect((await readFile(resumed.filePath)).equals(await readFile(whole.filePath))).toBe(true);
    }
    // Otherwise no run was killed while it wrote.
    expect(Math.max(...left)).toBeGreaterThan(0);
  }, 120_000);
});

describe('two runners at once on the same segments', () => {
  it('make the same video, byte for byte, and one set of segments', async () => {
    const [one, other] = await Promise.all([compose('twice'), compose('twice')]);
    expect((await readFile(one.filePath)).equals(await readFile(other.filePath))).toBe(true);
    const { kept, parts } = await segmentsOf('twice');
    expect([kept.length, parts]).toEqual([SEGMENTS, []]);
    expect((await compose('twice')).encodedFrames).toBe(0);
  }, 60_000);

  itRequires(
    'system ffmpeg',
    'both end well where each makes other bytes, and what is kept is whole',
    async () => {
      // As on another kind of CPU: the same build name, but other bytes.
      const other = {
        ...tools,
        ffmpegPath: tools.ffmpegPath === bundledFfmpeg.path ? 'ffmpeg' : bundledFfmpeg.path,
      };
      const results = await Promise.all([compose('differ'), compose('differ', other)]);
      const films = await Promise.all(results.map(({ filePath }) => readFile(filePath)));
      expect(films[0]!.equals(films[1]!)).toBe(false);
      const later = await compose('differ');
      expect(later.encodedFrames).toBe(0);
      for (const { filePath } of [...results, later]) expect(await countFrames(filePath)).toBe(90);
    },
    60_000,
  );
});
