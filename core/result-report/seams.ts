import type { ClipMeasurement, SeamLook } from '../measurements/measurement.js';

export type SeamFigure = 'light' | 'warmth' | 'contrast';
const FIGURES: readonly SeamFigure[] = ['light', 'warmth', 'contrast'];

/** How far apart two clips are at their cut, of 255. */
export interface SeamDifference {
  /** This clip's less its neighbor's. */
  before: number;
  after: number;
  /** It is seen as a jump that the change has made, or made larger. */
  isJump: boolean;
}

/** What a change has made of a cut between its clip and a neighbor. */
export interface Seam extends Record<SeamFigure, SeamDifference> {
  side: 'START' | 'END';
  /** The clip on the other side; counts from 0. */
  neighbor: number;
}

/** A clip at one of its cuts. */
interface Placed {
  clipIndex: number;
  measured: Pick<ClipMeasurement, 'opens' | 'closes'>;
}

/** A clip between its neighbors; null: there is none, or it was not measured. */
export interface Surrounded {
  clip: Placed;
  previous: Placed | null;
  next: Placed | null;
}

/** Of 255: as between a shot and its own next frame nothing jumps. */
const LEAST_JUMP = 10;
/** By which one that was there must grow: a cut between scenes has one, and less is not seen. */
const LEAST_GROWTH = 5;

/** Both cuts of a clip, as they were before a change and as they are since; those that are not known are left out. Pure. */
export function seamsOf(before: Surrounded, after: Surrounded): Seam[] {
  return [
    ...seam('START', [before.clip, before.previous], [after.clip, after.previous]),
    ...seam('END', [before.clip, before.next], [after.clip, after.next]),
  ];
}

type Sides = readonly [clip: Placed, neighbor: Placed | null];

function seam(side: Seam['side'], before: Sides, after: Sides): Seam[] {
  const [was, is] = [differences(side, before), differences(side, after)];
  const [, neighbor] = after;
  if (was === null || is === null || neighbor === null) return [];
  const of = (figure: SeamFigure): SeamDifference => ({
    before: was[figure],
    after: is[figure],
    isJump: isJump(Math.abs(was[figure]), Math.abs(is[figure])),
  });
  const { clipIndex } = neighbor;
  return [{ side, neighbor: clipIndex, light: of('light'), warmth: of('warmth'), contrast: of('contrast') }];
}

const isJump = (before: number, after: number): boolean =>
  after > LEAST_JUMP && (before <= LEAST_JUMP || after > before + LEAST_GROWTH);

function differences(side: Seam['side'], [clip, neighbor]: Sides): SeamLook | null {
  const [own, other] = side === 'START' ? (['opens', 'closes'] as const) : (['closes', 'opens'] as const);
  const [one, two] = [clip.measured[own], neighbor?.measured[other]];
  if (one === undefined || two === undefined) return null;
  const of = (figure: SeamFigure): number => Number((one[figure] - two[figure]).toFixed(1));
  return { light: of('light'), warmth: of('warmth'), contrast: of('contrast') };
}

/** Whether any figure of a cut jumps. */
export const jumps = (found: Seam): boolean => FIGURES.some((figure) => found[figure].isJump);
