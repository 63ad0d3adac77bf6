// cspell:ignore oscuros scuri oscuro scuro Farben kältere kälteren
import { addWords, expand, type Sayings } from './sayings.js';
import { remembered } from '../../util/remembered.js';
import { TEMPLATE_IDS, type TemplateId } from '../template.js';
import { plainLetters, unifying } from './spelling.js';
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
  /** What the whole of a folded text says. */
  talkOf: (folded: string) => Talk | undefined;
  vocabulary: Vocabulary;
  courtesies: ReadonlySet<string>;
  /** Each with the space to what it stands before or behind. */
  courtesiesAround: readonly { before: string; after: string }[];
  /** All words of the sayings of looks, where words have spaces: a look has no others (isWordOfLook). */
  words: ReadonlySet<string>;
}

/** A language's data, and how it is spelled in the tables. */
interface Source {
  language: Language;
  unify: (text: string) => string;
}

export const makeTable = (language: Language): Table => new LazyTable(language);

type Parts = { -readonly [K in keyof Table]?: Table[K] };

/** Each part is made when it is first asked for: most messages are English, of which the sayings of looks tell nothing. */
class LazyTable implements Table {
  readonly spaced: boolean;
  readonly fold: (text: string) => string;
  readonly vocabulary: Vocabulary;
  private readonly source: Source;
  private readonly made: Parts = {};
  private talk: ReadonlyMap<string, Talk> | undefined;
  /** Those of what is said as a whole: most messages have others. */
  private talkWords: ReadonlySet<string> | undefined;
  private readonly sayings: Partial<Record<SaidInRow, readonly string[]>> = {};

  constructor(language: Language) {
    const unify = unifying(language);
    const fold = (text: string): string => unify(plainLetters(text));
    this.source = { language, unify };
    this.spaced = language.spaced;
    this.fold = remembered(fold);
    // Words of languages with spaces are written as messages are compared with them.
    this.vocabulary = makeVocabulary(language.words, language.spaced, language.spaced ? unify : fold);
  }

  get starting(): Table['starting'] {
    return (this.made.starting ??= grouped(this.around(), (said) => firstOf(said, this.spaced)));
  }

  get ending(): Table['ending'] {
    return (this.made.ending ??= grouped(this.around(), (said) => lastOf(said, this.spaced)));
  }

  get degrees(): Table['degrees'] {
    return (this.made.degrees ??= this.said('degrees').toSorted((one, other) => other.length - one.length));
  }

  get degreesBegin(): Table['degreesBegin'] {
    return (this.made.degreesBegin ??= new Set(
      this.said('degrees').map((said) => firstOf(said, this.spaced)),
    ));
  }

  get aBit(): Table['aBit'] {
    return this.said('aBit');
  }

  get much(): Table['much'] {
    return this.said('much');
  }

  get joins(): Table['joins'] {
    return (this.made.joins ??= expand(this.source.language.joins));
  }

  get pairs(): Table['pairs'] {
    return (this.made.pairs ??= new Set(expand(this.source.language.pairs ?? '')));
  }

  get otherWishes(): Table['otherWishes'] {
    return this.said('otherWishes');
  }

  get patterns(): Table['patterns'] {
    return (this.made.patterns ??= patternsOf(this.source));
  }

  get lessening(): Table['lessening'] {
    return (this.made.lessening ??= this.patterns.filter(({ kind }) => LESSENING.includes(kind)));
  }

  get lessensBy(): Table['lessensBy'] {
    return (this.made.lessensBy ??= new Set(
      this.lessening.map(({ before, after }) => firstOf((before || after).trim(), this.spaced)),
    ));
  }

  get wishes(): Table['wishes'] {
    return (this.made.wishes ??= looksOf(this.source, 'wishes'));
  }

  get states(): Table['states'] {
    return (this.made.states ??= looksOf(this.source, 'states'));
  }

  get boundStates(): Table['boundStates'] {
    return (this.made.boundStates ??= looksOf(this.source, 'boundStates'));
  }

  get gaps(): Table['gaps'] {
    return (this.made.gaps ??= looksOf(this.source, 'states', 'boundStates', 'qualities', 'amounts'));
  }

  get amounts(): Table['amounts'] {
    return (this.made.amounts ??= looksOf(this.source, 'amounts'));
  }

