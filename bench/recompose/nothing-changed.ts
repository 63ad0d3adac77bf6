import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import type { Goal } from '../kit/goal.js';
import { plainRemux } from './baselines/baselines.js';
import { composeApart } from './compose-apart.js';
import type { SixClips } from './six-clips.js';
import { sum, type Stage } from './stage.js';

const ROUNDS = 6;

/** A video composed again with every segment in the cache, against copying the finished file's streams. */
export async function nothingChanged(stage: Stage, { video, jobId }: SixClips['cached']): Promise<Goal> {
  const remuxed: number[] = [];
  const ours: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const composed = await composeApart(video, jobId, stage);
    if (composed.encodedFrames !== 0) throw new Error('Something was encoded although nothing had changed.');
    const final = path.join(stage.folder, 'final.mp4');
    await copyFile(composed.filePath, final);
    ours.push(composed.cpuSeconds);
    remuxed.push((await plainRemux(final, stage)).cpuSeconds);
  }
  const mean = (values: number[]) => (sum(values) / ROUNDS).toFixed(2);
  console.log(`nothing changed, CPU s: ours ${mean(ours)}, remux ${mean(remuxed)}`);
  return {
    name: 'recompose, nothing changed, ours / plain remux',
    measured: sum(ours) / sum(remuxed),
    wanted: 3,
    unit: 'x',
    better: 'lower',
  };
}
