import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { FRAME_RATE, OUTPUT_SIZES } from '../core/frames.js';
import { sha256OfFile } from '../core/storage/file-hash.js';
import { createLocalDiskStorage } from '../core/storage/local-disk.js';
import type { Storage } from '../core/storage/storage.js';
import { composeVideo } from '../runner/compose/compose.js';
import type { FfmpegTools } from '../runner/ffmpeg/binaries.js';
import { probeMedia } from '../runner/ffmpeg/probe.js';
import { runFfmpeg } from '../runner/ffmpeg/run-ffmpeg.js';
import type { TimelinePlan } from '../runner/timeline/segments.js';
import { makeClip, makeSong, testFfmpeg } from '../test/media.js';
import { composeClassically } from './classic-composition.js';
import { cpuMeter } from './cpu-meter.js';
import type { Goal } from './goal.js';

const CLIPS = 6;
const SECONDS = 6;
/** The clips that change, one a round, all with a neighbour on either side. */
const CHANGED = [2, 3];
const signal = new AbortController().signal;

interface Footage {
  file: string;
  key: string;
  sha256: string;
}

/**
 * Recomposing a 1080p video of six clips with crossfades after one clip changed, against the classic way: normalise
 * every clip, concatenate, encode again (and without the crossfades, so the baseline has less to do). The changed
 * clip is the old one mirrored, so equally hard to encode. CPU seconds, because wall time on a shared machine says
 * little; rounds are interleaved.
 */
export async function run(): Promise<Goal[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-recompose-'));
  try {
    return [await measure(folder)];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(folder: string): Promise<Goal> {
  const { tools, measure: cpuOf } = await cpuMeter(await testFfmpeg(), folder);
  const storage = createLocalDiskStorage(path.join(folder, 'storage'));
  console.log(`making ${CLIPS} clips of ${SECONDS} s at 1080p …`);
  const footage = await makeFootage(folder, storage);
  const songFile = await makeSong({ file: path.join(folder, 'song.m4a'), seconds: CLIPS * SECONDS });
  const song = await stored(storage, songFile);
  const compose = (clips: Footage[], name: string) =>
    composeVideo(
      {
        jobId: 'bench',
        timeline: timeline(),
        sources: clips,
        song,
        aspectRatio: '16:9',
        outputPath: path.join(folder, `${name}.mp4`),
      },
      { storage, ffmpeg: tools, workDir: path.join(folder, name), log: pino({ level: 'silent' }) },
      signal,
    );
  const cold = await cpuOf(() => compose(footage, 'cold'));
  console.log(`from scratch, by segments: ${cold.toFixed(1)} CPU s`);
  const rounds = [];
  for (const clip of CHANGED) {
    const changed = await stored(storage, await mirrored(footage[clip]!.file));
    const clips = footage.with(clip, changed);
    const classicFile = path.join(folder, 'classic.mp4');
    const files = clips.map(({ file }) => file);
    const size = OUTPUT_SIZES['16:9'];
    const classic = await cpuOf(() =>
      composeClassically({ tools, files, songFile, size, folder, outputPath: classicFile }),
    );
    const ours = await cpuOf(() => compose(clips, `changed-${clip}`));
    await assertSameLength(tools, classicFile, path.join(folder, `changed-${clip}.mp4`));
    console.log(
      `clip ${clip + 1} changed: classic ${classic.toFixed(1)}, ours ${ours.toFixed(1)} CPU s, ${(classic / ours).toFixed(1)}x`,
    );
    rounds.push(classic / ours);
  }
  return { name: 'recompose', measured: Math.min(...rounds), wanted: 4, unit: 'x', better: 'higher' };
}

/** Detail, motion and grain: footage that is not easier than what models make. */
async function makeFootage(folder: string, storage: Storage): Promise<Footage[]> {
  const clips: Footage[] = [];
  for (let clip = 0; clip < CLIPS; clip++) {
    const zoom = 'scale=2112:1188,crop=1920:1080:x=(iw-ow)/2*(1+sin(t)):y=(ih-oh)/2*(1+cos(1.3*t))';
    const file = await makeClip({
      file: path.join(folder, `clip-${clip}.mp4`),
      seconds: SECONDS,
      width: 960,
      height: 540,
      pattern: 'testsrc2',
      filters: `hue=h=${clip * 50},${zoom},noise=alls=3:allf=t`,
    });
    clips.push(await stored(storage, file));
  }
  return clips;
}

/** The same footage the other way round, encoded like the first. */
async function mirrored(file: string): Promise<string> {
  const target = file.replace('.mp4', '-mirrored.mp4');
  await runFfmpeg(
    await testFfmpeg(),
    {
      inputs: [{ file, format: 'mov' }],
      filterGraph: '[0:v:0]hflip[video]',
      outputOptions: ['-map', '[video]', '-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '18', '-g', '60'],
      format: 'mp4',
      outputPath: target,
      frameCount: SECONDS * FRAME_RATE,
      doing: 'mirror a clip',
      failureCode: 'RECOMPOSITION_FAILED',
    },
    signal,
  );
  return target;
}

async function stored(storage: Storage, file: string): Promise<Footage> {
  const key = `bench/${path.basename(file)}`;
  await storage.putFile(key, file);
  return { file, key, sha256: await sha256OfFile(file) };
}

function timeline(): TimelinePlan {
  const frames = SECONDS * FRAME_RATE;
  const clips = Array.from({ length: CLIPS }, (_, clipIndex) => {
    return { clipIndex, startFrame: clipIndex * frames, endFrame: (clipIndex + 1) * frames };
  });
  const transitions = clips.slice(1).map(({ clipIndex }) => {
    return { fromClip: clipIndex - 1, toClip: clipIndex, type: 'crossfade' as const, durationSeconds: 0.5 };
  });
  return { clips, transitions, totalFrames: CLIPS * frames };
}

async function assertSameLength(tools: FfmpegTools, classicFile: string, ourFile: string): Promise<void> {
  const [classic, ours] = await Promise.all([probeMedia(classicFile, tools), probeMedia(ourFile, tools)]);
  if (classic.video?.frameCount !== ours.video?.frameCount)
    throw new Error('The two ways made different lengths.');
}
