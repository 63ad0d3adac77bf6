import { wordAt, type Reading } from '../phrases/phrase.js';
import type { Item } from './item.js';

const SMALL = new Set(
  'no nope nah wait sorry actually oops i mean meant rather or scratch that uh um oh make it - , .'.split(
    ' ',
  ),
);
/** What takes back clips that were named before, as words in a row. */
const CUES = [
  'no wait',
  'wait no',
  'sorry',
  'no actually',
  'actually no',
  'i mean',
  'i meant',
  'or rather',
  'scratch that',
  'oops',
];

/** Of "clip 3, no wait, clip 4" clip 4 alone is meant; what stands between goes with it unless a wish follows. */
export function withoutTakenBack(reading: Reading, items: readonly Item[]): Item[] {
  const at = items.findLastIndex(
    (item, place) => place > 0 && item.role === 'target' && takesBack(reading, items, place),
  );
  if (at < 0) return [...items];
  const item = items[at]!;
  const isOver = wordAt(reading, item.to) === '' || /^[.!?]$/.test(wordAt(reading, item.to));
  const from = isOver ? cueStart(reading, items[at - 1]!.to, item.from) : item.from;
  return items.map((one, place) => {
    if (place < at && one.role === 'target') return { ...one, role: 'taken back' };
    return place === at ? { ...one, from } : one;
  });
}

function takesBack(reading: Reading, items: readonly Item[], place: number): boolean {
  if (items[place - 1]!.role !== 'target') return false;
  const { from } = items[place]!;
  const start = cueStart(reading, items[place - 1]!.to, from);
  const words: string[] = [];
  for (let at = start; at < from; at++)
    if (/[a-z]/.test(wordAt(reading, at))) words.push(wordAt(reading, at));
  const said = ` ${words.join(' ')} `;
  return CUES.some((cue) => said.includes(` ${cue} `));
}

/** More small words are no correction. */
const MOST = 8;

function cueStart(reading: Reading, after: number, before: number): number {
  let start = before;
  while (start > after && start > before - MOST && SMALL.has(wordAt(reading, start - 1))) start--;
  return start;
}
