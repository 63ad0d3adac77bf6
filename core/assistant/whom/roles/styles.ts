// cspell:ignore youd
// cspell:ignore dont didnt colour colours
import { clipsByNumber } from '../phrases/numbered.js';
import { byThePicked, pickedMeant } from '../phrases/picked.js';
import {
  afterAny,
  allClips,
  clipsMeant,
  numberAt,
  phrase,
  skip,
  wordAt,
  type Phrase,
  type Reading,
} from '../phrases/phrase.js';
import { referenceAt, sourceAt } from '../phrases/reference.js';
import { CLIP_NOUNS } from '../text/vocabulary.js';
import { item, type Item } from './item.js';

const STYLES = new Set(
  'look looks style styles color colors colour colours mood lighting light grade grading tone tones palette vibe feel feeling atmosphere'.split(
    ' ',
  ),
);

const LIKE = [
  'look exactly like',
  'look just like',
  'look more like',
  'look like',
  'looks like',
  'feel like',
  'be more like',
  'be like',
  'look the same as',
  'look similar to',
  'look as in',
  'exactly like',
  'just like',
  'more like',
  'like in',
  'like',
  'exactly the same way as',
  'in the same way as',
  'the same way as',
  'the same as in',
  'the same as',
  'same as in',
  'same as',
  'be similar to',
  'similar to',
  'identical to',
  'as in',
  'matching',
  'to match',
  'match with',
  'inspired by',
  'based on',
].join('|');

/** "I like clip 4" is praise. */
const LIKERS = new Set(
  "i you we they i'd we'd you'd i'll id wed youd don't dont didn't didnt not really do would also".split(' '),
);

/** "Like clip 1", "same look as clip 3", "use the colors of clip 1", "use clip 1 as a reference". */
export function styleAt(reading: Reading, at: number): Item | null {
  const like = afterAny(reading, at, LIKE);
  if (like !== null && !(wordAt(reading, at) === 'like' && LIKERS.has(wordAt(reading, at - 1)))) {
    const look = styleNoun(reading, like);
    const found = sourceAt(reading, look ?? like);
    if (found !== null && !found.isAdverb) return item('style', at, found);
  }
  return lookOf(reading, at) ?? usedAs(reading, at);
}

const ECHO = ['that one', 'that clip', 'that shot', 'that scene'].join('|');

/** "Clip 3 looks better, make it look like that one": the clip that was named is where the look is from. */
export function withEcho(reading: Reading, items: readonly Item[]): Item[] {
  const isOfPicked = ({ role, reference }: Item): boolean => role === 'target' && reference.isPicked;
  const [only, another] = items.filter((one) => !isOfPicked(one));
  const liked = likedBefore(reading, only, another);
  if (liked !== null) return liked;
  const isOne = another === undefined && only?.role === 'target';
  if (!isOne || only.reference.meant.kind !== 'clips' || only.reference.meant.clips.length !== 1)
    return [...items];
  for (let at = only.to; at < reading.tokens.length; at++) {
    const like = afterAny(reading, at, LIKE);
    const to =
      like === null
        ? likedStyle(reading, only, at)
        : afterAny(reading, styleNoun(reading, like) ?? like, ECHO);
    if (to === null) continue;
    const picked = items.filter(isOfPicked);
    const echo = item('style', at, { ...only.reference, from: at, to });
    return [{ ...only, role: 'style' as const }, ...picked, echo].toSorted(
      (one, other) => one.from - other.from,
    );
  }
  return [...items];
}

const GOOD = new Set(
  'perfect great good nice best better beautiful right awesome amazing lovely fine cool'.split(' '),
);

/** "Clip 7 is perfect, make clip 8 look like it". */
function likedBefore(reading: Reading, first: Item | undefined, second: Item | undefined): Item[] | null {
  if (first?.role !== 'target' || second?.role !== 'target') return null;
  const said = reading.words.slice(Math.max(0, first.from - 3), second.from);
  if (!said.some((word) => GOOD.has(word) || LIKING.has(word))) return null;
  const { meant } = first.reference;
  if (meant.kind !== 'clips' || meant.clips.length !== 1) return null;
  const like = afterAny(reading, second.to, LIKE);
  const to = like === null ? null : afterAny(reading, like, `${ECHO}|it|that|this`);
  if (to === null || to < reading.tokens.length) return null;
  return [
    { ...first, role: 'style' },
    second,
    item('style', second.to, { ...first.reference, from: second.to, to }),
  ];
}

const SAME_STYLE = ['style', 'look', 'vibe', 'mood', 'way', 'colors']
  .flatMap((noun) => [`in the same ${noun}`, `with the same ${noun}`, `the same ${noun}`, `in that ${noun}`])
  .join('|');
const LIKING = new Set('like love prefer adore enjoy dig'.split(' '));

/** "I like clip 2, do this one in the same style". "Clip 2 in the same style" is for clip 2. */
function likedStyle(reading: Reading, { from }: Item, at: number): number | null {
  const isLiked = Array.from({ length: Math.min(from, 6) }, (_, step) =>
    wordAt(reading, from - 1 - step),
  ).some((word) => LIKING.has(word));
  return isLiked ? afterAny(reading, at, SAME_STYLE) : null;
}

