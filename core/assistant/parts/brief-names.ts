import type { TemplateCategory } from '../../templates/template.js';
import { readInstruction } from '../../templates/templates.js';
import { numbersAt } from '../whom/roles/exceptions.js';
import { nameAt, oneWith } from '../whom/phrases/names.js';
import { clipsMeant, numberAt, readingOf, wordAt, type Meant, type Reading } from '../whom/phrases/phrase.js';
import { tidy } from '../whom/rest.js';
import { tokensOf } from '../whom/text/tokens.js';
import {
  AFTER_BARE,
  ARTICLES,
  LOOKS,
  OBJECT_VERBS,
  PREPOSITIONS,
  SUBJECT_VERBS,
} from '../whom/text/vocabulary.js';
import type { VideoFacts, Whom } from '../whom/whom.js';

/** Words that may name clips, and the wish without them. */
interface Brief {
  from: number;
  to: number;
  meant: Meant;
  instead: string;
}

/** No message that names clips so briefly has more letters. */
const LONGEST = 160;

/**
 * Clips that a message names by a place or number alone: "the rooftop at night", "mirror 8", "sepia, 3 and 4". What such
 * words mean is clear only beside looks and nothing else. Pure.
 */
export function brieflyNamed(text: string, facts: VideoFacts, whom: Whom): Whom | null {
  if (text.length > LONGEST) return null;
  if (whom.kind === 'clips' && whom.by === 'words' && whom.styleFrom === null)
    return withoutName(whom, facts);
  const isUnnamed = whom.kind === 'clips' && whom.by === 'picked' && whom.styleFrom === null && !whom.same;
  const isOpen = whom.kind === 'question' && facts.picked.length === 0 && whom.options.length === 0;
  if (!(isUnnamed || isOpen)) return null;
  const reading = readingOf(tokensOf(text), facts);
  const closer = lookedAt(text, reading);
  for (const brief of [...(closer ?? places(reading)), ...numbers(reading)]) {
    const rest = restWithout(text, reading, brief);
    if (!isLooksAlone(rest)) continue;
    const { meant } = brief;
    if (meant.kind !== 'clips') return meant.kind === 'question' ? { ...meant, rest } : meant;
    return { kind: 'clips', clips: meant.clips, by: 'words', rest, styleFrom: null, same: false };
  }
  return null;
}

function restWithout(text: string, { tokens }: Reading, { from, to, instead }: Omit<Brief, 'meant'>): string {
  const [start, end] = [tokens[from]?.start ?? text.length, tokens[to]?.start ?? text.length];
  return tidy(`${text.slice(0, start)}${instead} ${text.slice(end)}`);
}

function isLooksAlone(wish: string): boolean {
  if (wish === '') return false;
  const { templates, rest } = readInstruction(wish);
  return templates.length > 0 && rest.length === 0;
}

/** "Leo looks washed out" and "punch in on Leo" of clips that are named besides. */
function withoutName(whom: Extract<Whom, { kind: 'clips' }>, facts: VideoFacts): Whom | null {
  if (whom.rest === '' || isLooksAlone(whom.rest)) return null;
  const reading = readingOf(tokensOf(whom.rest), facts);
  const briefs = lookedAt(whom.rest, reading) ?? subjectAt(reading);
  for (const brief of briefs) {
    const rest = restWithout(whom.rest, reading, brief);
    if (isLooksAlone(rest)) return { ...whom, rest };
  }
  return null;
}

function subjectAt(reading: Reading): Brief[] {
  const found = nameAt(reading, 0);
  const isSubject = found !== null && SUBJECT_VERBS.has(wordAt(reading, found.to));
  return isSubject ? [{ from: 0, to: found.to, meant: clipsMeant(found.name.clips), instead: 'it' }] : [];
}

const AT_WHOM = new Set('on onto to toward at into'.split(' '));
const CLOSENESS: ReadonlySet<TemplateCategory> = new Set<TemplateCategory>(['Camera', 'Framing']);

