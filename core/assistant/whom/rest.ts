import type { Item } from './roles/item.js';
import { afterAny, wordAt, type Reading } from './phrases/phrase.js';
import {
  CONNECTORS,
  LOOKS,
  OBJECT_VERBS,
  PARTICLES,
  POLITE,
  PREPOSITIONS,
  SINGULAR,
  SUBJECT_VERBS,
} from './text/vocabulary.js';

/** Tokens that are left out of the wish, and what stands there instead. */
interface Cut {
  from: number;
  to: number;
  instead: string;
}

/** The wish without the clips that it names; what is left reads as if it were said of one picked clip. */
export function restOf(text: string, reading: Reading, items: readonly Item[]): string {
  const whole = withExceptions(items);
  const cuts = whole.flatMap((item) => cutOf(reading, item, whole) ?? []);
  const parts: string[] = [];
  let from = 0;
  for (const { from: first, to, instead } of cuts) {
    const start = Math.max(from, reading.tokens[first]?.start ?? text.length);
    parts.push(text.slice(from, start), instead);
    from = reading.tokens[to]?.start ?? text.length;
    // No space between the cut and a mark that follows it at once.
    if (to < reading.tokens.length && reading.tokens[to - 1]?.end === from) continue;
    parts.push(' ');
  }
  return tidy([...parts, text.slice(from)].join(''));
}

/** "The choruses except the last": what is excepted at once is part of the phrase. */
function withExceptions(items: readonly Item[]): Item[] {
  const whole: Item[] = [];
  for (const item of items) {
    const before = whole.at(-1);
    const isPart = item.role === 'exception' && before?.role === 'target' && before.to === item.from;
    if (isPart) whole[whole.length - 1] = { ...before, to: item.to };
    else whole.push(item);
  }
  return whole;
}

function cutOf(reading: Reading, item: Item, items: readonly Item[]): Cut | null {
  if (item.role === 'comparison') return null;
  if (item.role === 'taken back') return targetCut(reading, item);
  if (item.role !== 'target') return withJoins(reading, item.from, item.to);
  if (item.isSame) return withJoins(reading, item.from, item.to);
  const isMatched = items.some(({ role, from }) => role === 'style' && from === item.to);
  if (isMatched && item.from !== item.reference.from) return { from: item.from, to: item.to, instead: '' };
  const takesBack = items.some(({ role }) => role === 'taken back');
  if (takesBack && wordAt(reading, item.to) === '') return withJoins(reading, item.from, item.to);
  const isFirst = items.find(({ role }) => role === 'target') === item;
  return isFirst ? targetCut(reading, item) : withToo(reading, targetCut(reading, item));
}

/** "Make clip 1 night, clip 3 too". */
function withToo(reading: Reading, cut: Cut): Cut {
  const to = afterAny(reading, cut.to, 'too|as well|also');
  return to === null ? cut : { ...cut, to };
}

const ASKING_VERBS = new Set('is are was were does do did can could should would will'.split(' '));
const QUESTION_WORDS = new Set('why how when where what'.split(' '));

const isClauseMark = (word: string): boolean => /^[.!?;:,()\n-]$/.test(word);

/** A comma or "and" before words that are cut goes with them; so does "but" after a look: "like clip 1 but darker". */
function withJoins(reading: Reading, start: number, end: number): Cut {
  let from = start;
  while (from > 0 && /^(?:,|and|but|-|\(|just|so)$/.test(wordAt(reading, from - 1))) from--;
  let to = end;
  while (/^(?:,|but|-|:|\)|too)$/.test(wordAt(reading, to)) && !(wordAt(reading, to) === ',' && from > 0))
    to++;
  return { from, to, instead: '' };
}

function targetCut(reading: Reading, { from, to, reference }: Item): Cut {
  const next = wordAt(reading, to);
  const only = ['only', 'just'].includes(wordAt(reading, from - 1)) ? from - 1 : from;
  const before = wordAt(reading, only - 1);
  if (next === "'s" && !SUBJECT_VERBS.has(wordAt(reading, to + 1)) && to + 1 < reading.tokens.length)
    return { from, to: to + 1, instead: 'its' };
  // "Everything before 0:18 should be sepia".
  if (
    reference.isAdverb &&
    from === 0 &&
    SUBJECT_VERBS.has(next) &&
    next !== "'s" &&
    next !== 'also' &&
    next !== 'just'
  )
    return subject(reading, from, to);
  if (reference.isAdverb) return removal(reading, from, to);
  const opened = openedBy(reading, from);
  if (opened !== null) return removal(reading, opened, to);
  if (PREPOSITIONS.has(before) && !PARTICLES.has(before)) return removal(reading, from - 1, to);
  if ((before === 'in' || before === 'over') && !isPhrasal(reading, from - 1))
    return removal(reading, from - 1, to);
  // "Why is clip 6 so dark".
  if (ASKING_VERBS.has(before) && (only === 1 || QUESTION_WORDS.has(wordAt(reading, only - 2))))
    return { from, to, instead: 'it' };
  const isStart = only === 0 || isClauseMark(before) || CONNECTORS.has(before) || POLITE.has(before);
  if (SUBJECT_VERBS.has(next) && !isObject(reading, from)) return subject(reading, from, to);
  if (isStart) return removal(reading, from, to);
  const isEnd =
    to >= reading.tokens.length ||
    isClauseMark(next) ||
    CONNECTORS.has(next) ||
    POLITE.has(next) ||
    next === 'too';
  return isEnd && !isObject(reading, from) ? removal(reading, from, to) : { from, to, instead: 'it' };
}

