// cspell:ignore ooom
// cspell:ignore Sooo waaay
// cspell:ignore mkae amke maek
import { remembered } from '../../util/remembered.js';
import { replacing } from '../../util/text/any-of.js';

/** Short forms and spellings with the same meaning; British spelling becomes American, as in the phrases. */
const inOneSpelling = replacing([
  // "Sooo dark", "waaay too much": written as it is drawn out.
  [/\bso{2,}\b/g, 'so'],
  [/\bto{3,}\b/g, 'too'],
  [/(?<letter>[a-z])\k<letter>{2,}/g, '$1'],
  [/\b(?:(yes)s|(no)o|(hey)y|(hi)i|(ok)k|(stop)p|(please)e|(thanks)s)\b/g, '$1$2$3$4$5$6$7$8'],
  [/\bw\/\s*/g, 'with '],
  [/\bw (?=(?:the|a|an|my|some|more|less)\b)/g, 'with '],
  [/\b(can|could|do|does|did|is|are|was|would|should|wo|have|has)n'?t\b/g, '$1 not'],
  [/\b(?:cannot|can'?t)\b/g, 'can not'],
  [/\bain'?t\b/g, 'is not'],
  [/\blet'?s\b/g, 'let us'],
  [/\b(it|that|what|there|here|she|he|when|where|why|how|who)'s\b/g, '$1 is'],
  [/\b(i|we|you|it|they)'d\b/g, '$1 would'],
  [/\bi'?m\b/g, 'i am'],
  [/\b(?:ur|u r)\b/g, 'you are'],
  [
    /\b(i|we|you|they)d (?=(?:(?:really|rather|also|just) )?(?:like|love|prefer|want|rather|say)\b)/g,
    '$1 would ',
  ],
  [/\bits (?=\d)/g, 'it is '],
  [/\b(no|yes|stop|wait)\1+\b/g, '$1'],
  [/\bwanna\b/g, 'want to'],
  [/\b(pls|plz|pleas|plesae)\b/g, 'please'],
  [/\br (?=(?:u|you|we|they)\b)/g, 'are '],
  [/\b(why|how|what|where|who) r\b/g, '$1 are'],
  [/\b(make|turn|put|give|get|have|set|let) '?em\b/g, '$1 them'],
  [/\bu\b/g, 'you'],
  [/\b(they|you|we)'re\b/g, '$1 are'],
  [/\b(you|they)re\b/g, '$1 are'],
  [
    /\b([a-z]+)'s (?=(?:so|too|really|very|just|way|a bit|a little|not|kinda|perfect|great|good|nice|amazing|awesome|beautiful|better|fine|boring|ugly|dark|bright|blurry)\b)/g,
    '$1 is ',
  ],
  [/\b(what|that|where|who|how|there|here)s\b/g, '$1 is'],
  [/\bnvm\b/g, 'never mind'],
  [/ & /g, ' and '],
  [/ '?n'?(?<=[a-z]{2} '?n'?) (?=[a-z]{3})/g, ' and '],
  [/&(?<=[a-z]{2}&)(?=[a-z]{2})/g, ' and '],
  [/\+(?<=(?:^|\s)\+) ?(\d{1,3}) ?%/g, 'up $1 %'],
  [/[-−–](?<=(?:^|\s)[-−–]) ?(\d{1,3}) ?%/g, 'down $1 %'],
  // "Its to dark".
  [
    /\bits (?=(?:just |a bit |a little |still |way |much |kinda )?(?:too?|so|not|very|really|pretty|overexposed|underexposed|blurry|shaky|dark|bright|boring|ugly|dull|flat|washed|great|nice|good|perfect|fine|cool|amazing|awesome|lovely|beautiful|better|ok|okay|alright|decent|cold|warm|grainy|noisy|empty|lame|bad|weird|off|missing|still|all|kind of|kinda|almost|getting)\b)/g,
    'it is ',
  ],
  [
    /\b(way|much|far|bit|little|is|looks|still|seems|feels|are|colors|clip) to (?=(?:dark|bright|light|warm|cold|cool|blurry|slow|fast|dull|grainy|sharp|saturated|strong|much|intense|dim|colorful|shaky|noisy|calm|boring)\b)/g,
    '$1 too ',
  ],
  [/^to (?=(?:dark|bright|warm|cold|slow|fast|blurry|strong|much)$)/, 'too '],
  [/\b(mkae|amke|maek|mke|mak)\b/g, 'make'],
  [/\bmake (?:ti|iit|itt|ot|t)\b/g, 'make it'],
  [/\bz(?:om|ooom|oo)(?= (?:in|out)\b)/g, 'zoom'],
  [/\bcam(?= |$)/g, 'camera'],
  // cspell:disable-next-line
  [/\ba (?:litle|littel|liitle|litte|lil)\b(?: bit)?/g, 'a little'],
  [/\bgimme\b/g, 'give me'],
  [/\blemme\b/g, 'let me'],
  [/\bas ([a-z]+) as (?:possible|you can|it gets|humanly possible)\b/g, 'extremely $1'],
  // cspell:disable-next-line
  [/\bcolour/g, 'color'],
  [/\benergis/g, 'energiz'],
  [/\b(nite|nigth)\b/g, 'night'],
  [/\b(nightime|nitetime)\b/g, 'nighttime'],
  [/\b(brigther|brigter)\b/g, 'brighter'],
  [/\betherial\b/g, 'ethereal'],
]);

/** A compound such as "warm-up" is one noun; every other hyphen becomes a space. */
const HYPHEN = /-(?!(?:up|down|off)\b)/g;

const ASCII = /^[\0-\x7f]*$/;
/** Nothing but words: most parts of a message are. */
const WORDS = /^[a-z0-9%]+(?: [a-z0-9%]+)*$/;

/** An instruction as lower-case words with single spaces: no punctuation, symbols or emoji. */
export const plainWords = remembered((text) => {
  const letters = ASCII.test(text) ? text.toLowerCase() : text.normalize('NFKC').toLowerCase();
  const spelled = inOneSpelling(letters.replace(/[‘’`´]/g, "'"));
  if (WORDS.test(spelled)) return spelled;
  return spelled
    .replace(HYPHEN, ' ')
    .replace(/[\u{fe00}-\u{fe0f}\u200d]/gu, '')
    .replace(/[^\p{L}\p{M}\p{N}'%-]+/gu, ' ')
    .replace(/(?<= |^)'+|'+(?= |$)/g, '')
    .trim();
});