/** "Punch in on Leo": whom the camera is for, in the picked clips where these show them. */
function lookedAt(text: string, reading: Reading): Brief[] | null {
  for (let at = 1; at < reading.tokens.length; at++) {
    const found = AT_WHOM.has(wordAt(reading, at - 1)) ? nameAt(reading, at) : null;
    if (found === null) continue;
    if (wordAt(reading, found.to) === "'s") continue;
    const brief = { from: at - 1, to: found.to, instead: '' };
    const { templates, rest } = readInstruction(restWithout(text, reading, brief));
    if (rest.length > 0 || templates.length === 0) continue;
    if (!templates.every(({ category }) => CLOSENESS.has(category))) continue;
    const { picked } = reading.facts;
    const isSeen = picked.length > 0 && picked.every((clip) => found.name.clips.includes(clip));
    return [{ ...brief, meant: isSeen ? clipsMeant(picked) : oneWith(found.name) }];
  }
  return null;
}

const PLACING = new Set([...PREPOSITIONS].filter((word) => !['about', 'of', 'with', 'from'].includes(word)));

/** The only name of the scene plan, unless every picked clip shows it: there it is a place in the picture. */
function places(reading: Reading): Brief[] {
  const found: Brief[] = [];
  for (let at = 0; at < reading.tokens.length;) {
    const named = ARTICLES.has(wordAt(reading, at - 1)) ? null : nameAt(reading, at);
    if (named === null) {
      at++;
      continue;
    }
    const { name, to } = named;
    const brief = placed(reading, at, to);
    if (brief === null) return [];
    found.push({ ...brief, meant: { kind: 'clips', clips: [...new Set(name.clips)] } });
    at = to;
  }
  const { picked } = reading.facts;
  const [only, another] = found;
  if (only?.meant.kind !== 'clips' || another !== undefined) return [];
  const { clips } = only.meant;
  return picked.length > 0 && picked.every((clip) => clips.includes(clip)) ? [] : [only];
}

/** "… in the alley", "the rooftop should be darker", "make the alley darker". */
function placed(reading: Reading, at: number, to: number): Omit<Brief, 'meant'> | null {
  const before = wordAt(reading, at - 1);
  if (PLACING.has(before)) return { from: at - 1, to, instead: '' };
  if (OBJECT_VERBS.has(before)) return { from: at, to, instead: 'it' };
  const isFirst = at === 0 || reading.tokens[at - 1]!.kind === 'mark' || before === 'and';
  const next = reading.tokens[to];
  if (!isFirst || next === undefined) return null;
  if (SUBJECT_VERBS.has(next.word)) return { from: at, to, instead: 'it' };
  const goesOn = next.kind === 'mark' || LOOKS.has(next.word) || AFTER_BARE.has(next.word);
  return goesOn ? { from: at, to, instead: '' } : null;
}

const MARKS = new Set([',', ':', '-', '.']);
const DOING = new Set(
  'mirror flip reverse play run brighten recolor stabilize blur sharpen pixelate desaturate saturate darken brighten lighten warm cool soften freeze slow speed'.split(
    ' ',
  ),
);
const ENDING = new Set('please pls plz thanks thx'.split(' '));

/** "Mirror 8", "slow down 3 and 4", "sepia, 3 and 4": as an object, or after the wish. */
function numbers(reading: Reading): Brief[] {
  const found: Brief[] = [];
  for (let at = 1; at < reading.tokens.length; at++) {
    if (numberAt(reading, at) === null) continue;
    const list = numbersAt(reading, at);
    if (list === null) continue;
    const { to, meant } = list;
    const before = wordAt(reading, at - 1);
    const isOver = to >= reading.tokens.length || ENDING.has(wordAt(reading, to));
    if (MARKS.has(before) && isOver) found.push({ from: at - 1, to, meant, instead: '' });
    if (before === 'of' && isOver) found.push({ from: at - 1, to, meant, instead: '' });
    const verb = ['up', 'down'].includes(before) ? wordAt(reading, at - 2) : before;
    if (DOING.has(verb)) found.push({ from: at, to, meant, instead: verb === before ? 'it' : '' });
    at = to - 1;
  }
  return found;
}
