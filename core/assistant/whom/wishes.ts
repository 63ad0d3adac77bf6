// cspell:ignore ponlo ponla hazlo hazla mache mets fais deixa deixe coloca metti rendi maak
// cspell:ignore argh
// cspell:ignore mkae
import type { Item } from './roles/item.js';
import { wordAt, type Reading } from './phrases/phrase.js';
import { wordsOf } from './phrases/phrase.js';
import { CONNECTORS } from './text/vocabulary.js';

/** Words that say nothing of how a clip should look. */
const FILLER = new Set(
  `make it this that these them look looks be should to have the same like use give copy apply do set get change turn
  please can could you i we want just also too and for in of on with at now is are as well thing a an so then would
  again match but from during ok okay hey yes one ones repeat edit need needs
  mkae it's its like only all both great nice perfect cool awesome lovely thanks good better best much
  pon ponlo ponla haz hazlo hazla mach mache mets rends fais deixa deixe faz coloca metti rendi fai maak zet doe`.split(
    /\s+/,
  ),
);

export const isFiller = (text: string): boolean => wordsOf(text).every((word) => FILLER.has(word));

/** Whether tokens between two places say how a clip should look. */
function hasContent(reading: Reading, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const token = reading.tokens[at]!;
    if (token.kind !== 'mark' && !FILLER.has(token.word) && token.word !== "'s") return true;
  }
  return false;
}

const BREAK = /^[.!?;,\n]$/;
const isBreak = (reading: Reading, at: number): boolean =>
  BREAK.test(wordAt(reading, at)) || CONNECTORS.has(wordAt(reading, at));

/** Where the clause that ends at a place begins. */
function clauseStart(reading: Reading, from: number, to: number): number {
  for (let at = to - 1; at >= from; at--) if (isBreak(reading, at)) return at + 1;
  return from;
}

/** Where the items before a place end. */
function endBefore(items: readonly Item[], place: number): number {
  return items.reduce((end, { to }) => (to <= place && to > end ? to : end), 0);
}

/** Whether different clips have wishes of their own: "make clip 1 night and clip 2 day". */
export function hasTwoWishes(reading: Reading, items: readonly Item[], targets: readonly Item[]): boolean {
  return targets.slice(1).some((target, at) => {
    const before = targets[at]!;
    const lastEnd = Math.max(before.to, endBefore(items, target.from));
    const opens = clauseStart(reading, lastEnd, target.from);
    if (hasContent(reading, opens, target.from)) return true;
    const next = items.find(({ from }) => from >= target.to)?.from ?? reading.tokens.length;
    if (!hasContent(reading, target.to, next)) return false;
    return hasContent(reading, before.to, target.from) || hasContent(reading, 0, targets[0]!.from);
  });
}

/** Whether the wish stands before the only clip that is named, in a clause of its own: "make it night, and clip 5 too". */
export function saysMoreBefore(reading: Reading, items: readonly Item[], targets: readonly Item[]): boolean {
  const [first] = targets;
  if (
    first === undefined ||
    targets.length > 1 ||
    first.reference.isPicked ||
    reading.facts.picked.length === 0
  )
    return false;
  if (first.reference.isAdverb || !isTrailing(reading, first)) return false;
  const opens = clauseStart(reading, 0, first.from);
  if (opens === 0 && !first.isSame) return false;
  return (
    hasContent(reading, 0, first.isSame ? first.from : opens) &&
    !hasContent(reading, opens, first.from) &&
    items.length === 1
  );
}

/** "… too", "also …", "the same for …" at the end of the message. */
function isTrailing(reading: Reading, { to, from, isSame }: Item): boolean {
  if (hasContent(reading, to, reading.tokens.length)) return false;
  const after = [wordAt(reading, to), wordAt(reading, to + 1)];
  return (
    isSame || after.includes('too') || after.join(' ') === 'as well' || wordAt(reading, from - 1) === 'also'
  );
}

const TRIGGERS = new Set('same too also again likewise now that well only'.split(' '));
/** "No, I meant clip 3": the last wish was for another clip. */
const CORRECTS = new Set(
  'no nope not nah meant mean said wanted wrong sorry oops actually instead rather argh ugh wait was one clip'.split(
    ' ',
  ),
);
const SAYS_SO = new Set(
  'no nope nah meant mean said wrong sorry oops actually instead rather wait'.split(' '),
);

/** "Wrong clip, I meant" of "wrong clip, I meant 4": nothing of how it should look. */
export const isCorrection = (text: string): boolean =>
  wordsOf(text).every((word) => FILLER.has(word) || CORRECTS.has(word));

/** Whether a message asks for the last wish again: "clip 5 too", "same for clip 5", "and clip 7". */
export function sayings(
  reading: Reading,
  items: readonly Item[],
  targets: readonly Item[],
): { isSame: boolean } {
  if (targets.some(({ isSame }) => isSame)) return { isSame: true };
  if (targets.length === 0) return { isSame: false };
  const isOther = items.some(({ role, from }) => role === 'exception' && wordAt(reading, from) === 'not');
  let triggers = wordAt(reading, 0) === 'and' || isOther ? 1 : 0;
  for (let at = 0; at < reading.tokens.length; at++) {
    if (items.some(({ from, to }) => at >= from && at < to)) continue;
    const { kind, word } = reading.tokens[at]!;
    if (kind !== 'mark' && !FILLER.has(word) && !CORRECTS.has(word)) return { isSame: false };
    if (TRIGGERS.has(word) || SAYS_SO.has(word)) triggers++;
  }
  return { isSame: triggers > 0 };
}
