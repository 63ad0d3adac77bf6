// cspell:ignore prechorus
import { oncePer } from '../../../util/once-per.js';
import type { VideoFacts } from '../facts.js';
import type { SongSection } from '../../../job/song-sections.js';
import { ARTICLES, CLIP_NOUNS, CLIP_PLURALS, EDGES } from '../text/vocabulary.js';
import { askWhich } from './heads.js';
import { numberList, afterNumberSign } from './numbered.js';
import { atPlaces, ordinalsAt } from './ordinals.js';
import {
  afterAny,
  clipsBetween,
  clipsMeant,
  numberAt,
  phrase,
  skip,
  songSeconds,
  unknown,
  wordAt,
  wordsOf,
  type Meant,
  type Phrase,
  type Reading,
  type SaidLabel,
  oncePerPlace,
} from './phrase.js';
import { named } from '../text/sentences.js';
import { edgeAlone, openedOrClosed, WHOLE } from './video-edges.js';

/** Parts of songs that pictures do not have: where the song has none of them, that is said. */
const SOLOS = ['guitar solo', 'drum solo', 'piano solo', 'sax solo', 'violin solo'];
const OF_SONGS_ALONE = [
  ...['intro', 'verse', 'chorus', 'outro', 'pre chorus', 'refrain', 'interlude'],
  ...['instrumental break', 'beat drop', 'bass drop', ...SOLOS],
];
const SAME_AS: Record<string, string> = {
  ...{ refrain: 'chorus', hook: 'chorus', prechorus: 'pre chorus' },
  ...{ 'instrumental break': 'instrumental', 'beat drop': 'drop', 'bass drop': 'drop' },
  ...Object.fromEntries(SOLOS.map((solo) => [solo, 'solo'])),
};
/** "On the bridge" is a place in the picture. */
const PLACES = new Set(
  'on over under across onto beneath near behind below above beside cross crossing past add build another'.split(
    ' ',
  ),
);
/** "Over the river", "of water", "title": it is a thing. */
const OF_THINGS = new Set('of over across text title card credits screen logo singers'.split(' '));

interface Label {
  label: string;
  to: number;
  isPlural: boolean;
}

/** "The second chorus", "every verse", "chorus 2", "first half of the bridge", "the choruses", "second half of the song". */
export const songPart = oncePerPlace((reading, at): Phrase | null => {
  const part = partOf(reading, at) ?? edgeAlone(reading, at) ?? openedOrClosed(reading, at);
  if (part !== null) return part;
  const found = sectionsAt(reading, at);
  if (found === null) return null;
  const { sections, to, ask } = found;
  if (sections.length === 0) return phrase(at, to, unknown(found.missing()));
  const beside = ask ? besideSection(reading, to, sections) : null;
  if (beside !== null) return beside(at);
  const groups = sections.map(({ clipIndexes }) => clipIndexes);
  if (!ask || sections.length === 1) return phrase(at, to, clipsOf(sections), { groups });
  const choices = groups.filter(({ length }) => length > 0);
  const several = `This video has ${sections.length} ${manyOf(sections[0]!.label)}: ${choices.map(named).join('; ')}. Which do you mean?`;
  return phrase(at, to, choices.length < 2 ? clipsOf(sections) : askWhich(choices, several));
});

/** "The chorus after the bridge": of several the nearest one on that side. */
function besideSection(
  reading: Reading,
  at: number,
  sections: readonly SongSection[],
): ((from: number) => Phrase) | null {
  const side = wordAt(reading, at);
  const other = side === 'after' || side === 'before' ? sectionsAt(reading, at + 1) : null;
  const [of, another] = other?.sections ?? [];
  if (other === null || of === undefined || another !== undefined) return null;
  const found =
    side === 'after'
      ? sections.find(({ start }) => start >= of.end)
      : sections.findLast(({ end }) => end <= of.start);
  return found === undefined
    ? null
    : (from) => phrase(from, other.to, clipsOf([found]), { groups: [found.clipIndexes] });
}

function clipsOf(sections: readonly SongSection[]): Meant {
  const clips = sections.flatMap(({ clipIndexes }) => clipIndexes);
  if (clips.length > 0) return clipsMeant(clips);
  return unknown(`No clip lies mostly inside the ${sections[0]!.label}.`);
}

const manyOf = (label: string): string => (label.endsWith('s') ? `${label}es` : `${label}s`);

interface Sections {
  sections: readonly SongSection[];
  to: number;
  /** One is meant, and there are several. */
  ask: boolean;
  /** Why there are none. */
  missing: () => string;
}

const EACH = new Set('all every each both the of my our single whole entire'.split(' '));

function sectionsAt(reading: Reading, at: number): Sections | null {
  if (reading.tokens[at]?.isJoined === true && wordAt(reading, at - 1) === 'pre') return null;
  const before = wordBefore(reading, at);
  if (ARTICLES.has(before) && before !== 'one') return null;
  const start = skip(reading, at, EACH);
  const ordinals = ordinalsAt(reading, start);
  const count = ordinals === null ? countAt(reading, start) : null;
  const label = labelAt(reading, ordinals?.to ?? (count === null ? start : start + 1));
  if (label === null || OF_THINGS.has(wordAt(reading, label.to))) return null;
  const isEach = range(at, start).some((place) =>
    ['all', 'every', 'each', 'both'].includes(wordAt(reading, place)),
  );
  const isThing = !OF_SONGS_ALONE.includes(label.label);
  if (isThing && PLACES.has(before) && ordinals === null) return null;
  const known = reading.facts.sections.filter((section) => section.label === label.label);
  if (isThing && known.length === 0) return null;
  const numbers =
    ordinals === null ? numberList(reading, afterNumberSign(reading, label.to), label.isPlural) : null;
  const places = ordinals?.places ?? numbers?.numbers ?? null;
  const noun = skip(reading, numbers?.to ?? label.to, NOUNS);
  const picked = places === null ? known : atPlaces(known, places);
  const isKnown =
    !picked.includes(undefined) && picked.length > 0 && (count === null || count === known.length);
  return {
    sections: isKnown ? (picked as SongSection[]) : [],
    to: noun,
    ask: places === null && !isEach && !label.isPlural && !CLIP_PLURALS.has(wordAt(reading, noun - 1)),
    missing: () => missing(label.label, known, reading),
  };
}

