import { plainWords } from '../matching/plain-words.js';
import { amountIn, compares, percentOf } from './amount.js';

/** A comparative without a verb, "more" or degree of its own: "warmer", "warmer colors". */
const BARE = /^(?:(?:and|or|too) )*(?:\S+|\S+er(?: \S+){1,2})$/;

/** Words that say how much, as the part after them may share them. */
function degreeIn(text: string): string {
  const percent = percentOf(text);
  if (percent !== null) return `${percent} %`;
  const amount = amountIn(text);
  return amount === 'plain' ? '' : amount;
}

/** "A bit darker and warmer" is a bit of both. `before`: the words of the part before, with what they share themselves. */
export function withDegreeOf(before: string, text: string): string {
  const degree = degreeIn(before);
  const isBare = BARE.test(plainWords(text)) && degreeIn(text) === '' && compares(text);
  return degree !== '' && isBare ? `${degree} ${text}` : text;
}
