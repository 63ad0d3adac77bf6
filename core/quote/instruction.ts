import { ApiError } from '../errors.js';
import { hasWords } from '../util/text/plain-text.js';

/** Longest instruction in characters, after trimming; the schema documents it. */
const MAX_INSTRUCTION_LENGTH = 1000;

// Control, bidirectional and zero-width characters: invisible, so never meant by the user.
const INVISIBLE =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|\p{Cs}|[\u{e0000}-\u{e007f}]/gu;

/** A text as stored: trimmed, without invisible characters. */
export const visibleText = (text: string): string => text.replace(INVISIBLE, '').trim();

/** What a person said, as stored (visibleText). Throws BAD_USER_INPUT if it is empty or too long. */
export function readMessage(text: string): string {
  const instruction = visibleText(text);
  if (instruction === '') {
    throw new ApiError(
      'BAD_USER_INPUT',
      'Say what should change in this clip, for example "make it nighttime".',
    );
  }
  const length = [...instruction].length;
  if (length > MAX_INSTRUCTION_LENGTH) {
    throw new ApiError(
      'BAD_USER_INPUT',
      `The instruction has ${length} characters; at most ${MAX_INSTRUCTION_LENGTH} are allowed.`,
    );
  }
  return instruction;
}

/** An instruction, which has words. Throws BAD_USER_INPUT. */
export function parseInstruction(text: string): string {
  const instruction = readMessage(text);
  if (!hasWords(instruction)) {
    throw new ApiError(
      'BAD_USER_INPUT',
      'Say in words what should change in this clip, for example "make it nighttime": emoji, symbols, code or a link ' +
        'are not enough.',
    );
  }
  return instruction;
}
