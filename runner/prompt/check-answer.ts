import type { Completion } from '../../core/language-model/prompt-model.js';
import { holdsLink, holdsSecret, repeats } from '../../core/language-model/leaks.js';
import { oneLine, wordsOf } from '../../core/util/text/one-line.js';
import { withoutStyleBlock } from './style-block.js';
import { withoutThoughts } from '../../core/language-model/thoughts.js';
import { unwrapAnswer } from './unwrap-answer.js';

/** Why an answer is not a usable prompt; each with what the model is asked to correct. */
export const PROBLEMS = {
  empty: 'there was no text.',
  thoughts: 'it held thoughts alone.',
  'too-long': 'the text was too long.',
  refusal: 'it was no description of a clip.',
  markup: 'it held lists, headings, brackets, code or other markup.',
  link: 'it held a link or an address.',
  secret: 'it held something that looks like a key or a password.',
  leak: 'it spoke of the task in place of the picture.',
  remarks: 'it held remarks about the text.',
  language: 'it was not in English.',
} as const;
export type Problem = keyof typeof PROBLEMS;

/** What an answer is checked against. */
export interface AnswerTerms {
  /** It says what changes in footage. */
  isEdit: boolean;
  maxWords: number;
  /** The secret word, which no prompt may contain. */
  mark: string;
  /** Our own sentences in the chat. */
  ownSentences: string;
  /** The clip's prompts so far: an answer may mention whatever they mention. */
  knownTexts: readonly string[];
}

/** An answer as a prompt, without the wrapping that models add; or what is wrong with it. */
export function checkAnswer(
  { text, thoughts, end }: Pick<Completion, 'text' | 'thoughts' | 'end'>,
  terms: AnswerTerms,
): { prompt: string } | { problem: Problem } {
  if (end === 'refused') return { problem: 'refusal' };
  const answer = unwrapAnswer(text.normalize('NFC'));
  const prompt = withoutStyleBlock(oneLine(withoutPictures(withoutEmphasis(answer))));
  const thought = thoughts !== '' || end === 'cut' || withoutThoughts(text) !== text;
  const found = CHECKS.find(([, fails]) => fails({ answer, prompt, thought, end }, terms));
  return found === undefined ? { prompt } : { problem: found[0] };
}

interface Checked {
  /** As received, without its wrapping. */
  answer: string;
  prompt: string;
  /** It holds thoughts, or its tokens were used up, which is the same for models that hide theirs. */
  thought: boolean;
  end: Completion['end'];
}

/** In this order: the worst problem is reported first. */
const CHECKS: readonly [Problem, (checked: Checked, terms: AnswerTerms) => boolean][] = [
  ['thoughts', ({ prompt, thought }) => thought && !hasLetters(prompt)],
  ['empty', ({ prompt }) => !hasLetters(prompt)],
  ['refusal', ({ prompt }) => REFUSAL.test(prompt)],
  ['secret', ({ prompt }) => holdsSecret(prompt)],
  ['leak', ({ prompt }, terms) => repeats(prompt, terms) || speaksOfTheTask(prompt, terms)],
  ['link', ({ prompt }) => holdsLink(prompt)],
  ['markup', ({ answer, prompt }) => MARKUP_LINE.test(answer) || MARKUP.test(prompt)],
  ['remarks', ({ answer }, { isEdit }) => REMARK.test(answer) || (!isEdit && CHANGES.test(answer))],
  ['language', ({ prompt }, terms) => !isLatin(prompt) && terms.knownTexts.some(isLatin)],
  ['too-long', ({ prompt, end }, { maxWords }) => end === 'cut' || wordsOf(prompt).length > maxWords],
];

const REFUSAL =
  /^(i['’]?m|i am|we are) (very |so )?(sorry|afraid|unable)|^(sorry|apologies|i apologi[sz]e|unfortunately|as an ai)\b|\b(i|we)( am| are|['’]m|['’]re)? (can(no|['’])t|can not|unable to|not able to|won['’]t|will not|must decline|must refuse|decline to|refuse to)\b|\bas an ai( language)? model\b|\b(content|usage) (policy|policies|guidelines)\b|^(please (provide|share|clarify)|how (can|may) i (help|assist))/i;
/** Headings, bullets, numbered lists, quotations, tables and rules, at the start of a line. */
const MARKUP_LINE = /^\s*(#{1,6}\s|[-*+•–]\s|\d{1,2}[.)]\s|>\s|\||={3,}|-{3,}|```)/m;
const MARKUP =
  /[<>{}[\]|\\`~^]|\*\*|__|=>|;\s*\/\/|\b(function|const|let|var|return|import|select|drop table)\b\s*[\w*]*\s*[(={;]|&[a-z]{2,6};/i;
/** A paragraph about the text, before or after it. */
const REMARK =
  /(^|\n)\s*\(?(note|notes|explanation|changes made|edits made|word count|summary of|reasoning|rationale|disclaimer|let me know|i('ve| have)? (added|changed|updated|modified|made|kept|removed|replaced|adjusted|incorporated))\b/i;
/** What was changed, at the start of a line: in an edit that is the text itself. */
const CHANGES = /(^|\n)\s*\(?(changed?s?|edits)\b/i;
const TASK =
  /\b(system|developer) (message|prompt|instructions?)\b|\b(prompts?|instructions?|language models?|chat ?gpt|guidelines|the (viewer|user)['’]s (wish|request)|rewrit(e|es|ing) the text|anweisung(en)?|instrucci(o|ó)n(es)?|consignes?|istruzioni|инструкци\w*)\b|指令|提示词|指示/iu;

/** A picture contains no instructions, unless the clip's own prompt mentions them. */
function speaksOfTheTask(prompt: string, { knownTexts }: AnswerTerms): boolean {
  return TASK.test(prompt) && !knownTexts.some((text) => TASK.test(text));
}

function hasLetters(text: string): boolean {
  return /\p{L}/u.test(text);
}

function isLatin(text: string): boolean {
  const letters = text.match(/\p{L}/gu) ?? [];
  const latin = text.match(/\p{Script=Latin}/gu) ?? [];
  return letters.length > 0 && latin.length * 2 > letters.length;
}

function withoutEmphasis(text: string): string {
  return text
    .replace(/(\*\*|__)(?=\S)(.+?)(?<=\S)\1/gs, '$2')
    .replace(/(?<![\w*])[*_](?=\S)([^*_\n]+?)(?<=\S)[*_](?![\w*])/g, '$1');
}

function withoutPictures(text: string): string {
  return text.replace(/[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\u{20e3}]/gu, '');
}
