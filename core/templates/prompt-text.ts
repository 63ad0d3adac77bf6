import { TEMPLATES } from './matching/match-instruction.js';
import type { Template } from './template.js';

/** Prompts stay at or below this, however often they are changed (PRD 3.3). */
export const MAX_PROMPT_WORDS = 200;
/** How much of a body that has to be cut is kept from its front, where the subject stands. */
const FRONT_SHARE = 0.6;

/** A prompt: what it shows, and the templates applied to it, the newest last. */
export interface PromptText {
  body: string;
  looks: readonly Template[];
}

/** Takes a prompt apart. A template counts as applied where its whole wording stands in the text. */
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

/** Puts a prompt together. A body that is too long loses words in its middle; `newest` is kept whole behind it. */
export function writePrompt({ body, looks }: PromptText, newest = ''): string {
  const behind = looks.map((look) => look.adds).join(', ');
  const room = MAX_PROMPT_WORDS - countWords(behind) - countWords(newest);
  const front = cutMiddle(tidy(body), Math.max(0, room));
  const shown = newest === '' ? front : [front, newest].filter((part) => part !== '').join('. ');
  return [shown, behind].filter((part) => part !== '').join(', ');
}

/** Mends the punctuation around words that were taken out, and takes it from both ends. */
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

/** The front, where the subject stands, and the end, where style and the newest words stand; cut between clauses. */
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