  talkOf = (folded: string): Talk | undefined => {
    if (this.talk !== undefined) return this.talk.get(folded);
    const words = (this.talkWords ??= this.readTalkWords());
    if (this.spaced && !folded.split(' ').every((word) => words.has(word))) return undefined;
    this.talk = this.readTalk();
    return this.talk.get(folded);
  };

  get courtesies(): Table['courtesies'] {
    return (this.made.courtesies ??= new Set(this.said('courtesies')));
  }

  get courtesiesAround(): Table['courtesiesAround'] {
    const gap = this.spaced ? ' ' : '';
    return (this.made.courtesiesAround ??= [...this.courtesies].map((said) => ({
      before: `${said}${gap}`,
      after: `${gap}${said}`,
    })));
  }

  get words(): Table['words'] {
    return (this.made.words ??= wordsOf(this.source));
  }

  private readTalkWords(): Set<string> {
    const words = new Set<string>();
    for (const said of Object.values(this.source.language.talk)) addWords(words, said);
    return new Set([...words].map(this.source.unify));
  }

  private readTalk(): Map<string, Talk> {
    const known = new Map<string, Talk>();
    for (const [talk, said] of Object.entries(this.source.language.talk) as [Talk, Sayings][])
      for (const text of spelled(said, this.source)) known.set(text, talk);
    return known;
  }

  private around(): Said[] {
    return (Object.entries(SAYINGS_AROUND) as [Around, SaidInRow][]).flatMap(([kind, part]) =>
      this.said(part).map((said) => [said, kind] as const),
    );
  }

  private said(part: SaidInRow): readonly string[] {
    return (this.sayings[part] ??= spelled(this.source.language[part], this.source));
  }
}

type SaidInRow = 'frames' | 'degrees' | 'clip' | 'courtesies' | 'aBit' | 'much' | 'otherWishes';

const spelled = (sayings: Sayings, { unify }: Source): string[] => expand(sayings).map(unify);

const LESSENING: readonly Pattern['kind'][] = ['tooMuch', 'less'];

const patternsOf = ({ language, unify }: Source): Pattern[] =>
  (['tooMuch', 'tooLittle', 'less', 'more'] as const).flatMap((kind) =>
    expand(language[kind]).map((said) => patternOf(said, kind, unify, language.spaced)),
  );

/** The templates by what is said in these ways; what several have in common is the first one's. */
function looksOf(source: Source, ...parts: (keyof Wording)[]): Map<string, TemplateId> {
  const found = new Map<string, TemplateId>();
  for (const id of TEMPLATE_IDS) {
    for (const part of parts) {
      for (const said of spelled(source.language.templates[id]?.[part] ?? '', source))
        if (!found.has(said)) found.set(said, id);
    }
  }
  return found;
}

/** Told without making all sayings: their words, and what is said of clips in many or declined, is found by isWordOfLook. */
function wordsOf({ language, unify }: Source): Set<string> {
  const words = new Set<string>();
  for (const part of AROUND) addWords(words, language[part]);
  for (const wording of Object.values(language.templates))
    for (const said of Object.values(wording) as Sayings[]) addWords(words, said);
  return new Set([...words].map(unify));
}

const AROUND = ['frames', 'degrees', 'clip', 'courtesies', 'tooMuch', 'tooLittle', 'less', 'more'] as const;

/** Whether a look may have a word: as its sayings have it, in many, or as adjectives are declined ("mit kälteren Farben"). */
export function isWordOfLook(word: string, { words }: Table): boolean {
  if (words.has(word)) return true;
  // None of the endings has another last letter.
  if (!'sine'.includes(word.at(-1) ?? '-')) return false;
  if (word.endsWith('en') && words.has(word.slice(0, -1))) return true;
  return ONE_OF_MANY.some(
    ([many, one]) => word.endsWith(many) && words.has(`${word.slice(0, -many.length)}${one}`),
  );
}

/** Several clips are "oscuros" and "scuri" where one is "oscuro" and "scuro": the end of many, and of one. */
export const ONE_OF_MANY: readonly (readonly [string, string])[] = [
  ['s', ''],
  ['es', ''],
  ['i', 'o'],
  ['i', 'e'],
  ['e', 'a'],
];

const SAYINGS_AROUND = {
  frame: 'frames',
  degree: 'degrees',
  clip: 'clip',
  courtesy: 'courtesies',
} as const satisfies Record<Around, SaidInRow>;

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
