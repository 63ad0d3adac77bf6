import { readComplaint } from '../matching/complaints.js';
import { percentIn } from './figures.js';
import { instructionCore } from '../matching/instruction-core.js';
import { plainWords } from '../matching/plain-words.js';

/** By how many percent an instruction asks for more or less; null where no figure says it. */
export const percentOf = (instruction: string): number | null => percentIn(plainWords(instruction));

/** How much of a change: "a bit brighter", "brighter", "much brighter", "extremely bright". */
export type Amount = 'a bit' | 'plain' | 'much' | 'extremely';

/** Words of degree that are about the person, not about the clip: "I'd really like", "thanks so much", "so far". */
const NOT_OF_THE_CLIP =
  /\b(?:(?:thanks|thank you|thx) (?:so much|very much|a lot)|(?:i|we)(?: would)? (?:really|just|very much|quite) (?:want|need|like|love|prefer|wish|think|feel)|so far|(?:too|not (?:so|as|that)) much|very much)\b/g;
const MUCH =
  /\b(?:quite a (?:bit|lot)|a (?:whole )?lot|lots|tons|much|very|really|super|way(?! to )|far(?! (?:away|off)\b)|extra|significantly|considerably|totally|completely|strongly|heavily|massively|drastically|(?:heavy|thick|dense|pouring)(?= (?:rain|rainfall|snow|snowfall|fog|mist|haze|film grain|grain|vignette)\b)|strong(?= (?:film grain|grain|vignette)\b))\b/;
const EXTREMELY = /\b(?:extremely|insanely)\b/;
const A_BIT =
  /\b(?:(?:bit|touch|tad|notch|smidge|smidgen)(?: of)?|a (?:shade|hair|fraction|pinch|dash)|a (?:subtle|slight|faint|mild)|a little|little|slightly|subtly|a hint|somewhat|kind of|kinda|sort of|(?:soft|subtle)(?= (?:film grain|grain|vignette)\b)|(?:light|gentle|fine)(?= (?:rain|rainfall|snow|snowfall|fog|mist|haze|film grain|grain|vignette)\b))\b/;

export function amountIn(instruction: string): Amount {
  const plain = plainWords(instruction).replace(NOT_OF_THE_CLIP, ' ');
  if (EXTREMELY.test(plain)) return 'extremely';
  if (MUCH.test(plain)) return 'much';
  return A_BIT.test(plain) ? 'a bit' : 'plain';
}

const COMPARATIVE = /(?:^| )(?:more|less|higher|lower|up|down)(?: |$)|(?<!aft|gold)(?:er|en)(?: |$)/;

/** Whether an instruction wants more than what is seen ("brighter", "too dark"), or names a state ("at night"). */
export function compares(instruction: string): boolean {
  return COMPARATIVE.test(instructionCore(instruction)) || readComplaint(instruction) !== undefined;
}
