import { brieflyNamed } from './brief-names.js';
import {
  asksForLess,
  asksForMore,
  findRemovals,
  readInstruction,
  splitInstruction,
  TEMPLATES,
} from '../../templates/templates.js';
import { whomMeant, type VideoFacts, type Whom } from '../whom/whom.js';
import { named } from '../whom/text/sentences.js';
import { tidy } from '../whom/rest.js';
import { tokensOf } from '../whom/text/tokens.js';
import { readingOf } from '../whom/phrases/phrase.js';
import { everythingMeant } from './everything.js';
import { placeWished, wishesForPlaces } from './named-places.js';
import { placeAbroad } from './places-abroad.js';
import { partFrom, type SaidPart } from './said-part.js';
import { secondsInEnglish } from './seconds-abroad.js';

/** Which clips a message is about, and which part of each. */
export type WhomAndPart =
  | Exclude<Whom, { kind: 'clips' }>
  | (Extract<Whom, { kind: 'clips' }> & {
      /** For each clip the part that alone is meant, in seconds from its start; left out: all of them. */
      ranges?: readonly { from: number; to: number }[];
    });

/** None of the phrases is without one of these words. */
const MAY_NAME_PART = /\b(?:first|second|last|middle|from|between)\b/i;

/**
 * Which clips of a video a message means, and the part of them that a look is wanted for: "brighter in the first second of
 * clip 2". Of what is no look a part is not cut out: "a dog appears in the last second" is a shot. Pure.
 */
export function clipsMeant(text: string, facts: VideoFacts): WhomAndPart {
  const inEnglish = secondsInEnglish(text);
  const part = MAY_NAME_PART.test(inEnglish) ? partIn(inEnglish, facts) : null;
  if (part === null) return everythingMeant(text, facts) ?? withBriefNames(text, facts);
  const { said, rest } = part;
  const picked = said.clip === null ? facts : { ...facts, picked: [said.clip] };
  const another = partIn(rest, picked);
  if (another !== null && splitInstruction(another.rest).every((one) => isLook(one.text)))
    return { kind: 'unknown', sentence: ONE_PART };
  const whom = whomMeant(rest, picked);
  if (whom.kind === 'unknown') return whom;
  if (!isLook(whom.rest)) return whomMeant(text, facts);
  if (whom.kind === 'question') return { ...whom, rest: `${whom.rest} ${said.words}` };
  const { clips } = whom;
  if (said.clip !== null && (clips.length !== 1 || clips[0] !== said.clip)) {
    const sentence = `Those seconds of the video are in ${named([said.clip])}, and your words name ${named(clips)}.`;
    return { kind: 'unknown', sentence };
  }
  const of = clips.map((index) => facts.clips.find(({ clipIndex }) => clipIndex === index)!);
  return { ...whom, by: 'words', ranges: of.map(said.of) };
}

function withBriefNames(text: string, facts: VideoFacts): Whom {
  const whom = whomMeant(text, facts);
  const brief = brieflyNamed(text, facts, whom);
  const isPicked = whom.kind === 'clips' && whom.by === 'picked' && whom.styleFrom === null && !whom.same;
  const isOpen = whom.kind === 'question' && facts.picked.length === 0 && whom.options.length === 0;
  if (brief !== null || !(isPicked || isOpen)) return brief ?? whom;
  return wishesForPlaces(text, facts) ?? placeWished(text, facts) ?? placeAbroad(text, facts) ?? whom;
}

const ONE_PART = 'Say one part of a clip at a time, please: one after the other.';

function partIn(text: string, facts: VideoFacts): { said: SaidPart; rest: string } | null {
  const reading = readingOf(tokensOf(text), facts);
  const said = partFrom(reading, 0);
  if (said === null) return null;
  const start = reading.tokens[said.from]?.start ?? text.length;
  const end = reading.tokens[said.to]?.start ?? text.length;
  return { said, rest: tidy(`${text.slice(0, start)}${said.instead} ${text.slice(end)}`) };
}

/** Whether words ask for looks and nothing else, or take some away. */
function isLook(wish: string): boolean {
  if (wish === '') return false;
  if (asksForMore(wish) || asksForLess(wish)) return true;
  const left = findRemovals(wish, TEMPLATES);
  if (left.rest === '') return true;
  const { templates, rest } = readInstruction(left.rest);
  return templates.length > 0 && rest.length === 0;
}
