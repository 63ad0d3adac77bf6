// cspell:ignore Metrô
import { oncePer } from '../../../util/once-per.js';
import type { VideoFacts } from '../facts.js';
import { ARTICLES, CLIP_NOUNS, CLIP_PLURALS, LOOKS, AFTER_BARE } from '../text/vocabulary.js';
import { askWhich, headAt } from './heads.js';
import {
  clipsMeant,
  phrase,
  skip,
  wordAt,
  wordsOf,
  type Meant,
  type Name,
  type Phrase,
  type Reading,
  oncePerPlace,
} from './phrase.js';
import { named } from '../text/sentences.js';

/** A character or place of the scene plan, where its name stands; the longest of those that begin alike. */
export const nameAt = oncePerPlace((reading, at): { name: Name; to: number } | null => {
  const names = namesOf(reading.facts.clips);
  const start = skip(reading, at, 'the|my|our');
  const found = (names.get(plain(wordAt(reading, start))) ?? []).filter(({ words }) =>
    words.every((word, step) => plain(wordAt(reading, start + step)) === word),
  );
  const name = found.sort((one, other) => other.words.length - one.words.length)[0];
  return name === undefined ? null : { name, to: start + name.words.length };
});

const ASCII = /^[\0-\x7f]*$/;
/** "Metrô" is "metro". */
const plain = (word: string): string =>
  ASCII.test(word)
    ? word
    : word
        .normalize('NFD')
        .replace(/[\u0300-\u036f]/g, '')
        .normalize('NFC');

const namesOf = oncePer((clips: VideoFacts['clips']): ReadonlyMap<string, Name[]> => {
  const byName = new Map<string, Name>();
  for (const { clipIndex, names } of clips)
    for (const name of names) {
      const words = withoutArticles(wordsOf(name)).map(plain);
      const known = byName.get(words.join(' '));
      if (known === undefined) byName.set(words.join(' '), { words, clips: [clipIndex] });
      else known.clips.push(clipIndex);
    }
  const byWord = new Map<string, Name[]>();
  for (const name of [...byName.values(), ...partsOf([...byName.values()])])
    if (name.words.length > 0) byWord.set(name.words[0]!, [...(byWord.get(name.words[0]!) ?? []), name]);
  return byWord;
});

/** The name that is this one word, without its accents; null where none is. */
export const nameSaid = ({ clips }: VideoFacts, word: string): Name | null =>
  namesOf(clips)
    .get(word)
    ?.find(({ words }) => words.length === 1) ?? null;

/** A shorter word of a name may be any word: "the old clip". */
const SHORTEST_PART = 4;

/** "Subway" for "subway station", where no other name has that word. */
function partsOf(names: readonly Name[]): Name[] {
  const all = names.flatMap(({ words }) => words);
  const isOwn = (word: string): boolean => all.indexOf(word) === all.lastIndexOf(word);
  return names.flatMap(({ words, clips }) =>
    words.length < 2
      ? []
      : words
          .filter((word) => word.length >= SHORTEST_PART && isOwn(word) && !LOOKS.has(word))
          .map((word) => ({ words: [word], clips })),
  );
}

function withoutArticles(words: readonly string[]): readonly string[] {
  const first = words.findIndex((word) => !ARTICLES.has(word) && word !== 'the');
  return first < 0 ? [] : words.slice(first);
}

const EACH = new Set('all every each both of the'.split(' '));
const APPEARS = new Set('is appears shows appear can comes walks stands'.split(' '));

/** "The rooftop clips", "every Mara shot", "Leo's clips", "wherever Leo appears". */
export function namedClips(reading: Reading, at: number): Phrase | null {
  if (ARTICLES.has(wordAt(reading, at - 1))) return null;
  const where = ['where', 'wherever', 'whenever', 'when'].includes(wordAt(reading, at));
  const start = where ? at + 1 : skip(reading, at, EACH);
  const found = nameAt(reading, start) ?? ownerAt(reading, start);
  if (found === null) return null;
  const { name, to } = where ? found : namesTogether(reading, found);
  if (where) return APPEARS.has(wordAt(reading, to)) ? appearance(reading, at, to, name) : null;
  const noun = wordAt(reading, to) === "'s" ? to + 1 : to;
  // "Leo's second clip".
  const head = noun > to ? headAt(reading, noun) : null;
  if (head !== null && !head.isOpen) return phrase(at, head.to, head.pick(name.clips));
  const isEach = start > at && ['all', 'every', 'each', 'both'].includes(wordAt(reading, at));
  const word = wordAt(reading, noun);
  if (CLIP_PLURALS.has(word) || word === 'ones') return phrase(at, noun + 1, clipsMeant(name.clips));
  if (!CLIP_NOUNS.has(word) && !(word === 'one' && isOver(reading, noun + 1))) return null;
  // A scene goes over several clips; a clip does not.
  const meant = isEach || word === 'scene' ? clipsMeant(name.clips) : oneWith(name);
  return phrase(at, noun + 1, meant);
}

