import { plainWords } from './plain-words.js';
import { DEGREE, POLITE } from './instruction-frames.js';

/** Matched against plain words without words of degree ("again" is one). */
const MORE = new RegExp(
  `^(?:(?:${POLITE}|and) )*(?:(?:make|do|have) )?(?:(?:it|this|that|the) )?` +
    '(?:more|same|more same|same thing|stronger|more strongly|more intense|further|once more|one more time)' +
    '(?: (?:of|like) (?:it|that|this|the same))?(?: please)?$',
);
/** "Again" beside other words adds nothing; alone it is the instruction. */
const AGAIN = /^(?:(?:please|ok|okay|and|now|yes|do|make) )*(?:(?:it|that|this) )?again(?: please)?$/;

/** Whether an instruction only asks for more of the last change: "a bit more", "even more of that", "again". */
export function asksForMore(instruction: string): boolean {
  const plain = plainWords(instruction);
  const direction = plain.replace(DEGREE, ' ').replace(/\s+/g, ' ').trim();
  return MORE.test(direction) || AGAIN.test(plain);
}
