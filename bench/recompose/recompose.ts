import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Goal } from '../kit/goal.js';
import { manyClips } from './many-clips.js';
import { nothingChanged } from './nothing-changed.js';
import { sixClips } from './six-clips.js';
import { prepareStage } from './stage.js';
import { thirtyClips } from './thirty-clips.js';

/**
 * The cost of composing at 1080p with crossfades, against the alternatives to the composer. CPU seconds of ffmpeg,
 * ffprobe and node, because wall time on a shared machine says little. Takes 15 to 30 minutes on two cores.
 */
export async function run(): Promise<Goal[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-recompose-'));
  try {
    console.log('making the footage …');
    const stage = await prepareStage(folder);
    const six = await sixClips(stage);
    const unchanged = await nothingChanged(stage, six.cached);
    const thirty = await thirtyClips(stage, six.cpuPerChangedFrame);
    return [...six.goals, unchanged, ...thirty, await manyClips(stage)];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
