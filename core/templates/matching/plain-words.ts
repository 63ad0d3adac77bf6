// cspell:ignore mkae amke maek
import { remembered } from '../../util/remembered.js';

/** Short forms and spellings with the same meaning; British spelling becomes American, as in the phrases. */
const SAME: readonly (readonly [RegExp, string])[] = [
  // "Sooo dark", "waaay too much": written as it is drawn out.
  [/\bso{2,}\b/g, 'so'],
  [/\bto{3,}\b/g, 'too'],
  [/([a-z])\1{2,}/g, '$1'],
  [/\bw\/\s*/g, 'with '],
  [/\b(can|could|do|does|did|is|are|was|would|should|wo|have|has)n'?t\b/g, '$1 not'],
  [/\b(?:cannot|can'?t)\b/g, 'can not'],
  [/\bain'?t\b/g, 'is not'],
  [/\blet'?s\b/g, 'let us'],
  [/\b(it|that|what|there|here|she|he)'s\b/g, '$1 is'],
  [/\b(i|we|you|it|they)'d\b/g, '$1 would'],
  [/\bi'?m\b/g, 'i am'],
  [/\b(?:ur|u r)\b/g, 'you are'],
  [/\bwanna\b/g, 'want to'],
  [/\b(pls|plz|pleas|plesae)\b/g, 'please'],
  [/\bu\b/g, 'you'],
  [/\b(mkae|amke|maek)\b/g, 'make'],
  // cspell:disable-next-line
  [/\bcolour/g, 'color'],
  [/\benergis/g, 'energiz'],
  [/\b(nite|nigth)\b/g, 'night'],
  [/\b(nightime|nitetime)\b/g, 'nighttime'],
  [/\b(brigther|brigter)\b/g, 'brighter'],
  [/\betherial\b/g, 'ethereal'],
];

/** A compound such as "warm-up" is one noun; every other hyphen becomes a space. */
const HYPHEN = /-(?!(?:up|down|off)\b)/g;

/** An instruction as lower-case words with single spaces: no punctuation, symbols or emoji. */
export const plainWords = remembered((text) => {
  const spelled = SAME.reduce(
    (result, [short, long]) => result.replace(short, long),
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[‘’`´]/g, "'"),
  );
  return spelled
    .replace(HYPHEN, ' ')
    .replace(/[\u{fe00}-\u{fe0f}\u200d]/gu, '')
    .replace(/[^\p{L}\p{M}\p{N}'%-]+/gu, ' ')
    .replace(/(?<= |^)'+|'+(?= |$)/g, '')
    .trim();
});
