import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TemplateId } from '../core/templates/definitions.js';
import type { FfmpegTools } from '../runner/ffmpeg/binaries.js';
import { keptOf } from '../runner/measure/kept.js';
import { measureClip } from '../runner/measure/measure-clip.js';
import type { SmallFrames } from '../runner/measure/small-frames.js';
import { makeClip, testFfmpeg } from '../test/kit/media/media.js';
import { demoClips } from '../test/kit/media/demo-clips.js';
import { renderLooks } from '../test/kit/media/rendering.js';
import { cpuMeter } from './kit/cpu-meter.js';
import type { Goal } from './kit/goal.js';

const CLIP_SECONDS = 5;
/** Of the demo video's clips, whose lengths differ. */
const COMPARED_SECONDS = 3;
const ROUNDS = 5;
const LOOKS: TemplateId[] = ['nighttime', 'snow', 'zoom_in', 'mirror'];

/**
 * What comparing a changed clip of 5 s at 1080p with its footage costs beside measuring it, and the scores of the demo video's
 * clips: each against looks of its own, and against every other clip.
 */
export async function run(): Promise<Goal[]> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-kept-'));
  try {
    return [await cost(folder), ...(await scores(folder))];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function cost(folder: string): Promise<Goal> {
  const { tools, measure } = await cpuMeter(await testFfmpeg(), folder);
  const clip = { seconds: CLIP_SECONDS, width: 1920, height: 1080, filters: 'noise=alls=3:allf=t' };
  const footage = await makeClip({ ...clip, file: join(folder, 'footage.mp4') });
  const made = await framesOf(footage, CLIP_SECONDS, tools, folder);
  const spent: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const seconds = await measure(async () =>
      keptOf(await framesOf(footage, CLIP_SECONDS, tools, folder), made),
    );
    // The first round warms caches.
    if (round > 0) spent.push(seconds);
  }
  const measured = spent.toSorted((one, other) => one - other)[Math.floor(ROUNDS / 2)]!;
  return { name: 'kept, CPU of 5 s of 1080p', measured, wanted: 1, unit: ' s', better: 'lower' };
}

async function scores(folder: string): Promise<Goal[]> {
  const tools = await testFfmpeg();
  const clips = await demoClips(folder);
  const all: SmallFrames[] = [];
  for (const clip of clips) all.push(await framesOf(clip, COMPARED_SECONDS, tools, folder));
  const score = (one: SmallFrames, other: SmallFrames): number => keptOf(one, other)?.score ?? 0;
  const nights: number[] = [];
  for (const look of LOOKS) {
    const scored: number[] = [];
    for (const [at, clip] of clips.entries()) {
      const made = await framesOf(await renderLooks(clip, [look], tools), COMPARED_SECONDS, tools, folder);
      scored.push(score(all[at]!, made));
    }
    if (look === 'nighttime') nights.push(...scored);
    console.log(`${look.padEnd(10)} ${scored.map((one) => one.toFixed(2)).join('  ')}`);
  }
  const unrelated = all.flatMap((one, at) =>
    all.filter((_, is) => is !== at).map((other) => score(one, other)),
  );
  return [
    { name: 'kept, nighttime', measured: Math.min(...nights), wanted: 0.9, unit: '', better: 'higher' },
    { name: 'kept, unrelated', measured: Math.max(...unrelated), wanted: 0.4, unit: '', better: 'lower' },
  ];
}

async function framesOf(
  path: string,
  seconds: number,
  ffmpeg: FfmpegTools,
  folder: string,
): Promise<SmallFrames> {
  const measuring = { ffmpeg, scratch: join(folder, 'scratch.rgb'), isUnhurried: true };
  const read = await measureClip(path, seconds, measuring, new AbortController().signal);
  return read!.frames;
}
