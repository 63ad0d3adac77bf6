import { CLIP_NOUNS } from '../text/vocabulary.js';
import { headAt } from './heads.js';
import { lyricPhrase } from './lyrics.js';
import { placeOpened } from './names.js';
import { afterNumberSign, clipsByNumber, numberedClips } from './numbered.js';
import {
  afterAny,
  allClips,
  numberAt,
  phrase,
  together,
  wordAt,
  type Meant,
  type Phrase,
  type Reading,
  oncePerPlace,
} from './phrase.js';
import { pickedMeant } from './picked.js';
import { besideIt, countedBeside } from '../beside.js';
import { timePhrase } from './times.js';
import { fromOnwards, simple } from './ranges.js';
import { beforeOrAfter, ofTheOneNamed, qualifier } from './qualifiers.js';

/** The longest words from this place on that stand for clips: one phrase, or several with commas and "and". */
export const referenceAt = oncePerPlace((reading, at): Phrase | null => {
  const both = afterAny(reading, at, 'both');
  if (wordAt(reading, at) === 'this' && isJoinedToClips(reading, at + 1))
    return referenceFrom(reading, at, phrase(at, at + 1, pickedMeant(reading)));
  const inner = both === null ? null : numberedClips(reading, both);
  if (inner !== null) return referenceFrom(reading, at, { ...inner, from: at });
  return referenceFrom(reading, at, oneReference(reading, at));
});

/** "This and clip 9", "this and the next one". */
function isJoinedToClips(reading: Reading, at: number): boolean {
  const next = afterJoin(reading, at);
  if (next === null) return false;
  if (CLIP_NOUNS.has(wordAt(reading, next))) return numberedClips(reading, next) !== null;
  return besideIt(reading, next, pickedMeant(reading)) !== null;
}

/** One clip whose look is meant: "clip 1" of "copy the look of clip 1 to clip 4". */
export function sourceAt(reading: Reading, at: number): Phrase | null {
  const single = CLIP_NOUNS.has(wordAt(reading, at)) ? afterNumberSign(reading, at + 1) : null;
  const number = single === null ? null : numberAt(reading, single);
  const isListed = single !== null && ['and', ',', '&'].includes(wordAt(reading, single + 1));
  if (number === null || isListed) return oneReference(reading, at);
  return phrase(at, single! + 1, clipsByNumber([number], reading));
}

function referenceFrom(reading: Reading, at: number, one: Phrase | null): Phrase | null {
  let found = one;
  if (found === null || found.isAdverb) return found;
  for (;;) {
    const next = afterJoin(reading, found.to);
    const more = next === null ? null : (besideIt(reading, next, found.meant) ?? oneReference(reading, next));
    if (more === null || more.isAdverb) return found;
    found = phrase(at, more.to, together([found.meant, more.meant]), {
      isPicked: found.isPicked && more.isPicked,
    });
  }
}

function afterJoin(reading: Reading, at: number): number | null {
  const comma = wordAt(reading, at) === ',' ? at + 1 : at;
  const and = afterAny(reading, comma, 'and also|as well as|and|&|+|plus') ?? comma;
  return and === at ? null : (afterAny(reading, and, 'both') ?? and);
}

/** The words from this place on that stand for clips, without what commas and "and" join to them. */
export function oneReference(reading: Reading, at: number): Phrase | null {
  return (
    lyricPhrase(reading, at) ??
    timePhrase(reading, at) ??
    fromOnwards(reading, at) ??
    countedBeside(reading, at) ??
    headed(reading, at) ??
    theirClips(reading, at) ??
    beforeOrAfter(reading, at) ??
    placeOpened(reading, at) ??
    simple(reading, at) ??
    unknownPart(reading, at)
  );
}

const THEIRS = ['his', 'her', 'their']
  .flatMap((whose) => ['clips', 'shots', 'scenes'].map((noun) => `${whose} ${noun}`))
  .flatMap((said) => [`both of ${said}`, `all of ${said}`, `each of ${said}`, `all ${said}`, said])
  .join('|');

/** "Both of his clips". */
function theirClips(reading: Reading, at: number): Phrase | null {
  const to = afterAny(reading, at, THEIRS);
  return to === null ? null : phrase(at, to, ofTheOneNamed(reading));
}

const SOMEWHERE = ['part', 'bit', 'moment', 'section', 'place', 'spot']
  .flatMap((noun) => [`the ${noun} where`, `the ${noun} when`])
  .join('|');

const OTHERWISE = new Set('should needs need looks is feels could must'.split(' '));

/** "The dance part should be faster", where a message begins. */
function partCalled(reading: Reading, at: number): number | null {
  if (at > 0 || wordAt(reading, at) !== 'the' || reading.tokens[1]?.kind !== 'word') return null;
  const to = afterAny(reading, 2, 'part|bit|section|sequence');
  const isPlain = !['first', 'second', 'last', 'other', 'best', 'worst', 'dark', 'bright'].includes(
    wordAt(reading, 1),
  );
  return to !== null && isPlain && OTHERWISE.has(wordAt(reading, to)) ? to : null;
}

/** "The part where they sing about the city": where that is nobody knows. */
function unknownPart(reading: Reading, at: number): Phrase | null {
  const to = afterAny(reading, at, SOMEWHERE) ?? partCalled(reading, at);
  return to === null ? null : phrase(at, to, unclear);
}

/** "The last shot of the fight". */
const unclear: Meant = {
  kind: 'question',
  sentence: 'I do not know which clips those are. Say them by number, or pick them.',
  options: [],
};

/** "The first clip", "every clip of the second chorus", "the clips with Mara", "the clip after clip 3". */
function headed(reading: Reading, at: number): Phrase | null {
  const head = headAt(reading, at);
  if (head === null) return null;
  const limit = qualifier(reading, head);
  if (limit === null && !head.isOpen && wordAt(reading, head.to) === 'of')
    return phrase(at, head.to, unclear);
  if (limit === null) return head.isOpen ? null : phrase(at, head.to, head.pick(allClips(reading.facts)));
  const { meant } = limit;
  return phrase(at, limit.to, meant.kind === 'clips' ? head.pick(meant.clips) : meant);
}