/** "Slow down clip 3": the particle belongs to the verb. */
const isPhrasal = (reading: Reading, at: number): boolean =>
  ['zoom', 'fade'].includes(wordAt(reading, at - 1));

/** Verbs that only lead to the clip: "go to clip 3 and make it darker". */
function openedBy(reading: Reading, at: number): number | null {
  const two = `${wordAt(reading, at - 2)} ${wordAt(reading, at - 1)}`;
  if (['go to', 'look at', 'as for', 'jump to', 'switch to'].includes(two)) return at - 2;
  return ['take', 'select', 'pick', 'choose', 'open', 'grab', 'regarding'].includes(wordAt(reading, at - 1))
    ? at - 1
    : null;
}

function isObject(reading: Reading, at: number): boolean {
  const before = wordAt(reading, at - 1);
  if (isClauseMark(before) || before === 'but') return false;
  if (LOOKS.has(before) && !['warm', 'cool', 'slow', 'dim'].includes(before)) return false;
  if (OBJECT_VERBS.has(before)) return true;
  const isFirst =
    at === 1 ||
    isClauseMark(wordAt(reading, at - 2)) ||
    CONNECTORS.has(wordAt(reading, at - 2)) ||
    POLITE.has(wordAt(reading, at - 2));
  return isFirst && !PARTICLES.has(before) && !['that', 'think', 'more', 'less'].includes(before);
}

/** "It is too dark": several clips are spoken of as the one that each is. */
function subject(reading: Reading, from: number, to: number): Cut {
  const verb = SINGULAR.get(wordAt(reading, to));
  return verb === undefined ? { from, to, instead: 'it' } : { from, to: to + 1, instead: `it ${verb}` };
}

/** With the words and marks around it that only joined it to the wish. */
function removal(reading: Reading, start: number, end: number): Cut {
  let from = start;
  while (from > 0 && /^(?:just|only|also|the|all|and also)$/.test(wordAt(reading, from - 1))) from--;
  const isFirst = from === 0 || /^[.!?;\n]$/.test(wordAt(reading, from - 1));
  let to = end;
  if (!isFirst && joinsClauses(reading, from - 1)) from = joinStart(reading, from, to);
  else if (isFirst || !/^,$/.test(wordAt(reading, to)) || joinsClauses(reading, from - 1))
    while (/^[,:;>=→-]$/.test(wordAt(reading, to))) to++;
  if (to < reading.tokens.length || from === 0) return { from, to, instead: '' };
  return { from: joinStart(reading, from, to), to, instead: '' };
}

const joinsClauses = (reading: Reading, at: number): boolean =>
  ['and', ',', '('].includes(wordAt(reading, at));

/** At the end of what is said, the "and" or comma before goes too. */
function joinStart(reading: Reading, from: number, to: number): number {
  const next = wordAt(reading, to);
  const isEnd = to >= reading.tokens.length || /^[.!?;,)\n]$/.test(next) || next === 'too' || next === 'also';
  let start = from;
  while (isEnd && start > 0 && /^(?:and|,|also|\(|-|plus|then)$/.test(wordAt(reading, start - 1))) start--;
  return start;
}

/** Spaces, marks and joining words as they stand in a sentence that never had more. */
export function tidy(text: string): string {
  const spaced = text
    .replace(/[^\S\n]+/g, ' ')
    .replace(/\( ?\)/g, '')
    .replace(/ (?=[.,;:!?)\n])/g, '')
    .replace(/,(?=[,.;:!?])/g, '')
    .trim();
  return spaced
    .replace(/^(?:[,;:.!?)-]|(?:and|but|then)(?= )| )+/i, '')
    .replace(/(?:[,;:(-]| (?:and|but)(?=$)| )+$/i, '')
    .trim();
}
