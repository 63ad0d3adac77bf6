import { plainLetters } from './spelling.js';
import type { Table } from './table.js';

/** A part of a message with its place, so that the rest stays in the user's words. */
export interface Part {
  text: string;
  start: number;
  end: number;
  /** The break before it ends a thought. */
  strong: boolean;
  asks: boolean;
}

const BREAK = /[.!?…。！？;；\n\r¿¡,，、&+:：]+|\s[-–—/]+(?=\s)/gu;
const STRONG = /[.!?…。！？;；\n\r]/;

/** Splits at punctuation and at the language's words for "and", as far as anybody reads on. Empty parts are left out. */
export function* splitParts(message: string, table: Table): Generator<Part> {
  let from = 0;
  let strong = true;
  for (const found of [...message.matchAll(BREAK), undefined]) {
    const to = found?.index ?? message.length;
    const pieces = piecesOf(message, from, to, table);
    const sign = found?.[0] ?? '';
    for (const [at, [start, end]] of pieces.entries()) {
      const asks = at === pieces.length - 1 && /[?？]/.test(sign);
      yield { text: message.slice(start, end), start, end, strong: strong && at === 0, asks };
    }
    if (pieces.length > 0) strong = false;
    strong ||= STRONG.test(sign);
    from = to + sign.length;
  }
}

/** Starts and ends of what stands between the words for "and". */
function piecesOf(message: string, from: number, to: number, table: Table): [number, number][] {
  const { spaced, joins } = table;
  const pieces: [number, number][] = [];
  let start = from;
  const cut = (end: number, next: number): void => {
    if (plainLetters(message.slice(start, end)) !== '') pieces.push(trimmed(message, start, end));
    start = next;
  };
  const text = message.slice(from, to);
  for (const found of text.matchAll(spaced ? /\S+/gu : new RegExp(joins.join('|'), 'gu'))) {
    const at = from + found.index;
    const end = at + found[0].length;
    const joinsHere = spaced
      ? isJoin(found[0], joins) && !isPair(message.slice(start, at), message.slice(end), table)
      : !isInsideWish(text, found.index, table);
    if (joinsHere) cut(at, end);
  }
  cut(to, to);
  return pieces;
}

/** Longest beginning of a wish that the letters of a join end: 夕焼けど. */
const LONGEST_BEGINNING = 6;
const LONGEST_WISH = 12;

/** Whether a wish lies over this place, in a language that has no spaces: けど in 夜明けどうか joins nothing. */
function isInsideWish(text: string, at: number, { wishes }: Table): boolean {
  for (let start = Math.max(0, at - LONGEST_BEGINNING); start < at; start += 1) {
    for (let end = at + 1; end <= start + LONGEST_WISH; end += 1) {
      if (wishes.has(text.slice(start, end))) return true;
    }
  }
  return false;
}

/** One letter only as it is written: Italian "è" is no "e". */
function isJoin(word: string, joins: readonly string[]): boolean {
  const lower = word.toLowerCase();
  return joins.includes(lower.length === 1 ? lower : plainLetters(lower));
}

/** Spanish "black and white" is one wish. */
function isPair(before: string, after: string, { fold, pairs }: Table): boolean {
  if (pairs.size === 0) return false;
  const [one, other] = [/\S+\s*$/.exec(before)?.[0], /^\s*[^\s,;.!?]+/.exec(after)?.[0]];
  return one !== undefined && other !== undefined && pairs.has(`${fold(one)} ${fold(other)}`);
}

function trimmed(message: string, start: number, end: number): [number, number] {
  const text = message.slice(start, end);
  return [start + text.length - text.trimStart().length, end - (text.length - text.trimEnd().length)];
}
