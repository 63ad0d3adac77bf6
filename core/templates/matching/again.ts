import { plainWords } from './plain-words.js';
import { DEGREE, POLITE } from './instruction-frames.js';

/** In plain words without those of strength, "again" among them. */
const MORE = new RegExp(
  `^(?:(?:${POLITE}|and) )*(?:(?:make|do|have) )?(?:(?:it|this|that|the) )?` +
    '(?:more|same|more same|same thing|stronger|more strongly|more intense|further|once more|one more time)' +
    '(?: (?:of|like) (?:it|that|this|the same))?(?: please)?$',
);
/** "Again" says nothing beside a wish, and everything alone. */
const AGAIN = /^(?:(?:please|ok|okay|and|now|yes|do|make) )*(?:(?:it|that|this) )?again(?: please)?$/;

/** Whether an instruction only asks for more of what was asked for before: "a bit more", "even more of that", "again". */
export function asksForMore(instruction: string): boolean {
  const plain = plainWords(instruction);
  const direction = plain.replace(DEGREE, ' ').replace(/\s+/g, ' ').trim();
  return MORE.test(direction) || AGAIN.test(plain);
}