/** The place after "the look of", "its colors and mood as". */
function styleNoun(reading: Reading, at: number): number | null {
  const start = skip(reading, at, 'the|its|same|exact|color|visual');
  let to = start;
  while (
    STYLES.has(wordAt(reading, to)) ||
    (to > start && ['and', ',', 'color'].includes(wordAt(reading, to)))
  )
    to++;
  if (to === start && wordAt(reading, start - 1) === 'color') return afterAny(reading, to, 'of|from');
  return to === start ? null : afterAny(reading, to, 'of|from|in|as in|as|like in|like');
}

const TAKING = new Set(
  'use using copy apply take taking borrow transfer match with in get have has paste to'.split(' '),
);

function lookOf(reading: Reading, at: number): Item | null {
  const verb = TAKING.has(wordAt(reading, at)) ? at + 1 : at;
  const ref = styleNoun(reading, verb);
  const isSame = wordAt(reading, skip(reading, verb, 'the|its')) === 'same';
  const isTaken = verb > at || isSame || isGiven(reading, at);
  const found = ref === null || !isTaken ? null : (sourceAt(reading, ref) ?? numberAlone(reading, ref));
  if (found !== null && !found.isAdverb) return item('style', at, found);
  return verb > at && wordAt(reading, at) !== 'in' ? ofItself(reading, at, verb) : null;
}

/** "The same look as 10". */
function numberAlone(reading: Reading, at: number): Phrase | null {
  const number = numberAt(reading, at);
  const next = reading.tokens[at + 1];
  const isOver = next === undefined || next.kind === 'mark' || next.word === 'please';
  return number !== null && isOver && reading.tokens[at]!.kind === 'number'
    ? phrase(at, at + 1, clipsByNumber([number], reading))
    : null;
}

/** "Use clip 1's look". */
function ofItself(reading: Reading, at: number, verb: number): Item | null {
  const found = sourceAt(reading, verb);
  if (found === null || wordAt(reading, found.to) !== "'s") return null;
  const end = skip(reading, found.to + 1, STYLES);
  return end === found.to + 1 ? null : item('style', at, found, end);
}

function isGiven(reading: Reading, at: number): boolean {
  for (let before = at - 1; before >= 0 && before > at - 12; before--)
    if (['give', 'giving', 'gives'].includes(wordAt(reading, before))) return true;
  return false;
}

function usedAs(reading: Reading, at: number): Item | null {
  if (wordAt(reading, at) !== 'use') return null;
  const found = sourceAt(reading, at + 1);
  const as = found === null ? null : afterAny(reading, found.to, 'as a|as the|as');
  if (as === null) return null;
  const isReference = ['reference', 'style', 'model', 'template', 'example', 'look'].includes(
    wordAt(reading, as),
  );
  return isReference
    ? item('style', at, found!, skip(reading, as, 'reference|style|model|template|example|look'))
    : null;
}

const OBJECTS = new Map([
  ['it', false],
  ['this', false],
  ['them', false],
  ['these', false],
  ['all', true],
  ['everything', true],
]);

/** "Match clip 3", "match the colors of clip 2 to clip 5", "match all to clip 3". */
export function matchAt(reading: Reading, at: number): Item[] {
  if (!['match', 'matches'].includes(wordAt(reading, at))) return [];
  const start = styleNoun(reading, at + 1) ?? at + 1;
  const object = OBJECTS.get(wordAt(reading, start));
  const found = CLIP_NOUNS.has(wordAt(reading, start))
    ? sourceAt(reading, start)
    : (byThePicked(reading, start) ?? referenceAt(reading, start));
  const first =
    found ??
    numberToMatch(reading, start) ??
    (object === undefined
      ? null
      : phrase(start, start + 1, wholeOrPicked(reading, object), { isPicked: !object }));
  if (first === null) return [];
  const to = afterAny(reading, first.to, 'to|with');
  const look = to === null ? null : (styleNoun(reading, to) ?? to);
  const source = look === null ? null : (sourceAt(reading, look) ?? numberAlone(reading, look));
  if (source !== null) return [item('target', at, first), item('style', first.to, source)];
  return found === null || wordAt(reading, at - 1) === 'not' ? [] : [item('style', at, found)];
}

/** "Match 4 to 5", which is no range. */
function numberToMatch(reading: Reading, at: number): Phrase | null {
  const number = numberAt(reading, at);
  const to = number === null ? null : afterAny(reading, at + 1, 'to|with');
  const isMatched = to !== null && (sourceAt(reading, to) ?? numberAlone(reading, to)) !== null;
  return isMatched ? phrase(at, at + 1, clipsByNumber([number!], reading)) : null;
}

function wholeOrPicked(reading: Reading, isAll: boolean) {
  return isAll ? clipsMeant(allClips(reading.facts)) : pickedMeant(reading);
}
