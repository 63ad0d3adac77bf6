import {
  inOrder,
  isSamePlace,
  STRONGEST,
  templateOf,
  WEAKEST,
  type Adjustment,
  type Place,
} from './adjustment.js';
import { isSamePart } from './part.js';

/** One thing that is asked of a list of adjustments. */
export type Edit = Place &
  (
    | { does: 'set'; strength: number }
    /** `absent`: the strength where it is not there yet. */
    | { does: 'raise'; by: number; absent: number }
    /** Removes it at 0. */
    | { does: 'lower'; by: number }
    | { does: 'remove' }
  );

/**
 * The adjustments after edits, one by one. The same kind is there once, in each part; what contradicts a new one there gives way; the order is
 * that of the renderer's table, whatever was asked for first.
 */
export function mergeAdjustments(current: readonly Adjustment[], edits: readonly Edit[]): Adjustment[] {
  return inOrder(edits.reduce<readonly Adjustment[]>(merge, current));
}

function merge(current: readonly Adjustment[], edit: Edit): Adjustment[] {
  const { id, part } = edit;
  const before = current.find((adjustment) => isSamePlace(adjustment, edit));
  const strength = strengthAfter(edit, before?.strength ?? null);
  const kept = current.filter((adjustment) => adjustment !== before);
  if (strength === null) return kept;
  const givesWay = (one: Adjustment): boolean => isSamePart(one.part, part) && contradict(one, { id });
  return [
    ...kept.filter((adjustment) => !givesWay(adjustment)),
    { id, strength, ...(part !== undefined && { part }) },
  ];
}

/** Null: it is not there. */
function strengthAfter(edit: Edit, before: number | null): number | null {
  switch (edit.does) {
    case 'set':
      return bounded(edit.strength, edit);
    case 'raise':
      return bounded(before === null ? edit.absent : before + edit.by, edit);
    case 'lower': {
      const left = templateOf(edit).whole ? 0 : (before ?? 0) - edit.by;
      return left <= 0 ? null : bounded(left, edit);
    }
    case 'remove':
      return null;
  }
}

/** In quarters: a smaller step is not seen. What is there as a whole or not at all has no other strength than 1. */
function bounded(strength: number, of: Pick<Adjustment, 'id'>): number {
  if (templateOf(of).whole) return 1;
  const quarters = Math.round(strength / WEAKEST) * WEAKEST;
  return Math.min(STRONGEST, Math.max(WEAKEST, quarters));
}

/** Whether a clip cannot be both. */
export function contradict(one: Pick<Adjustment, 'id'>, other: Pick<Adjustment, 'id'>): boolean {
  const [a, b] = [templateOf(one), templateOf(other)];
  return a.replaces.includes(b.id) || b.replaces.includes(a.id) || a.opposite === b.id || b.opposite === a.id;
}
