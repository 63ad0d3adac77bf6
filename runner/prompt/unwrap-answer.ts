import { withoutThoughts } from '../../core/language-model/thoughts.js';
import { withoutTrailingRemarks } from './trailing-remarks.js';

/**
 * Removes what models and servers put around an answer: thoughts, marks of a chat format, a code fence, JSON, "Here is
 * the modified prompt:", quotation marks, "(Changed the car)", a count of words. Each may stand inside another.
 */
export function unwrapAnswer(text: string): string {
  let answer = withoutMarks(withoutThoughts(text)).trim();
  for (let layers = 0; layers < MOST_LAYERS; layers++) {
    const inner = LAYERS.reduce((outer, unwrap) => unwrap(outer).trim(), answer);
    if (inner === answer) break;
    answer = inner;
  }
  return answer;
}

const MOST_LAYERS = 4;

/** Marks of chat formats that a server has not read, such as <|im_end|>, </s>, <end_of_turn> and [/INST]. */
function withoutMarks(text: string): string {
  return text
    .replace(/<\|(im_start|start_header_id|start)\|>\s*assistant/gi, '')
    .replace(/<\|[a-z_]{2,30}\|>|<\/?s>|<(start_of_turn|end_of_turn|eos|bos)>|\[\/?INST\]/gi, '');
}

const PREAMBLE =
  /^\W{0,3}((sure|certainly|of course|okay|ok|absolutely|great)\b[^\n:.!]{0,60}[.!,:]\s*)?(\W{0,3}(here('s| is| are)|this is|below is)\b[^\n:]{0,80}:|\W{0,3}((new|modified|updated|revised|rewritten|final|the)\s+){1,3}(video\s+|clip\s+)?(prompt|text|description)\W{0,3}[:\n]|[#*_\s]*(prompt|(final\s+)?answer|assistant|response|output|result)\s*[*_]{0,2}\s*:)[*_\s]*/i;

const LAYERS: readonly ((text: string) => string)[] = [
  withoutTrailingRemarks,
  (text) =>
    /^<(answer|response|output|final|final_answer|result|prompt)>([\s\S]*)<\/\1>$/i.exec(text)?.[2] ?? text,
  (text) => /^```\w*\s*\n([\s\S]*?)\n?```$/.exec(text)?.[1] ?? text,
  (text) => text.replace(PREAMBLE, ''),
  (text) => (/^[[{"]/.test(text) ? textInJson(text) : null) ?? text,
  (text) => /^(?:[-*•–]|1[.)])\s+([^\n]*)$/.exec(text)?.[1] ?? text,
  (text) => /^["'“”„«‘]([\s\S]*)["'“”»’]$/.exec(text)?.[1] ?? text,
];

/** Where models that answer in JSON put the text. */
const NAMES = [
  'prompt',
  'text',
  'new_text',
  'new_prompt',
  'answer',
  'response',
  'output',
  'content',
  'result',
  'final',
];

/** `modified_prompt` or `videoPrompt` beside notes, and not what is to be left out or was there before. */
const LIKE_NAMES = /^(?!negative|original|old|previous|current).*(prompt|text|description)$/i;

function textInJson(text: string): string | null {
  try {
    // Models write line breaks into strings, which JSON has only escaped.
    return textIn(JSON.parse(text.replace(/[\n\r\t]+/g, ' ')));
  } catch {
    return null;
  }
}

/** The one text of a value; null where it is not clear which it is. */
function textIn(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.length === 1 ? textIn(value[0]) : null;
  if (typeof value !== 'object' || value === null) return null;
  const entries = Object.entries(value);
  const named = NAMES.flatMap((name) => entries.filter(([key]) => key.toLowerCase() === name));
  const texts = entries.filter(([, each]) => typeof each === 'string');
  const like = texts.filter(([key]) => LIKE_NAMES.test(key));
  const [meant] = named.length > 0 ? named : like.length === 1 ? like : texts.length === 1 ? texts : [];
  return meant === undefined ? null : textIn(meant[1]);
}
