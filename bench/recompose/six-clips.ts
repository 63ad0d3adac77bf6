import type { Goal } from '../kit/goal.js';
import { classicWay, oneGraph, onlyChanged, type Cost } from './baselines/baselines.js';
import { composeApart, type Composition } from './compose-apart.js';
import { memoryGoal } from './memory-goal.js';
import { assertFrames, sum, type Stage } from './stage.js';
import { videoOf, withClip, type BenchVideo } from './video.js';

/** The clips that change, one per round, each with two neighbors on either side. */
const CHANGED = [2, 3];

interface Round {
  classic: Cost;
  graph: Cost;
  bare: Cost;
  changed: Composition;
  cold: Composition;
}

/** Results that the case of many clips compares with its own. */
export interface SixClips {
  goals: Goal[];
  cpuPerChangedFrame: number;
  /** The unchanged video, and the job under which all of its segments are cached. */
  cached: { video: BenchVideo; jobId: string };
}

/**
 * Six clips of 12 s: from an empty cache, and after a clip in the middle was replaced by its mirror image. Every
 * variant runs once per round, in turn; the sums over the rounds are compared.
 */
export async function sixClips(stage: Stage): Promise<SixClips> {
  const { footage, storage } = stage;
  const video = await videoOf('six', footage.clips, 12, storage, stage.folder);
  const rounds: Round[] = [];
  for (const clip of CHANGED) {
    const next = await withClip(video, clip, await footage.mirrored(clip), storage);
    const cold = await composeApart(video, jobOf(clip), stage);
    const graph = await oneGraph(next, stage);
    const classic = await classicWay(next, stage);
    const changed = await composeApart(next, jobOf(clip), stage);
    const bare = await onlyChanged(next, clip, stage);
    await assertFrames(changed.filePath, video.timeline.totalFrames);
    rounds.push({ classic, graph, bare, changed, cold });
    print(clip, rounds.at(-1)!);
  }
  return {
    goals: goalsOf(rounds),
    cpuPerChangedFrame: perChangedFrame(rounds),
    cached: { video, jobId: jobOf(CHANGED[0]!) },
  };
}

/** One job per round: its first composition starts with an empty cache. */
function jobOf(clip: number): string {
  return `six-${clip}`;
}

function goalsOf(rounds: Round[]): Goal[] {
  const cpu = (what: keyof Round) => sum(rounds.map((round) => round[what].cpuSeconds));
  const wall = (what: keyof Round) => sum(rounds.map((round) => round[what].wallSeconds));
  const higher = (name: string, measured: number, wanted: number): Goal => {
    return { name: `recompose, ${name}`, measured, wanted, unit: 'x', better: 'higher' };
  };
  const lower = (name: string, measured: number, wanted: number): Goal => {
    return { name: `recompose, ${name}`, measured, wanted, unit: 'x', better: 'lower' };
  };
  return [
    higher('1 of 6 changed, classic way / ours', cpu('classic') / cpu('changed'), 9),
    higher('1 of 6 changed, one filtergraph / ours', cpu('graph') / cpu('changed'), 4.5),
    lower('1 of 6 changed, ours / bare encode', cpu('changed') / cpu('bare'), 1.3),
    lower('6 clips cold, ours / one filtergraph', cpu('cold') / cpu('graph'), 1.25),
    lower('6 clips cold, wall time, ours / classic way', wall('cold') / wall('classic'), 1),
    memoryGoal(
      6,
      rounds.map(({ cold }) => cold),
    ),
  ];
}

function perChangedFrame(rounds: Round[]): number {
  const changed = rounds.map((round) => round.changed);
  return (
    sum(changed.map(({ cpuSeconds }) => cpuSeconds)) / sum(changed.map(({ encodedFrames }) => encodedFrames))
  );
}

function print(clip: number, round: Round): void {
  const costs = Object.entries<Cost>({ ...round }).map(([name, { cpuSeconds, wallSeconds }]) => {
    return `${name} ${cpuSeconds.toFixed(1)} (${wallSeconds.toFixed(1)})`;
  });
  console.log(`clip ${clip + 1} of 6 changed, CPU s (wall s): ${costs.join(', ')}`);
}
