import type { Goal } from '../kit/goal.js';
import { classicWay } from './baselines/baselines.js';
import { composeApart, type Composition } from './compose-apart.js';
import { memoryGoal } from './memory-goal.js';
import { sum, type Stage } from './stage.js';
import { videoOf, withClip } from './video.js';

const SECONDS = 6;
/** In the order of the footage: places that show the first half of a clip with a mirror image. */
const CHANGED = [
  { place: 16, mirrored: 2 },
  { place: 18, mirrored: 3 },
];

/**
 * Thirty clips of 6 s, one changed. The classic way costs the same whichever clip changed, so it is measured once,
 * between two changes.
 */
export async function thirtyClips(stage: Stage, cpuPerFrameOfSix: number): Promise<Goal[]> {
  const { footage, storage } = stage;
  const files: string[] = [];
  for (let place = 0; place < 30; place++) {
    const clip = footage.clips[Math.floor(place / 2) % footage.clips.length]!;
    files.push(await footage.piece(clip, (place % 2) * SECONDS, SECONDS));
  }
  const video = await videoOf('thirty', files, SECONDS, storage, stage.folder);
  const cold = await composeApart(video, 'thirty', stage);
  const change = async ({ place, mirrored }: (typeof CHANGED)[number]) => {
    const file = await footage.piece(await footage.mirrored(mirrored), 0, SECONDS);
    return composeApart(await withClip(video, place, file, storage), 'thirty', stage);
  };
  const first = await change(CHANGED[0]!);
  const classic = await classicWay(video, stage);
  const second = await change(CHANGED[1]!);
  print(classic.cpuSeconds, [first, second], cold);
  return goalsOf(classic.cpuSeconds, [first, second], cpuPerFrameOfSix).concat(memoryGoal(30, [cold]));
}

function goalsOf(classic: number, changed: Composition[], cpuPerFrameOfSix: number): Goal[] {
  const ours = sum(changed.map(({ cpuSeconds }) => cpuSeconds));
  const perFrame = ours / sum(changed.map(({ encodedFrames }) => encodedFrames));
  return [
    {
      name: 'recompose, 1 of 30 changed, classic way / ours',
      measured: classic / (ours / changed.length),
      wanted: 20,
      unit: 'x',
      better: 'higher',
    },
    {
      name: 'recompose, CPU per changed frame, 30 clips / 6 clips',
      measured: perFrame / cpuPerFrameOfSix,
      wanted: 1.3,
      unit: 'x',
      better: 'lower',
    },
  ];
}

function print(classic: number, changed: Composition[], cold: Composition): void {
  const ours = changed.map(({ cpuSeconds }) => cpuSeconds.toFixed(1)).join(' and ');
  const all = `classic ${classic.toFixed(1)}, cold ${cold.cpuSeconds.toFixed(1)}`;
  console.log(`one of 30 clips changed, CPU s: ours ${ours}, ${all}`);
}
