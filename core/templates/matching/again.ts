import { refinementInEnglish } from '../languages/talk/read-talk.js';
import { remembered } from '../../util/remembered.js';
import { plainWords } from './plain-words.js';
import { withoutFigures } from '../degree/figures.js';
import { DEGREE, POLITE } from './instruction-frames.js';

/** Matched against plain words without words of degree ("again" is one). */
const MORE = new RegExp(
  `^(?:(?:${POLITE}|and) )*(?:(?:make|do|have|add|want|give(?: it)?) )?(?:(?:it|this|that|the) )?` +
    '(?:more|same|more same|same thing|stronger|more strongly|more intense|further|once more|one more time)' +
    '(?: (?:of|like) (?:it|that|this|the same))?(?: please)?$',
);
/** The same way; "lighter" would be brighter. */
const LESS = new RegExp(
  `^(?:(?:${POLITE}|and|but|no|nope|nah) )*(?:(?:make|do|have) )?(?:(?:it|this|that|the effect|the look) )?(?:(?:is|was|looks?) )?` +
    '(?:less|softer|weaker|subtler|more subtle|milder|gentler|less strong|less strongly|less intense|not (?:so|as|that|too) (?:strong|strongly|intense)|' +
    'too (?:strong|intense)|(?:tone|dial|turn|take) (?:it|this|that)(?: (?:down|back))|soften(?: (?:it|this|that))?|(?:dial|pull|ease|scale)(?: (?:it|this|that))? (?:back|off|down)|reduce (?:it|this|that))' +
    '(?: (?:of|like) (?:it|that|this|the same))?(?: please)?$',
);
/** "Again" beside other words adds nothing; alone it is the instruction. */
const AGAIN = /^(?:(?:please|ok|okay|and|now|yes|do|make) )*(?:(?:it|that|this) )?again(?: please)?$/;

/** Whatever is longer says more. */
const LONGEST = 120;

/** Whether an instruction only asks for more of the last change: "a bit more", "even more of that", "again". */
export function asksForMore(instruction: string): boolean {
  if (instruction.length > LONGEST) return false;
  return (
    MORE.test(direction(instruction)) ||
    AGAIN.test(plainWords(instruction)) ||
    MORE.test(direction(refinementInEnglish(instruction)))
  );
}

/** "Go back" alone is a step back. */
const BACK_A_BIT = /\bgo back (?:just )?(?:a (?:bit|little|touch|notch|tad)|slightly)$/i;

/** Whether an instruction only asks for less of the last change: "a bit less", "softer", "tone it down". */
export function asksForLess(instruction: string): boolean {
  if (instruction.length > LONGEST) return false;
  const said = instruction.replace(/\b(too|so|as|that) much\b/gi, '$1 strong').replace(BACK_A_BIT, 'less');
  return LESS.test(direction(said)) || LESS.test(direction(refinementInEnglish(instruction)));
}

/** The plain words without those of degree. */
const direction = remembered((instruction) =>
  withoutFigures(plainWords(instruction)).replace(DEGREE, ' ').replace(/\s+/g, ' ').trim(),
);
