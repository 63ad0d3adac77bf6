// cspell:ignore slwo Balck
import { remembered } from '../../util/remembered.js';
import { TEMPLATES } from '../library/library.js';
import { matchInstruction } from '../matching/match-instruction.js';
import { plainWords } from '../matching/plain-words.js';
import { splitInstruction, type InstructionPart } from '../matching/split-instruction.js';
import { isOneEdit } from './one-edit.js';
import { REAL_WORDS } from './real-words.js';

/** Words around a wish that are mistyped often. */
const FRAME_WORDS = ['please', 'little', 'slightly', 'enough', 'scene', 'could', 'would'];
/** Shorter words are one edit away from too many others. */
const SHORTEST = 5;
/** A wish has few words; in whatever is longer, other words matter. */
const MOST_WORDS = 14;
const MOST_PARTS = 20;
/** Readings of one part that are tried. */
const MOST_READINGS = 8;

let known: ReadonlySet<string> | undefined;

/** Words of the phrases, to which a typo is corrected. Made when first needed. */
function knownWords(): ReadonlySet<string> {
  known ??= new Set([
    ...TEMPLATES.flatMap(({ phrases, qualities = [] }) => [...phrases, ...qualities]).flatMap((phrase) =>
      phrase.split(' '),
    ),
    ...FRAME_WORDS,
  ]);
  return known;
}

/** Words by themselves that are a known one with two letters swapped. */
const SWAPPED_WORDS = new Set('clam clod corp girt'.split(' '));

/** Of four letters only those are taken for typos that are all there: "slwo". */
const isSwapped = (typed: string, meant: string): boolean =>
  typed.length === meant.length &&
  isOneEdit(typed, meant) &&
  [...typed].sort().join() === [...meant].sort().join();

/** The words that a mistyped one may be: none where it is a word itself. */
const corrections = remembered((typed): readonly string[] => {
  if (typed.length < SHORTEST - 1 || !/^[a-z]+$/.test(typed)) return [];
  if (knownWords().has(typed) || REAL_WORDS.has(typed)) return [];
  if (typed.length < SHORTEST)
    return SWAPPED_WORDS.has(typed) ? [] : [...knownWords()].filter((meant) => isSwapped(typed, meant));
  return [...knownWords()].filter((meant) => meant.length > 3 && isOneEdit(typed, meant));
});

const BOTH = /\b([a-z]{3,8}) and ([a-z]{3,8})\b/gi;
const SAYINGS = [
  ['black', 'white'],
  ['teal', 'orange'],
  ['orange', 'teal'],
] as const;

const isMistyped = (typed: string, meant: string): boolean =>
  typed === meant || (!REAL_WORDS.has(typed) && isOneEdit(typed, meant));

/** "Balck and white" is one look; with the typo it would be two parts. */
function withSayings(instruction: string): string {
  return instruction.replace(BOTH, (said: string, one: string, other: string) => {
    const [first, second] = [one.toLowerCase(), other.toLowerCase()];
    const meant = SAYINGS.find(([left, right]) => isMistyped(first, left) && isMistyped(second, right));
    return meant === undefined ? said : meant.join(' and ');
  });
}

/**
 * An instruction whose parts that are a template once their typos are corrected are corrected; the rest as
 * it is.
 */
export function correctTypos(typed: string): string {
  const instruction = withSayings(typed);
  const parts = splitInstruction(instruction);
  if (parts.length > MOST_PARTS) return instruction;
  return parts.reduce((text, part) => {
    const meant = matchInstruction(part.text) === undefined ? correctedPart(part) : undefined;
    return meant === undefined ? text : text.replace(part.text, () => meant);
  }, instruction);
}

/** Undefined where nothing is corrected, or where the readings do not agree on one template. */
function correctedPart({ text, asks }: InstructionPart): string | undefined {
  const words = plainWords(text).split(' ');
  if (words.length > MOST_WORDS) return undefined;
  const besideKnown = words.some((word) => word.length >= SHORTEST && knownWords().has(word));
  let readings: string[] = [''];
  for (const word of words) {
    const meant = word.length < SHORTEST && !besideKnown ? [] : corrections(word);
    const choices = meant.length > 0 ? meant : [word];
    readings = readings.flatMap((before) => choices.map((choice) => `${before} ${choice}`.trim()));
    if (readings.length > MOST_READINGS) return undefined;
  }
  const matching = readings
    .filter((reading) => matchInstruction(reading, asks) !== undefined)
    .sort((one, other) => other.length - one.length);
  const templates = new Set(matching.map((reading) => matchInstruction(reading, asks)));
  return templates.size === 1 && matching[0] !== words.join(' ') ? matching[0] : undefined;
}
