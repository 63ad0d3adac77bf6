// cspell:ignore oscuros scuri oscuro scuro Farben kältere kälteren
import { expand, type Sayings } from './sayings.js';
import { remembered } from '../../util/remembered.js';
import { TEMPLATE_IDS, type TemplateId } from '../template.js';
import { makeVocabulary, type Vocabulary } from './talk/cover.js';
import type { Language, Talk, Wording } from './language.js';

/** What may be taken away around a wish, and what it is then. */
export type Around = 'frame' | 'degree' | 'clip' | 'courtesy';

/** A saying with a gap: "more *". */
export interface Pattern {
  before: string;
  after: string;
  kind: 'more' | 'less' | 'tooMuch' | 'tooLittle';
  amountsOnly: boolean;
}

/** A language as it is looked up. */
export interface Table {
  spaced: boolean;
  fold: (text: string) => string;
  /** By their first and last letter (word, where there are spaces), to compare only with those that may fit. */
  starting: ReadonlyMap<string, readonly Said[]>;
  ending: ReadonlyMap<string, readonly Said[]>;
  degrees: readonly string[];
  /** The words that they begin with. */
  degreesBegin: ReadonlySet<string>;
  aBit: readonly string[];
  much: readonly string[];
  joins: readonly string[];
  pairs: ReadonlySet<string>;
  otherWishes: readonly string[];
  patterns: readonly Pattern[];
  /** Those for less, and the first word (letter, where there are no spaces) that each has before or behind its gap. */
  lessening: readonly Pattern[];
  lessensBy: ReadonlySet<string>;
  wishes: ReadonlyMap<string, TemplateId>;
  states: ReadonlyMap<string, TemplateId>;
  boundStates: ReadonlyMap<string, TemplateId>;
  /** States, qualities and amounts. */
  gaps: ReadonlyMap<string, TemplateId>;
  amounts: ReadonlyMap<string, TemplateId>;
  talk: ReadonlyMap<string, Talk>;
  vocabulary: Vocabulary;
  courtesies: ReadonlySet<string>;
  /** Each with the space to what it stands before or behind. */
  courtesiesAround: readonly { before: string; after: string }[];
  /** All words of the sayings of looks, in one, in many and declined, where words have spaces: a look has no others. */
  words: ReadonlySet<string>;
}

export function makeTable(language: Language): Table {
  const unify = unifying(language);
  const known = new Map<Sayings, string[]>();
  const all = (sayings: Sayings): string[] => {
    const found = known.get(sayings) ?? expand(sayings).map(unify);
    known.set(sayings, found);
    return found;
  };
  const of = (...parts: (keyof Wording)[]): Map<string, TemplateId> => {
    const found = new Map<string, TemplateId>();
    for (const id of TEMPLATE_IDS) {
      for (const part of parts) {
        for (const said of all(language.templates[id]?.[part] ?? ''))
          if (!found.has(said)) found.set(said, id);
      }
    }
    return found;
  };
  const around = (['frame', 'degree', 'clip', 'courtesy'] as const).flatMap((kind) =>
    all(language[SAYINGS_AROUND[kind]]).map((said) => [said, kind] as const),
  );
  const fold = (text: string): string => unify(plainLetters(text));
  const patterns = (['tooMuch', 'tooLittle', 'less', 'more'] as const).flatMap((kind) =>
    expand(language[kind]).map((said) => patternOf(said, kind, unify, language.spaced)),
  );
  const [wishes, gaps] = [of('wishes'), of('states', 'boundStates', 'qualities', 'amounts')];
  const courtesies = new Set(all(language.courtesies));
  const gap = language.spaced ? ' ' : '';
  const lessening = patterns.filter(({ kind }) => kind === 'tooMuch' || kind === 'less');
  return {
    spaced: language.spaced,
    fold: remembered(fold),
    vocabulary: makeVocabulary(language.words, language.spaced, fold),
    starting: grouped(around, (said) => firstOf(said, language.spaced)),
    ending: grouped(around, (said) => lastOf(said, language.spaced)),
    degreesBegin: new Set(all(language.degrees).map((said) => firstOf(said, language.spaced))),
    degrees: all(language.degrees).toSorted((one, other) => other.length - one.length),
    aBit: all(language.aBit),
    much: all(language.much),
    joins: expand(language.joins),
    pairs: new Set(expand(language.pairs ?? '')),
    otherWishes: all(language.otherWishes),
    patterns,
    lessening,
    lessensBy: new Set(
      lessening.map(({ before, after }) => firstOf((before || after).trim(), language.spaced)),
    ),
    wishes,
    states: of('states'),
    boundStates: of('boundStates'),
    gaps,
    amounts: of('amounts'),
    talk: new Map(
      (Object.entries(language.talk) as [Talk, Sayings][]).flatMap(([talk, said]) =>
        all(said).map((text) => [text, talk] as const),
      ),
    ),
    courtesies,
    courtesiesAround: [...courtesies].map((said) => ({ before: `${said}${gap}`, after: `${gap}${said}` })),
    words: new Set([
      ...wordsIn(around.map(([said]) => said)),
      ...wordsIn(patterns.flatMap(({ before, after }) => [before.trim(), after.trim()])),
      ...declinedIn(wishes.keys()),
      ...declinedIn(gaps.keys()),
    ]),
  };
}

