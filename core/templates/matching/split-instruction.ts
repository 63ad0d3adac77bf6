// cspell:ignore abnpt
import { matchInstruction } from './match-instruction.js';
import { remembered } from '../../util/remembered.js';
import { plainWords } from './plain-words.js';
import { readComplaint } from './complaints.js';
import { instructionCore } from './instruction-core.js';
import type { Template, TemplateCategory } from '../template.js';

/** One part of an instruction in the user's words. */
export interface InstructionPart {
  text: string;
  /** The text between this part and the one before. */
  join: string;
  /** The break before this part ends a thought. */
  strong: boolean;
  /** It ends with a question mark. */
  asks: boolean;
}

const STRONG = String.raw`;|[.!?…。！？]+(?=\s|$)|[\n\r]+|\bbut\b|\bthen\b`;
// "and" does not split "try and", "nice and dark", "again and again", "black and white", "teal and orange", "in and out".
const AND = String.raw`\band\b(?<!\b(?:try|ahead|go|nice|good|more) and)(?<!\b(?:again|over|back|up|black|white|day|night|teal|orange|in|b|top|above|left) and(?= (?:again|over|forth|down|bottom|below|right|white|black|night|day|orange|teal|out|w)\b))`;
const SOFT = String.raw`${AND}|\bn\b(?<=\S\s+n)(?<!\b(?:black|teal|orange)\s+n)(?=\s)(?!\s+white)|\bplus\b(?<=\S\s*plus)|\bas well as\b|[,，、]|\+(?!\s?\d{1,3}\s?%)|&(?<!\b(?:b|black|teal|orange) ?&)|\s[-–—]+(?=\s)|(?<=\p{L}{2})\s*/\s*(?=\p{L}{2})`;
/** What a break begins with, so that most places are passed at once. */
const MAY_BREAK = String.raw`(?=[\s;.!?…。！？,，、+&/]|\b[abnpt])`;
const BREAK = new RegExp(`${MAY_BREAK}(?:\\s{0,9}(?:${STRONG}|${SOFT}))+\\s*`, 'giu');
const HAS_STRONG = new RegExp(STRONG, 'iu');

/** Two wishes that share their verb. */
const IN_AND_OUT = /\bfade in and out\b/gi;

const LINE_BREAK_ALONE = /^\s*[\n\r]\s*$/;
const COMMA_ALONE = /^\s*[,，、]\s*$/;
/** Text that needs more to follow: "don't make it", "a bit", "the sky should be". */
const UNFINISHED =
  /(?:^| )(?:make|making|turn|set|get|look|feel|be|do|not|never|no|without|less|more|very|too|so|an?|the|or|with|in|to|at|of|than|like|from)(?: (?:it|this|that|them))?$/;
const BEGINS_AN_INSTRUCTION =
  /^(?:please )?(?:add|put|give|make|keep|leave|remove|delete|let|change|turn|set|show|use|replace|swap|zoom|pan|tilt|include|create)\b/;

/** Nobody asks for more at once. */
const MOST_PARTS = 60;
/** A phrase that a line break or comma interrupts is not longer. */
const LONGEST_PHRASE = 120;

const whole = (instruction: string): InstructionPart => ({
  ...{ text: instruction.trim(), join: '', strong: false },
  asks: /\?\s*$/.test(instruction),
});

/** Splits an instruction where one part may end and another begin. Empty parts are left out. */
export const splitInstruction = remembered((message): readonly InstructionPart[] => {
  const instruction = message.replace(IN_AND_OUT, 'fade in and fade out');
  const breaks = [...instruction.matchAll(BREAK)];
  if (breaks.length > MOST_PARTS) return [whole(instruction)];
  const parts: InstructionPart[] = [];
  let join = '';
  let from = 0;
  for (const found of [...breaks, undefined]) {
    const text = instruction.slice(from, found?.index).trim();
    const after = found?.[0] ?? '';
    if (text !== '') append(parts, text, join, after.includes('?'));
    join = after;
    from = (found?.index ?? 0) + join.length;
  }
  return parts.flatMap(aroundWith).flatMap(sideBySide);
});

