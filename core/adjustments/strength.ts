import {
  amountIn,
  compares,
  percentOf,
  strengthOfPercent,
  type Amount,
  type Template,
} from '../templates/templates.js';
import { WEAKEST, type Adjustment } from './adjustment.js';
import type { Edit } from './merge.js';

/** Strength that an amount sets. */
const STRENGTH: Record<Amount, number> = { 'a bit': 0.5, plain: 1, much: 1.5, extremely: 2 };
/** By how much an amount raises or lowers what is there. */
const STEP: Record<Amount, number> = { 'a bit': 0.25, plain: 0.5, much: 0.75, extremely: 1 };

/**
 * What words ask of an adjustment: "brighter" is brighter than what is seen, "at night" is a state. "30 % brighter" is
 * measured by what the plain look changes; "night at 50 %" is half of the look.
 */
export function editOf(template: Template, said: string): Edit {
  const { id } = template;
  // "Half speed" is what plain slow motion is.
  const percent = id === 'slow_motion' && /\bhalf\b/i.test(said) ? null : percentOf(said);
  if (!compares(said))
    return { does: 'set', id, strength: percent === null ? STRENGTH[amountIn(said)] : percent / 100 };
  if (percent === null)
    return { does: 'raise', id, by: STEP[amountIn(said)], absent: STRENGTH[amountIn(said)] };
  const by = visible(strengthOfPercent(template, percent));
  return { does: 'raise', id, by, absent: by };
}

/** "More of that"; "twice as strong" is of what is there. */
export function raiseOf({ id }: Template, said: string, current: readonly Adjustment[]): Edit {
  return { does: 'raise', id, by: stepOf(id, said, current), absent: 1 };
}

/** "Less of that", "less dark" of a clip that was made darker. */
export function lowerOf({ id }: Template, said: string, current: readonly Adjustment[]): Edit {
  return { does: 'lower', id, by: stepOf(id, said, current) };
}

function stepOf(id: Template['id'], said: string, current: readonly Adjustment[]): number {
  const percent = percentOf(said);
  if (percent === null) return STEP[amountIn(said)];
  return visible(((current.find((one) => one.id === id)?.strength ?? 1) * percent) / 100);
}

const visible = (step: number): number => Math.max(WEAKEST, step);