/** "All three choruses", "the 3 choruses": as many as there are. */
function countAt(reading: Reading, at: number): number | null {
  const count = at > 0 && EACH.has(wordAt(reading, at - 1)) ? numberAt(reading, at) : null;
  return count !== null && labelAt(reading, at + 1)?.isPlural === true ? count : null;
}

/** The word before, also where this is the place after "the". */
function wordBefore(reading: Reading, at: number): string {
  let before = at - 1;
  while (before > 0 && EACH.has(wordAt(reading, before))) before--;
  return wordAt(reading, before);
}

const NOUNS = new Set([...CLIP_NOUNS, ...CLIP_PLURALS, 'part', 'parts', 'section', 'sections', 'bit']);
const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, step) => from + step);

function missing(label: string, known: readonly SongSection[], { facts }: Reading): string {
  if (facts.sections.length === 0)
    return `There are no parts known of this song. Say the clips by number: 1 to ${facts.clips.length}.`;
  if (known.length > 0)
    return `This video has ${known.length} ${known.length === 1 ? label : manyOf(label)}: ${named(known.flatMap(({ clipIndexes }) => clipIndexes))}.`;
  const labels = [...new Set(facts.sections.map((section) => section.label))];
  return `There is no ${label} in this song, but: ${labels.join(', ')}.`;
}

/** A part of the song by its name, at the place where the name stands. */
function labelAt(reading: Reading, at: number): Label | null {
  for (const known of labelsOf(reading.facts.sections).get(wordAt(reading, at)) ?? []) {
    const to = at + known.words.length;
    if (known.words.every((word, step) => wordAt(reading, at + step) === word))
      return { label: known.label, to, isPlural: known.isPlural };
  }
  return null;
}

/** What parts may be called, in one and in many, by first words; those of the song come first. */
const labelsOf = oncePer((sections: VideoFacts['sections']): ReadonlyMap<string, SaidLabel[]> => {
  const own = [...new Set(sections.map(({ label }) => label))];
  const alike = Object.entries(SAME_AS).filter(([, label]) => own.includes(label));
  const others = OF_SONGS_ALONE.filter((label) => !alike.some(([saying]) => saying === label));
  const said = [...own, ...others].map((label) => [label, label] as const);
  const byFirst = new Map<string, SaidLabel[]>();
  for (const [saying, label] of [...said, ...alike]) {
    const words = wordsOf(saying);
    const [last] = words.slice(-1);
    if (last === undefined) continue;
    const many = [`${last}s`, `${last}es`].map((plural) => [...words.slice(0, -1), plural]);
    for (const [at, each] of [words, ...many].entries()) {
      const known = byFirst.get(each[0]!) ?? [];
      byFirst.set(each[0]!, [...known, { label, words: each, isPlural: at > 0 }]);
    }
  }
  return byFirst;
});

/** Where a piece of something lies, as fractions of it. */
export const PIECES = new Map<string, readonly [number, number]>([
  ['first half', [0, 1 / 2]],
  ['second half', [1 / 2, 1]],
  ['last half', [1 / 2, 1]],
  ['first third', [0, 1 / 3]],
  ['second third', [1 / 3, 2 / 3]],
  ['middle third', [1 / 3, 2 / 3]],
  ['last third', [2 / 3, 1]],
  ['first quarter', [0, 1 / 4]],
  ['last quarter', [3 / 4, 1]],
]);
function partOf(reading: Reading, at: number): Phrase | null {
  const start = skip(reading, at, 'the|very');
  const edge = EDGES.get(wordAt(reading, start));
  const of = edge === undefined ? start + 2 : start + 1;
  if (wordAt(reading, of) !== 'of') return null;
  const piece = PIECES.get(`${wordAt(reading, start)} ${wordAt(reading, start + 1)}`);
  if (piece === undefined && edge === undefined) return null;
  const whole = afterAny(reading, of + 1, WHOLE);
  const sections = whole === null ? sectionsAt(reading, of + 1) : null;
  const to = whole ?? sections?.to;
  if (to === undefined) return null;
  if (sections !== null && sections.sections.length !== 1) return songPart(reading, of + 1);
  const within = sections?.sections[0] ?? { start: 0, end: songSeconds(reading.facts), label: 'song' };
  if (piece === undefined) return phrase(at, to, edgeOf(reading, within, edge!));
  const length = within.end - within.start;
  const found = clipsBetween(
    reading.facts,
    within.start + piece[0] * length,
    within.start + piece[1] * length,
  );
  const none = unknown(`No clip lies mostly inside that part of the ${within.label}.`);
  return phrase(at, to, found.length === 0 ? none : clipsMeant(found));
}

function edgeOf(
  reading: Reading,
  { start, end, label }: Pick<SongSection, 'start' | 'end' | 'label'>,
  edge: number,
): Meant {
  const found = clipsBetween(reading.facts, start, end).at(edge);
  return found === undefined ? unknown(`No clip lies mostly inside the ${label}.`) : clipsMeant([found]);
}