/** "Nighttime with more motion" and "backward in slow motion" are two looks; "nighttime with a dragon" stays one part. */
function aroundWith(part: InstructionPart): InstructionPart[] {
  const found = / (?:with|in) (?=\S)/i.exec(part.text);
  if (found === null || matchInstruction(part.text) !== undefined) return [part];
  const [left, right] = [part.text.slice(0, found.index), part.text.slice(found.index + found[0].length)];
  if (matchInstruction(left) === undefined || matchInstruction(right, part.asks) === undefined) return [part];
  return [
    { ...part, text: left, asks: false },
    { text: right, join: found[0], strong: false, asks: part.asks },
  ];
}

/** Which looks may be said before which others without a word between; "dark red" and "red snow" are one thing. */
const BESIDE: Partial<Record<TemplateCategory, readonly TemplateCategory[]>> = {
  Light: ['Grade', 'Film'],
  Color: ['Grade', 'Film', 'Time of day'],
  Mood: ['Grade', 'Film', 'Time of day', 'Overlay'],
  Grade: ['Film', 'Time of day', 'Overlay', 'Effect'],
  Film: ['Grade', 'Time of day', 'Overlay', 'Effect'],
  Effect: ['Grade', 'Film', 'Time of day'],
  Overlay: ['Grade', 'Film', 'Time of day'],
  'Time of day': ['Overlay', 'Grade', 'Film'],
};
/** Two looks have few words. */
const MOST_WORDS_BESIDE = 12;
/** "Out" of "take the snow out" begins nothing. */
const NEXT_WORD = / (?=\S)(?!(?:out|up|down|off|in|over|back|away|again)\b)/gi;

/** "High contrast black and white", "a rainy night": two looks, and nothing else. */
function sideBySide(part: InstructionPart): InstructionPart[] {
  const spaces = [...part.text.matchAll(NEXT_WORD)];
  if (spaces.length > MOST_WORDS_BESIDE || matchInstruction(part.text, part.asks) !== undefined)
    return [part];
  for (const { index } of spaces) {
    const [left, right] = [part.text.slice(0, index), part.text.slice(index + 1)];
    const one = matchInstruction(left);
    const other = one === undefined ? undefined : matchInstruction(right, part.asks);
    if (one === undefined || other === undefined || !mayStandBeside(one, other)) continue;
    if (readComplaint(left) !== undefined || readComplaint(right) !== undefined) continue;
    if (isWeatherOfDay(one, right)) return [{ ...part, text: left }];
    return [
      { ...part, text: left, asks: false },
      { text: right, join: ' ', strong: false, asks: part.asks },
    ];
  }
  return [part];
}

/** "A rainy day" may be dark: its day is no time of day. */
const isWeatherOfDay = ({ category }: Template, right: string): boolean =>
  category === 'Overlay' && /^day(?! ?(?:time|light))\b/i.test(right);

const mayStandBeside = (one: Template, other: Template): boolean =>
  BESIDE[one.category]?.includes(other.category) === true &&
  !one.replaces.includes(other.id) &&
  !other.replaces.includes(one.id);

function append(parts: InstructionPart[], text: string, join: string, asks: boolean): void {
  const before = parts.at(-1);
  if (before === undefined || !breaksPhrase(before.text, join, text)) {
    parts.push({ text, join, strong: endsThought(before?.text, join, text), asks });
    return;
  }
  before.text += ` ${text}`;
  before.asks = asks;
}

/** People put line breaks and commas inside a phrase: "make it⏎darker". */
function breaksPhrase(before: string, join: string, text: string): boolean {
  const line = LINE_BREAK_ALONE.test(join);
  if (!line && !COMMA_ALONE.test(join)) return false;
  if (before.length + text.length > LONGEST_PHRASE) return false;
  if (matchInstruction(before) !== undefined) return false;
  if (line && UNFINISHED.test(plainWords(before))) return true;
  return (line || instructionCore(before) === '') && matchInstruction(`${before} ${text}`) !== undefined;
}

/** A line break ends a thought only if the text on both sides is complete. */
function endsThought(before: string | undefined, join: string, text: string): boolean {
  if (before === undefined || !LINE_BREAK_ALONE.test(join)) return HAS_STRONG.test(join);
  return matchInstruction(before) !== undefined || BEGINS_AN_INSTRUCTION.test(plainWords(text));
}
