import { segmentsOf } from './segments.js';
import { cutText } from './storable-text.js';

/** Longest word of a plain text in characters. */
const MAX_WORD_LENGTH = 64;
/** Longer words are cut before their script is examined, which is slow. */
const MAX_RUN_LENGTH = 1000;
/** Different emoji kept of a row of them. */
const MAX_EMOJI = 3;

const CODE_BLOCK = /```[\s\S]*?(?:```|$)|~~~[\s\S]*?(?:~~~|$)/g;
const HIDDEN_BLOCK = /<(script|style|template|iframe|svg)\b[\s\S]*?(?:<\/\1\s*>|$)/gi;
const TAG = /<\/?[a-z!?][^<>]*>/gi;
const ENTITY = /&(?:#\d+|#x[\da-f]+|[a-z]{2,8});/gi;
const LINK = /!?\[([^[\]]{0,200})\]\([^()\s]{0,500}\)/g;
const ADDRESS = /\b(?:(?:[a-z][a-z\d+.-]*:\/\/|www\.)\S*|(?:data|javascript|mailto):\S+)/gi;
const MARKUP = /[`*_#<>{}[\]\\|~^=]|:\/\//g;
// Control, format (zero-width, bidirectional, tags), lone surrogate, private and unassigned code points.
const INVISIBLE = /\p{C}|[\u{fe00}-\u{fe0f}\u{e0100}-\u{e01ef}\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0]/gu;
const STACKED_MARKS = /(\p{M}{4})\p{M}+/gu;
const EMOJI_ROW = /(?:[\p{Extended_Pictographic}\p{Regional_Indicator}\u{1f3fb}-\u{1f3ff}]\s*){2,}/gu;

/**
 * The words of an untrusted text on one line: no markup, code blocks, addresses or invisible characters; at most three
 * emoji of a row; letters of every language. Nothing that a model, a page or a log could take for structure.
 */
export function plainText(text: string): string {
  const visible = text.replace(/\s+/g, ' ').replace(INVISIBLE, '');
  return withoutMarkup(visible)
    .replace(STACKED_MARKS, '$1')
    .replace(EMOJI_ROW, fewEmoji)
    .replace(/([^\p{L}\p{N}\s])\1{2,}/gu, '$1')
    .split(/\s+/)
    .map(shortWords)
    .join(' ')
    .replace(EMOJI_ROW, fewEmoji) // Cutting a long word sets its emoji apart.
    .trim();
}

/** Whether a text says anything: a letter or a number of any script. */
export function hasWords(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(plainText(text));
}

function withoutMarkup(text: string): string {
  return text
    .replace(CODE_BLOCK, ' ')
    .replace(HIDDEN_BLOCK, ' ')
    .replace(LINK, '$1 ')
    .replace(TAG, ' ')
    .replace(ADDRESS, ' ')
    .replace(ENTITY, ' ')
    .replace(MARKUP, ' ');
}

function fewEmoji(row: string): string {
  const different = new Set(row.replace(/\s+/g, ''));
  return [...different].slice(0, MAX_EMOJI).join('') + (/\s$/.test(row) ? ' ' : '');
}

/** Splits a very long word into the words of its script, which may have no spaces, and cuts what is still too long. */
function shortWords(word: string): string {
  if ([...word].length <= MAX_WORD_LENGTH) return word;
  const pieces = [...segmentsOf(cutText(word, MAX_RUN_LENGTH), 'word')].map(({ segment }) =>
    [...segment].slice(0, MAX_WORD_LENGTH).join(''),
  );
  return pieces.join(' ');
}
