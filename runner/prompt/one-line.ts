import { plainText } from '../../core/util/plain-text.js';

/** Control, zero-width, bidirectional, tag and private characters, and what varies an emoji: nobody sees them. */
const INVISIBLE = /[\p{C}\u{fe00}-\u{fe0f}\u{e0100}-\u{e01ef}]/gu;

/** A text as one line of visible characters, else as it is. */
export function oneLine(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').replace(INVISIBLE, '').replace(/ +/g, ' ').trim();
}

export function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

/** The first words of what somebody else wrote, as plain text. */
export function firstWords(text: string, most: number): string {
  return wordsOf(plainText(text)).slice(0, most).join(' ');
}
