import { plainText } from './plain-text.js';

/**
 * Control, zero-width, bidirectional, tag and private characters, and emoji variation selectors: all are invisible.
 */
const INVISIBLE = /[\p{C}\u{fe00}-\u{fe0f}\u{e0100}-\u{e01ef}]/gu;

/** A text as one line of visible characters, otherwise unchanged. */
export function oneLine(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').replace(INVISIBLE, '').replace(/ +/g, ' ').trim();
}

export function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

/** The first words of a text from outside, as plain text. */
export function firstWords(text: string, most: number): string {
  return wordsOf(plainText(text)).slice(0, most).join(' ');
}
