// cspell:ignore Farben kälteren
// cspell:ignore demasiada nieve menos lluvia
import { templateById } from '../library/library.js';
import type { Template, TemplateId } from '../template.js';
import {
  firstOf,
  isWordOfLook,
  lastOf,
  ONE_OF_MANY,
  type Around,
  type Pattern,
  type Table,
} from './table.js';

/** A part of a message that is a template, and how it is said. */
export interface Meant {
  template: Template;
  said: 'wish' | 'state' | Pattern['kind'];
  /** Beside "make it" and the like. */
  framed: boolean;
}

/** A wish has few words; whatever is longer says more. */
const LONGEST = 80;
/** Ways of taking words away at both ends that are tried: a wish needs fewer than 30. */
const MAX_TRIES = 200;

interface Core {
  text: string;
  framed: boolean;
  degreed: boolean;
}

/** The template that is the whole meaning of a part. `asks`: it ends with a question mark. */
export function readPart(part: string, asks: boolean, table: Table): Meant | undefined {
  if (part.length > LONGEST) return undefined;
  const folded = table.fold(part);
  if (table.spaced && hasOtherWords(folded.split(' '), table)) return undefined;
  for (const core of cores(folded, table)) {
    const meant = meaningOf(core, asks, table);
    if (meant !== undefined) return meant;
  }
  return undefined;
}

/** Most parts are in another language: they have a word that no look has, in one, in many or declined. */
const hasOtherWords = (said: readonly string[], table: Table): boolean =>
  !said.every((word) => isWordOfLook(word, table));

/** The template that words of a language want less of: "demasiada nieve", "menos lluvia". */
export function lessenedPart(part: string, table: Table): TemplateId | undefined {
  if (part.length > LONGEST) return undefined;
  const { fold, spaced, lessening, lessensBy } = table;
  const folded = fold(part);
  const words = spaced ? folded.split(' ') : [...folded];
  if (!words.some((word) => lessensBy.has(word))) return undefined;
  if (spaced && hasOtherWords(words, table)) return undefined;
  for (const { text } of cores(folded, table)) {
    for (const pattern of lessening) {
      const id = inGap(text, pattern, table);
      if (id !== undefined) return id;
    }
  }
  return undefined;
}

/** A part with ever more of its frames, degrees and courtesies taken away. */
function* cores(folded: string, table: Table): Generator<Core> {
  const queue: Core[] = [{ text: folded, framed: false, degreed: false }];
  const strengthless = withoutDegrees(folded, table);
  if (strengthless !== folded) queue.push({ text: strengthless, framed: false, degreed: true });
  const seen = new Set(queue.map(({ text }) => text));
  for (let next = 0; next < queue.length && next < MAX_TRIES; next += 1) {
    const core = queue[next]!;
    yield core;
    for (const [text, around] of shorter(core.text, table)) {
      if (seen.has(text)) continue;
      seen.add(text);
      queue.push({
        text,
        framed: core.framed || around === 'frame',
        degreed: core.degreed || around === 'degree',
      });
    }
  }
}

/** Words of degree stand anywhere: "make it much darker". */
function withoutDegrees(text: string, { spaced, degrees, degreesBegin }: Table): string {
  if (!spaced || !text.split(' ').some((word) => degreesBegin.has(word))) return text;
  return degrees
    .reduce((left, degree) => left.replaceAll(` ${degree} `, ' '), ` ${text.replaceAll(' ', '  ')} `)
    .split(' ')
    .filter((word) => word !== '')
    .join(' ');
}

function* shorter(text: string, { spaced, starting, ending }: Table): Generator<[string, Around]> {
  for (const [said, around] of starting.get(firstOf(text, spaced)) ?? []) {
    const start = spaced ? `${said} ` : said;
    if (text.startsWith(start) && text.length > start.length) yield [text.slice(start.length), around];
  }
  for (const [said, around] of ending.get(lastOf(text, spaced)) ?? []) {
    const end = spaced ? ` ${said}` : said;
    if (text.endsWith(end) && text.length > end.length) yield [text.slice(0, -end.length), around];
  }
}

function meaningOf({ text, framed, degreed }: Core, asks: boolean, table: Table): Meant | undefined {
  const wish = table.wishes.get(text) ?? declined(text, table);
  if (wish !== undefined) return meant(wish, 'wish', framed);
  for (const pattern of table.patterns) {
    const complains = pattern.kind === 'tooMuch' || pattern.kind === 'tooLittle';
    if (complains && (asks || framed)) continue;
    const id = inGap(text, pattern, table);
    if (id !== undefined) return answerTo(id, pattern.kind, framed);
  }
  const state = known(table.states, text) ?? (framed ? table.boundStates.get(text) : undefined);
  // "Very dark" describes; "make it very dark" asks.
  if (state === undefined || (!framed && (degreed || asks))) return undefined;
  return meant(state, 'state', framed);
}

/** "Mit kälteren Farben", as those say it whose adjectives are declined. */
function declined(text: string, { wishes }: Table): TemplateId | undefined {
  const found = text.indexOf('en ');
  return found < 3 ? undefined : wishes.get(`${text.slice(0, found)}e ${text.slice(found + 3)}`);
}

function known(names: ReadonlyMap<string, TemplateId>, text: string): TemplateId | undefined {
  const found = names.get(text);
  if (found !== undefined || text.length < 5) return found;
  for (const [many, one] of ONE_OF_MANY) {
    const id = text.endsWith(many) ? names.get(`${text.slice(0, -many.length)}${one}`) : undefined;
    if (id !== undefined) return id;
  }
  return undefined;
}

function inGap(text: string, { before, after, amountsOnly }: Pattern, table: Table): TemplateId | undefined {
  if (text.length <= before.length + after.length) return undefined;
  if (!text.startsWith(before) || !text.endsWith(after)) return undefined;
  const gap = text.slice(before.length, text.length - after.length);
  return known(amountsOnly ? table.amounts : table.gaps, gap);
}

/** "Less dark" and "too dark" ask for the opposite, where the library has one. */
function answerTo(of: TemplateId, kind: Pattern['kind'], framed: boolean): Meant | undefined {
  const asksForMore = kind === 'more' || kind === 'tooLittle';
  const id = asksForMore ? of : templateById(of)?.opposite;
  return id === undefined ? undefined : meant(id, kind, framed);
}

function meant(id: TemplateId, said: Meant['said'], framed: boolean): Meant {
  return { template: templateById(id)!, said, framed };
}
