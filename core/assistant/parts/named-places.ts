import { readInstruction } from '../../templates/templates.js';
import { nameAt, oneWith } from '../whom/phrases/names.js';
import { readingOf, wordAt, type Name, type Reading } from '../whom/phrases/phrase.js';
import { tidy } from '../whom/rest.js';
import { named } from '../whom/text/sentences.js';
import { tokensOf } from '../whom/text/tokens.js';
import { ARTICLES, CONNECTORS, DETERMINERS, OBJECT_VERBS, SUBJECT_VERBS } from '../whom/text/vocabulary.js';
import type { VideoFacts, Whom } from '../whom/whom.js';

/** No message that says where something should be has more letters. */
const LONGEST = 160;

const PLACING = new Set(
  'in on at inside over under across behind above through along beside near'.split(' '),
);
const ENDING = new Set('please pls plz thanks with while when that who too also instead'.split(' '));
const PRONOUNS = new Set('it this that them him her me us everything everyone all look like'.split(' '));
const COUNTING = new Set('a an another some more the any all few several many no'.split(' '));

interface Found {
  name: Name;
  from: number;
  to: number;
}

function namesIn(reading: Reading): Found[] {
  const found: Found[] = [];
  for (let at = 0; at < reading.tokens.length; at++) {
    const one = ARTICLES.has(wordAt(reading, at - 1)) ? null : nameAt(reading, at);
    if (one === null) continue;
    found.push({ name: one.name, from: at, to: one.to });
    at = one.to - 1;
  }
  return found;
}

/**
 * Clips of a place of the scene plan in which something is wanted: "put a cat on the rooftop", "remove the man in the alley".
 * "Put Leo on the rooftop" and "set it in the alley" want the clip itself to be there. Pure.
 */
export function placeWished(text: string, facts: VideoFacts): Whom | null {
  if (text.length > LONGEST) return null;
  const reading = readingOf(tokensOf(text), facts);
  const names = namesIn(reading);
  const places = names.filter((one) => isPlace(reading, one));
  const [place] = places;
  if (place === undefined || places.length > 1 || !hasThing(reading, place.from)) return null;
  const others = names.filter((one) => one !== place);
  if (!others.every(({ name }) => name.clips.some((clip) => place.name.clips.includes(clip)))) return null;
  const clips = place.name.clips.filter((clip) => others.every(({ name }) => name.clips.includes(clip)));
  const { picked } = facts;
  if (clips.length === 0 || (picked.length > 0 && picked.every((clip) => clips.includes(clip)))) return null;
  const meant = oneWith({ ...place.name, clips });
  if (meant.kind === 'question') return { ...meant, rest: text };
  return { kind: 'clips', clips, by: 'words', rest: text, styleFrom: null, same: false };
}

/** "… on the rooftop" where what is said ends, or goes on without it. */
function isPlace(reading: Reading, { from, to }: Found): boolean {
  const isNamed = DETERMINERS.has(wordAt(reading, from));
  const next = reading.tokens[to];
  const isOver =
    next === undefined || next.kind === 'mark' || ENDING.has(next.word) || CONNECTORS.has(next.word);
  return (
    isNamed && isOver && PLACING.has(wordAt(reading, from - 1)) && !PRONOUNS.has(wordAt(reading, from - 2))
  );
}

/** Something that can be in a place: "a cat", "2 dancers", "the man". */
function hasThing(reading: Reading, end: number): boolean {
  return reading.tokens
    .slice(0, end - 2)
    .some(({ kind, word }) => kind === 'number' || (kind === 'word' && COUNTING.has(word)));
}

/** "Make the rooftop night and the beach sunset": a wish for each of several places. */
export function wishesForPlaces(text: string, facts: VideoFacts): Whom | null {
  if (text.length > LONGEST) return null;
  const reading = readingOf(tokensOf(text), facts);
  const places = namesIn(reading).filter(({ from }) => DETERMINERS.has(wordAt(reading, from)));
  if (places.length < 2 || !places.every((one) => isSubject(reading, one))) return null;
  const wishes = places.map(({ to }, at) => wishAfter(text, reading, to, places[at + 1]?.from));
  if (!wishes.every((wish) => isLook(wish))) return null;
  const each = places.map(({ name }) => named([...new Set(name.clips)]));
  const sentence = `Those are wishes for different clips: ${each.join(' and ')}. Say one after the other, please.`;
  return { kind: 'question', sentence, options: [], rest: text };
}

function isSubject(reading: Reading, { from }: Found): boolean {
  const before = wordAt(reading, from - 1);
  return from === 0 || before === 'and' || before === ',' || OBJECT_VERBS.has(before);
}

const JOINING = new Set(['and', ',', 'but']);

function wishAfter(text: string, { tokens }: Reading, from: number, end = tokens.length + 1): string {
  let to = Math.min(end, tokens.length);
  while (to > from && JOINING.has(tokens[to - 1]!.word)) to--;
  const said = text.slice(tokens[from]?.start ?? text.length, tokens[to]?.start ?? text.length);
  const verb = tokens[from]?.word ?? '';
  return tidy(SUBJECT_VERBS.has(verb) ? `it ${said}` : said);
}

function isLook(wish: string): boolean {
  if (wish === '') return false;
  const { templates, rest } = readInstruction(wish);
  return templates.length > 0 && rest.length === 0;
}
