import type { Goal } from '../kit/goal.js';
import { composeApart } from './compose-apart.js';
import { memoryGoal } from './memory-goal.js';
import type { Stage } from './stage.js';
import { videoOf } from './video.js';

const CLIPS = 120;
/** Barely longer than a crossfade: nearly every segment reads two clips, which takes the most memory. */
const SECONDS = 0.6;

/** The memory of a cold composition of 120 clips. */
export async function manyClips(stage: Stage): Promise<Goal> {
  const { footage, storage, folder } = stage;
  const files: string[] = [];
  for (let place = 0; place < CLIPS; place++) {
    const clip = footage.clips[place % footage.clips.length]!;
    const keyframeSeconds = 2 * (Math.floor(place / footage.clips.length) % 6);
    files.push(await footage.piece(clip, keyframeSeconds, SECONDS));
  }
  const video = await videoOf('many', files, SECONDS, storage, folder);
  const cold = await composeApart(video, 'many', stage);
  console.log(`${CLIPS} clips cold: ${cold.cpuSeconds.toFixed(1)} CPU s for ${cold.encodedFrames} frames`);
  return memoryGoal(CLIPS, [cold]);
}
