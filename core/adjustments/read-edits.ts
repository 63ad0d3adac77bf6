import {
  amountIn,
  asksForLess,
  asksForMore,
  compares,
  findRemovals,
  readInstruction,
  type Amount,
  type ReadInstruction,
  type Template,
} from '../templates/templates.js';
import { templateOf, type Adjustment } from './adjustment.js';
import type { Edit } from './merge.js';

/** Strength that an amount sets. */
const STRENGTH: Record<Amount, number> = { 'a bit': 0.5, plain: 1, much: 1.5 };
/** By how much an amount raises or lowers what is there. */
const STEP: Record<Amount, number> = { 'a bit': 0.25, plain: 0.5, much: 0.75 };

/** What an instruction asks of a clip's adjustments, and what else it says. */
export interface ReadEdits extends ReadInstruction {
  /** The templates that they are about, those that go too. */
  templates: Template[];
  edits: Edit[];
  /** It is only about adjustments that are there: "a bit less", "without the night". */
  refines: boolean;
}

/** Reads an instruction for a clip with adjustments. `last`: what "a bit more" and "a bit less" refer to. */
export function readEdits(
  instruction: string,
  current: readonly Adjustment[],
  last: readonly Template[],
): ReadEdits {
  if (asksForMore(instruction) && last.length > 0) return moreOf(last, amountIn(instruction));
  if (asksForLess(instruction)) {
    const meant = lessened(current, last);
    if (meant.length > 0) return lessOf(meant, amountIn(instruction));
  }
  const { removed, rest } = findRemovals(instruction, current.map(templateOf));
  const read = rest === '' ? { templates: [], said: [], rest: [] } : readInstruction(rest);
  const edits = [
    ...removed.map(({ id }): Edit => ({ does: 'remove', id })),
    ...read.templates.map((template, at) => editOf(template, read.said[at]!)),
  ];
  const refines = removed.length > 0 && rest === '';
  return { ...read, templates: [...removed, ...read.templates], edits, refines };
}

/** What is meant by "a bit less": of a clip with one adjustment that one, whatever was said before. */
function lessened(current: readonly Adjustment[], last: readonly Template[]): readonly Template[] {
  const there = current.map(templateOf);
  const meant = last.filter((template) => there.includes(template));
  return meant.length === 0 && there.length === 1 ? there : meant.length === 0 ? last : meant;
}

function moreOf(last: readonly Template[], amount: Amount): ReadEdits {
  const edits = last.map(({ id }): Edit => ({ does: 'raise', id, by: STEP[amount], absent: 1 }));
  return { templates: [...last], said: [], rest: [], edits, refines: true };
}

function lessOf(meant: readonly Template[], amount: Amount): ReadEdits {
  const edits = meant.map(({ id }): Edit => ({ does: 'lower', id, by: STEP[amount] }));
  return { templates: [...meant], said: [], rest: [], edits, refines: true };
}

/** "Brighter" is brighter than what is seen; "at night" is a state. */
function editOf({ id }: Template, said: string): Edit {
  const amount = amountIn(said);
  return compares(said)
    ? { does: 'raise', id, by: STEP[amount], absent: STRENGTH[amount] }
    : { does: 'set', id, strength: STRENGTH[amount] };
}
