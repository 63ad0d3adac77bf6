import {
  afterAny,
  allClips,
  clipsMeant,
  phrase,
  skip,
  wordAt,
  type Phrase,
  type Reading,
} from '../phrases/phrase.js';
import { referenceAt } from '../phrases/reference.js';
import { exceptionAt, numbersAt } from './exceptions.js';
import { item, type Item } from './item.js';
import { matchAt, styleAt, withEcho } from './styles.js';
import { withoutTakenBack } from './taken-back.js';

/** All clips that a message names, in its order. */
export function itemsOf(reading: Reading): Item[] {
  const items: Item[] = [];
  for (let at = 0; at < reading.tokens.length;) {
    const found = itemsAt(reading, at, items);
    items.push(...found);
    at = found.at(-1)?.to ?? at + 1;
  }
  return withEcho(reading, withoutTakenBack(reading, items));
}

function itemsAt(reading: Reading, at: number, before: readonly Item[]): Item[] {
  // No phrase begins with another mark.
  if (reading.tokens[at]!.kind === 'mark' && !['#', '@'].includes(wordAt(reading, at))) return [];
  const excepted = exceptionAt(reading, at, before);
  if (excepted !== null) return [excepted];
  const matched = matchAt(reading, at);
  if (matched.length > 0) return matched;
  const one = styleAt(reading, at) ?? sameAt(reading, at) ?? treatedAlike(reading, at);
  if (one !== null) return [one];
  const found = referenceAt(reading, at) ?? allBare(reading, at);
  if (found === null) return [];
  const isCompared = ['than', 'as'].includes(wordAt(reading, at - 1)) || isComparedTo(reading, at);
  return [item(isCompared ? 'comparison' : 'target', at, found)];
}

function isComparedTo(reading: Reading, at: number): boolean {
  return wordAt(reading, at - 2) === 'compared' && ['to', 'with'].includes(wordAt(reading, at - 1));
}

/** "Brighten all", "all but clip 3", "all except 2 and 4": a bare "all" elsewhere is of something. */
function allBare(reading: Reading, at: number): Phrase | null {
  const word = wordAt(reading, at);
  if (!['all', 'everything', 'everywhere'].includes(word)) return null;
  const found = phrase(at, at + 1, clipsMeant(allClips(reading.facts)));
  const excepted = exceptionAt(reading, at + 1, [item('target', at, found)]);
  return excepted === null ? null : found;
}

const ALSO = new Set('and now also please then just can could you'.split(' '));

const SAME = [
  'exactly the same',
  'the same',
  'same',
  'do exactly the same',
  'do the same',
  'apply the same',
  'make the same',
  'do that',
  'do this',
  'do it',
  'apply that',
  'apply this',
  'apply it',
  'repeat that',
  'repeat this',
  'repeat it',
  'use the same',
  'use that',
  'use this',
  'copy that',
  'copy this',
].join('|');

const THING = new Set('thing change changes edit effect look adjustment again'.split(' '));

const FOR = ['to', 'for', 'in', 'on', 'with', 'at'].join('|');

/** "Do 3 and 4 too", and nothing else. */
function alsoAt(reading: Reading, at: number): number | null {
  const to = afterAny(reading, at, 'too|as well|also|next');
  const rest = to === null ? [] : reading.tokens.slice(to);
  return rest.every(({ kind }) => kind === 'mark') ? to : null;
}

const TREATING = new Set('do treat handle process make'.split(' '));
const ALIKE = [
  'exactly the same way',
  'in the same way',
  'the same way',
  'likewise',
  'like that',
  'that way',
].join('|');

/** "Do 8 the same way"; "… the same way as clip 2" is what the look is from. */
function treatedAlike(reading: Reading, at: number): Item | null {
  if (!TREATING.has(wordAt(reading, at))) return null;
  const found = referenceAt(reading, at + 1) ?? numbersAt(reading, at + 1);
  const also = found !== null && wordAt(reading, at) === 'do' ? alsoAt(reading, found.to) : null;
  const to = found === null ? null : (afterAny(reading, found.to, ALIKE) ?? also);
  if (to === null) return null;
  const isLike = afterAny(reading, to, 'as|like') !== null;
  return isLike ? item('target', at, found!) : item('target', at, found!, to, true);
}

/** "Same 4 clip 5", as some write it. */
function forAt(reading: Reading, at: number): number | null {
  const isNumber =
    ['2', '4'].includes(wordAt(reading, at)) && /^(?:clip|scene|shot)s?$/.test(wordAt(reading, at + 1));
  return isNumber ? at + 1 : afterAny(reading, at, FOR);
}

/** "Same for clip 5", "do that to clip 9", "same for 5 and 6". */
function sameAt(reading: Reading, at: number): Item | null {
  const start = skip(reading, at, ALSO);
  const same = afterAny(reading, start, SAME);
  const for_ = same === null ? null : forAt(reading, skip(reading, same, THING));
  if (for_ === null) return null;
  const also = skip(reading, for_, 'also');
  const found = referenceAt(reading, also) ?? numbersAt(reading, also);
  return found === null ? null : item('target', at, found, found.to, true);
}
