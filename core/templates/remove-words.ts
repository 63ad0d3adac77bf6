import { tidy } from './prompt-text.js';
import type { Words } from './template.js';

const GONE = '\u0001';
const PREPOSITION =
  // cspell:disable-next-line
  'under|underneath|beneath|in|into|inside|with|within|at|of|by|on|onto|upon|against|from|to|through|during|before|after|towards?|as|for|amid|across|over|above|behind|below|beside|near|around|along|past|between|until|like|and|or|but';
const LED_BY =
  '(?:lit|bathed|illuminated|drenched|soaked|awash|flooded|glowing|glittering|shining|silhouetted|set) ';
/** What may follow words that stand alone; anything else is the noun that the removed adjective described. */
const FOLLOWING = `(?:$|(?:${PREPOSITION}|an?|the|she|he|it|they|we|his|her|its|their|while|where|when|that|which|is|are)\\b)`;

const DANGLING = new RegExp(
  `(?:(?:\\b${LED_BY})?\\b(?:${PREPOSITION}) )*(?:\\b(?:an?|the|its|their|one) )?(?:${GONE} ?)+(?=${FOLLOWING})`,
  'giu',
);
const ENDING = new RegExp(`(?:^|\\s)(?:(?:${LED_BY})?(?:${PREPOSITION})|an?|the)$`, 'iu');
const STARTING = /^(?:and|or|but|of|by) /iu;
// Verbs of light. Only these: a noun after a removed adjective ("sunlit hills") is the subject.
const LIGHT_DOES =
  '(?:sets?|ris(?:es?|ing)|setting|(?:stream|shin|fall|glow|glitter|sparkl|break|pour|filter|flood|fill|spill|twinkl|fad|com|danc|reflect|catch|warm|touch|bath|glint|gleam|shimmer|linger)(?:e|es|s|ing|ed)?)';
const SUBJECT_GONE = new RegExp(`^(?:(?:an?|the) )?(?:${GONE} ?)+${LIGHT_DOES}\\b`, 'iu');
const LIGHT_IN_FRONT = new RegExp(`${SUBJECT_GONE.source}(?: (?:out|up|down|${PREPOSITION})\\b)*`, 'iu');

interface Clause {
  text: string;
  /** The punctuation after it, with its space. */
  end: string;
}

/** Removes words from a text and repairs the rest: prepositions, articles, clauses without a subject. */
export function removeWords(text: string, unwanted: Words): string {
  const clauses = readClauses(text);
  const repaired = clauses.map((clause, index) => ({
    ...clause,
    text: repair(clause.text, unwanted, index === 0),
  }));
  return tidy(joinClauses(clauses, repaired));
}

function readClauses(text: string): Clause[] {
  const pieces = text.split(/([,;.!?]+(?:\s+|$))/);
  return pieces.flatMap((piece, index) =>
    index % 2 === 0 ? [{ text: piece, end: pieces[index + 1] ?? '' }] : [],
  );
}

function repair(clause: string, unwanted: Words, first: boolean): string {
  if (!unwanted.mayBeIn(clause)) return clause;
  const marked = clause.replace(unwanted.pattern, GONE);
  if (marked === clause) return clause;
  if (!first && SUBJECT_GONE.test(marked)) return '';
  let repaired = marked
    .replace(LIGHT_IN_FRONT, '')
    .replace(new RegExp(`\\ban? (?:${GONE} ?)+(?=[aeiou])`, 'gi'), 'an ')
    .replace(new RegExp(`\\ban (?:${GONE} ?)+(?=[^aeiou${GONE}])`, 'gi'), 'a ')
    .replace(DANGLING, ' ')
    .replaceAll(GONE, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  for (let before = ''; before !== repaired;) {
    before = repaired;
    repaired = repaired.replace(ENDING, '').replace(STARTING, '').trim();
  }
  return /[\p{L}\p{N}]/u.test(repaired) ? repaired : '';
}

/** Drops empty clauses; a sentence that lost its first or last clause keeps its capital and its end. */
function joinClauses(before: readonly Clause[], after: readonly Clause[]): string {
  let text = '';
  let capital = false;
  after.forEach((clause, index) => {
    const was = before[index]!;
    if (index === 0 || /[.!?]/.test(before[index - 1]!.end)) capital = /^\p{Lu}/u.test(was.text);
    if (clause.text === '') {
      if (was.text.trim() !== '' && /[.!?]/.test(clause.end)) text = text.replace(/[,;]\s*$/, clause.end);
      return;
    }
    text += (capital ? clause.text[0]!.toUpperCase() + clause.text.slice(1) : clause.text) + clause.end;
    capital = false;
  });
  return text;
}