/** "Leos clips", as many write it. */
function ownerAt(reading: Reading, at: number): { name: Name; to: number } | null {
  const start = skip(reading, at, 'the|my|our');
  const word = wordAt(reading, start);
  const noun = wordAt(reading, start + 1);
  if (!word.endsWith('s') || !(CLIP_PLURALS.has(noun) || CLIP_NOUNS.has(noun))) return null;
  const named = namesOf(reading.facts.clips).get(word.slice(0, -1)) ?? [];
  const name = named.find(({ words }) => words.length === 1);
  return name === undefined ? null : { name, to: start + 1 };
}

/** "The Leo one", and no "one day". */
function isOver({ tokens }: Reading, at: number): boolean {
  const next = tokens[at];
  return next?.kind !== 'word' || LOOKS.has(next.word) || AFTER_BARE.has(next.word);
}

export function oneWith({ clips }: Name): Meant {
  if (clips.length === 1) return clipsMeant(clips);
  return askWhich(
    clips.map((clip) => [clip]),
    `That is in ${named(clips)}. Which do you mean?`,
  );
}

/** "Leo's hands", and "leos hands" as many write it: what of somebody is seen. */
export function ownedAt(reading: Reading, at: number): { name: Name; to: number } | null {
  const start = skip(reading, at, 'the|my|our');
  const named = nameAt(reading, at);
  if (named !== null)
    return wordAt(reading, named.to) === "'s" ? thing(reading, named.name, named.to + 1) : null;
  const word = wordAt(reading, start);
  if (!word.endsWith('s')) return null;
  const known = namesOf(reading.facts.clips).get(word.slice(0, -1)) ?? [];
  const name = known.find(({ words }) => words.length === 1);
  return name === undefined ? null : thing(reading, name, start + 1);
}

const thing = ({ tokens }: Reading, name: Name, at: number): { name: Name; to: number } | null =>
  tokens[at]?.kind === 'word' ? { name, to: at + 1 } : null;

/** "Mara and Leo's clips". */
function namesTogether(reading: Reading, first: { name: Name; to: number }): { name: Name; to: number } {
  let { name, to } = first;
  for (;;) {
    const next = ['and', ',', '&'].includes(wordAt(reading, to)) ? nameAt(reading, to + 1) : null;
    if (next === null) break;
    name = { words: name.words, clips: [...new Set([...name.clips, ...next.name.clips])] };
    to = next.to;
  }
  return { name, to };
}

const PLACED = new Set(['in', 'at', 'on', 'inside']);
const WISHING = new Set(
  'there i we it they she he make add put let give can could please should have turn set change use need want'.split(
    ' ',
  ),
);

/** "In the subway station there should be a busker": where a message says first what it is about. */
export function placeOpened(reading: Reading, at: number): Phrase | null {
  const isFirst = at === 0 || /^[.!?\n]$/.test(wordAt(reading, at - 1));
  if (!isFirst || !PLACED.has(wordAt(reading, at)) || wordAt(reading, at + 1) !== 'the') return null;
  const found = nameAt(reading, at + 1);
  if (found === null) return null;
  const next = wordAt(reading, found.to);
  if (next !== ',' && next !== ':' && !WISHING.has(next)) return null;
  // Of picked clips that all show it, it is only a place in them.
  const { picked } = reading.facts;
  const isSeen = picked.length > 0 && picked.every((clip) => found.name.clips.includes(clip));
  return isSeen ? null : phrase(at, found.to, clipsMeant(found.name.clips), { isAdverb: true });
}

const AFTER_APPEARS = new Set('up in it shown seen visible there be on screen to'.split(' '));

/** Only the appearance itself: "where Leo is happy" is about more than the scene plan knows. */
function appearance(reading: Reading, at: number, to: number, name: Name): Phrase | null {
  const end = skip(reading, to + 1, AFTER_APPEARS);
  const isOver = wordAt(reading, to) === 'appears' || end > to + 1 || reading.tokens[end]?.kind === 'mark';
  return isOver ? phrase(at, end, clipsMeant(name.clips), { isAdverb: true }) : null;
}
