import type { Goal } from '../kit/goal.js';
import type { Composition } from './compose-apart.js';

/** The peak memory of a cold composition with this many clips, node and its ffmpegs together. */
export function memoryGoal(clips: number, compositions: Composition[]): Goal {
  const measured = Math.max(...compositions.map(({ peakBytes }) => peakBytes)) / 1e6;
  const name = `recompose, peak memory of ${clips} clips`;
  return { name, measured, wanted: 400, unit: ' MB', better: 'lower' };
}
