import { TEMPLATES } from './library/library.js';
import type { Template } from './template.js';

/** Words of the longest prompt, however often it is changed. */
export const MAX_PROMPT_WORDS = 200;
/** Share of a shortened body that is kept from its front, where the subject is. */
const FRONT_SHARE = 0.6;

/** A prompt: what it shows, and the templates applied to it, newest last. */
export interface PromptText {
  body: string;
  looks: readonly Template[];
}

/** Parses a prompt. A template counts as applied if its whole wording is in the text. */
export function readPrompt(text: string): PromptText {
  const at = new Map<Template, number>();
  let body = text.replace(/\s+/g, ' ').trim();
  for (const template of TEMPLATES) {
    const index = body.lastIndexOf(template.adds);
    if (index >= 0) at.set(template, index);
  }
  for (const template of at.keys()) body = body.replaceAll(template.adds, ',');
  const looks = [...at.keys()].sort((a, b) => at.get(a)! - at.get(b)!);
  return { body: tidy(body), looks };
}

/** Builds a prompt. A body that is too long loses words in its middle; `newest` follows it uncut. */
export function writePrompt({ body, looks }: PromptText, newest = ''): string {
  const behind = looks.map((look) => look.adds).join(', ');
  const room = MAX_PROMPT_WORDS - countWords(behind) - countWords(newest);
  const front = cutMiddle(tidy(body), Math.max(0, room));
  const shown = newest === '' ? front : [front, newest].filter((part) => part !== '').join('. ');
  return [shown, behind].filter((part) => part !== '').join(', ');
}

/** Repairs the punctuation around removed words and trims it at both ends. */
export function tidy(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/\s+([,.;])/g, '$1')
    .replace(/([,;])(?:\s*[,;])+/g, '$1')
    .replace(/[,;]\s*([.!?])/g, '$1')
    .replace(/([.!?])(?:\s*[,;])+/g, '$1')
    .replace(/^[\s,;.]+|[\s,;.]+$/g, '');
}

function countWords(text: string): number {
  return text.split(/\s+/).filter((word) => word !== '').length;
}

/** Keeps the front, where the subject is, and the end, where style and the newest words are; cuts between clauses. */
function cutMiddle(text: string, room: number): string {
  const words = text.split(' ');
  if (words.length <= room) return text;
  const frontLength = Math.ceil(room * FRONT_SHARE);
  const front = words.slice(0, frontLength);
  const end = words.slice(words.length - (room - frontLength));
  const lastClause = front.findLastIndex((word) => /[,.;!?]$/.test(word)) + 1;
  const firstClause = end.findIndex((word) => /[,.;!?]$/.test(word)) + 1;
  const kept = [
    ...(lastClause * 2 > front.length ? front.slice(0, lastClause) : front),
    ...(firstClause * 2 < end.length ? end.slice(firstClause) : end),
  ];
  return tidy(kept.join(' '));
}
