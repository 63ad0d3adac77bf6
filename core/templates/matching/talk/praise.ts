// cspell:ignore favou yess
import { EXCLAMATION } from './phrases.js';

const GOOD =
  'great|nice|cool|perfect|awesome|lovely|amazing|beautiful|brilliant|excellent|wonderful|fantastic|gorgeous|superb|stunning|incredible|insane|sick|dope|fire|epic|magical|fabulous|fab|stellar|solid|pretty|cute|fun|good|better|best|spot on|on point|just right|exactly right|neat|sweet|well|adorable|fine|unreal|breathtaking|powerful|clean|much better|the best(?: (?:one|part|clip))?|a masterpiece|chefs? kiss|my (?:new )?favou?rite(?: (?:one|part|clip|shot|scene|bit|moment))?';
const VERY =
  '(?:(?:so|really|very|just|absolutely|totally|pretty|much|way|a lot|even|now|already|quite|all|super|truly|simply|by far|definitely|still|honestly|also|soo+) )*';
/** "… in clip 3", "… now", "… like this". */
const AFTER =
  '(?: (?:now|already|here|there|again|today|though|tho|too|man|bro|thanks|thank you|haha|lol|imo|tbh|to me|so far|indeed|like (?:that|this)|this way|that way|as (?:it )?is|on (?:this|that|it)|than (?:before|the (?:original|old one|last one|first one))|(?:in|on|at|during|with) \\S+(?: \\S+){0,3}))*';
const LIKES = '(?:love|loves|like|likes|liked|loved|adore|adores|dig|enjoy)';

const TRULY = '(?:(?:really|absolutely|totally|just|also|so|actually|do|am|kind of|kinda) )*';
const HAPPY_WITH =
  '(?:in love|so happy|very happy|really happy|happy|pleased|impressed|obsessed|satisfied) with';

const STATES = new RegExp(
  `^(?:(?<what>(?:\\S+ ){0,5}?\\S+) )?(?:is|are|was|were|looks?|looked|feels?|felt|sounds?|came out|turned out|turns out|works?|worked) ${VERY}(?:${GOOD})${AFTER}$`,
);
// "Like clip 3" alone wants its look.
const LOVES = new RegExp(
  `^(?:(?:i|we|my \\S+|everyone|everybody|she|he|they) ${TRULY}(?:${LIKES}|${HAPPY_WITH})|${TRULY}(?:love|loved|adore|${HAPPY_WITH})) (?<what>.+)$`,
);
const AS_IMAGINED =
  /^(?:(?:it|that|this|its) is )?(?:exactly|just|precisely|pretty much)? ?(?:what|how|as|like|the way) i (?:had in mind|wanted|imagined|pictured|needed|meant|hoped(?: for)?|was (?:looking|hoping|going) for|had hoped|envisioned)(?: it)?(?: to be)?(?: thanks| thank you)?$/;
const EXCLAIMS = new RegExp(
  `^(?:(?:this|that|it|the|my)(?: \\S+)? (?:slaps|bangs|rocks|rules|hits(?: different| hard)?|goes (?:so )?hard|kills it|is a (?:banger|vibe|bop|masterpiece)|is lit|is fire|absolutely slaps)|how (?:${GOOD})(?: (?:is|was|that|this|it))*|you (?:did|are doing)(?: so| really)? (?:great|good|well|amazing|awesome)(?: job| work)?|(?:yes )?finally|at last|(?:you )?nailed it|good stuff|nice (?:touch|one|work|job)|so ${VERY}(?:${GOOD})|such a (?:\\S+ )?(?:vibe|mood|look|shot|clip|video|scene)|what a (?:\\S+ )*(?:shot|clip|video|look|vibe|scene|result|difference|beauty)|best (?:\\S+ )*(?:ever|so far|yet)|that is (?:(?:exactly|just) )?(?:it|right|more like it|what i am talking about)|bravo|yay|woo+|hooray|yess*|you are the best|(?:i am )?so happy|i can not stop watching(?: (?:it|this))?|(?:i am )?speechless|goosebumps|chills)$`,
);

/** Wishes in the same words: "I'd love it darker", "it would be nice", "the darker one is better". */
const NO_PRAISE =
  /\b(?:should|would|could|if|to be|make|made|than|more|less|want|wish|need|but|not|never|no|too|enough|same|(?:go|get|take|bring|put|change) (?:it )?back|undo|revert|restore|reset|do (?:it|this|that) (?:in|for|to|on|with))\b|^(?:i think|i guess|what|which|why|how|who|when|where|whose|is|are|does|do|did|can|will)\b|^(?:\S+ ){0,2}\S+er$/;
const ENDS_ELSEWHERE = /(?:\S{2}er|ier|instead|bit|little|\bin (?:black and white|slow motion))$/;
const OF_WHAT =
  /^(?:how|what|that|this|these|those|the|my (?:video|song|clip|music|face|new)|her|his|its|it|all|everything|clip|everyone)\b/;

const EXCLAIMED = new RegExp(`^(?:${EXCLAMATION} )+`);
const THINKS =
  /^(?:i (?:think|guess|must say|have to say|gotta say|feel like)|to be honest) (?=(?:it|this|that|its) )/;

/** Whether plain words only say that something is as it should be: "the fog looks amazing", "I love how dark it is". */
export function isPraise(said: string): boolean {
  const plain = said.replace(EXCLAIMED, '').replace(THINKS, '');
  if (AS_IMAGINED.test(plain) || EXCLAIMS.test(plain)) return true;
  const stated = STATES.exec(plain)?.groups;
  if (stated !== undefined && !NO_PRAISE.test(stated['what'] ?? 'it')) return true;
  const loved = LOVES.exec(plain)?.groups?.['what'];
  if (loved === undefined || !OF_WHAT.test(loved)) return false;
  return !NO_PRAISE.test(loved.replace(OF_WHAT, '')) && !ENDS_ELSEWHERE.test(loved);
}