const wordsIn = (sayings: readonly string[]): Set<string> =>
  new Set(sayings.flatMap((said) => said.split(' ')));

/** Several clips are "oscuros" and "scuri" where one is "oscuro" and "scuro": the end of many, and of one. */
export const ONE_OF_MANY: readonly (readonly [string, string])[] = [
  ['s', ''],
  ['es', ''],
  ['i', 'o'],
  ['i', 'e'],
  ['e', 'a'],
];

/** The words of sayings of one, and of many, also as their adjectives are declined: "kältere Farben", "mit kälteren Farben". */
function declinedIn(sayings: Iterable<string>): Set<string> {
  const words = new Set<string>();
  for (const said of sayings) {
    const last = said.lastIndexOf(' ') + 1;
    for (const word of last === 0 ? [] : said.slice(0, last - 1).split(' ')) {
      words.add(word);
      if (word.endsWith('e')) words.add(`${word}n`);
    }
    for (const word of inMany(said.slice(last))) words.add(word);
  }
  return words;
}

/** The last word of a saying of one, and of many. */
const inMany = (word: string): string[] => [
  word,
  ...ONE_OF_MANY.flatMap(([many, one]) =>
    word.endsWith(one) ? [`${word.slice(0, word.length - one.length)}${many}`] : [],
  ),
];

const SAYINGS_AROUND = {
  frame: 'frames',
  degree: 'degrees',
  clip: 'clip',
  courtesy: 'courtesies',
} as const satisfies Record<Around, keyof Language>;

export const firstOf = (text: string, spaced: boolean): string =>
  spaced ? text.split(' ', 1)[0]! : text.slice(0, 1);
export const lastOf = (text: string, spaced: boolean): string =>
  spaced ? text.slice(text.lastIndexOf(' ') + 1) : text.slice(-1);

type Said = readonly [string, Around];

function grouped(all: readonly Said[], by: (said: string) => string): Map<string, Said[]> {
  const groups = new Map<string, Said[]>();
  for (const one of all) {
    const key = by(one[0]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return groups;
}

function patternOf(
  said: string,
  kind: Pattern['kind'],
  unify: (text: string) => string,
  spaced: boolean,
): Pattern {
  const [before = '', after = ''] = said.split(/[*#]/).map((side) => unify(side.trim()));
  return {
    before: spaced && before !== '' ? `${before} ` : before,
    after: spaced && after !== '' ? ` ${after}` : after,
    kind,
    amountsOnly: said.includes('#'),
  };
}

/** Plain letters without ignored words, in the spelling of the tables. */
function unifying({ spaced, ignored, same = '' }: Language): (text: string) => string {
  const dropped = new Set(ignored.split(', '));
  const pairs = new Map(expand(same).map((pair) => pair.split('=') as [string, string]));
  const spelled = pairs.size === 0 ? null : new RegExp([...pairs.keys()].join('|'), 'gu');
  return (text) => {
    const said = spelled === null ? text : text.replace(spelled, (found) => pairs.get(found)!);
    if (!spaced) return said.replaceAll(' ', '');
    if (!said.includes(' ')) return said;
    const words = said.split(' ');
    return words.some((word) => dropped.has(word))
      ? words.filter((word) => !dropped.has(word)).join(' ')
      : said;
  };
}

const ASCII = /^[\0-\x7f]*$/;

/** Only the marks of Latin letters: those of kana make other letters. */
export const plainLetters = remembered((text) => {
  if (ASCII.test(text))
    return text
      .toLowerCase()
      .replace(/[^a-z0-9%]+/g, ' ')
      .trim();
  return text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}%]+/gu, ' ')
    .trim();
});

// cspell:ignore extrem extremadamente extremement extremamente estremamente
const EXTREMELY =
  /(?<= )(?:extrem|extremadamente|extremement|extremamente|estremamente)(?= )|極端に|极其|极度|극도로/;

/** The degree that words have in English; none where they have none. */
export function amountIn(text: string, { fold, spaced, aBit, much }: Table): string {
  const folded = spaced ? ` ${fold(text)} ` : fold(text);
  const has = (degree: string): boolean => folded.includes(spaced ? ` ${degree} ` : degree);
  if (aBit.some(has)) return 'a bit';
  if (!much.some(has)) return '';
  return EXTREMELY.test(folded) ? 'extremely' : 'much';
}
