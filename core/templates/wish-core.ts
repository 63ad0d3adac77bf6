import { plainWords } from './plain-words.js';

/** The clip itself. Any other thing ("the car", "her hair") stays in the core, so that no template matches. */
const CLIP =
  '(?:(?:all of )?(?:the|this|that|my|our|your) (?:(?:whole|entire|current|selected) )?(?:clip|scene|video|shot|footage|picture|image|sequence|part|section|segment|one)|it|this|that|everything)';

/** How strongly: a template knows one strength. "too", "less", "not" and "more" are no such words. */
const DEGREE = new RegExp(
  '\\b(?:(?:a |just a )?(?:little|tiny|wee|small)? ?(?:bit|touch|tad|notch|smidge)(?: of)?|a (?:whole )?lot(?: of)?|lots of|tons of|' +
    'a little|little|slightly|somewhat|kind of|kinda|sort of|rather(?! than)|quite|really|very|super|so much|much|way|far|even|extra|' +
    'significantly|noticeably|considerably|definitely|totally|completely|just|simply|maybe|perhaps|possibly|again|nice and)\\b',
  'g',
);

const POLITE =
  '(?:hey|hi|hello|ok|okay|so(?= (?:can|could|please|make|let|i|we))|well|um|uh|hmm|oh|yes|yeah|yep|sure|alright|please|kindly|now|actually|also|thanks|thank you|cheers)';

/** What stands before a wish and says only that it is one. */
const BEFORE = [
  POLITE,
  '(?:can|could|would|will|may) (?:you|we|i|ya)',
  '(?:is|would) it (?:be )?possible to|(?:is|would) there (?:be )?(?:a|any) way to',
  '(?:do|would) you mind|do you think you (?:can|could)|(?:i was|i am) (?:hoping|wondering) (?:if )?(?:you|we) (?:can|could)',
  '(?:i|we) (?:want|need|wish)(?: you)?(?: to)?|(?:i|we) would (?:like|love|prefer|want)(?: you)?(?: to)?',
  'would (?:like|love|prefer)(?: to)?|want(?: to)?|need(?: to)?|(?:i|we) (?:think|feel|guess)(?: that)?(?= (?:it|this|that|the|we) )',
  'it (?:would|might|could) be (?:nice|great|good|cool|better|awesome|lovely|amazing|best)(?: if| to)?',
  `if (?:you|we) could|(?:what )?if ${CLIP} (?:was|were|is|could be|looked)`,
  'let us|how about|what about|why not|try (?:to|and)|try|go ahead and|go and|make sure(?: that)?',
  `${CLIP} (?:should|could|must|can|ought to|needs? to|has to) (?:be|look|feel|become|have|get)`,
  `(?:can|could) ${CLIP} (?:be|look|feel|become|have|get)`,
  `${CLIP} (?:needs|could use|deserves)`,
  '(?:turn|bring)(?! (?:\\S+ ){0,3}(?:up|down)(?: |$))|(?:make|making|turning|set|setting|change|changing|switch|switching|convert|transform|render|give|giving|put|get|go|have|do|let|use|apply|shift|adjust|take|shoot|film|redo|regenerate|generate|create)(?: me| us)?',
  `(?:make|making) ${CLIP} like`,
  'to be|be|look|feel|seem|appear|become|set|going for|go for|(?:happen|take place|taking place)',
  `(?:look|looking|feel|seem|appear|be|more) (?:more )?like(?:(?: ${CLIP})? (?:is|was|were))?|(?:as if|as though) ${CLIP} (?:is|was|were)`,
  '(?:back )?(?:in)?to|in|at|with|during|more of|lighting(?= )',
];

const KIND =
  'for me|if possible|if (?:it is|that is) possible|if you (?:can|could|do not mind)|asap|right now|instead|overall|here|throughout|very much|so much';

/** What stands behind a wish and adds nothing. */
const AFTER = [
  POLITE,
  KIND,
  'too(?<=(?:er|more .+) too)',
  '(?:would|might|could) be (?:nice|great|good|better|awesome|lovely|cool)',
  `(?:in|to|for|of|on) ${CLIP}`,
  `than (?:before|now|${CLIP}(?: (?:is|was)(?: now| right now)?)?)`,
  '(?:(?:the|this|that|my|our) )?(?:(?:whole|entire) )?(?:clip|scene|video|shot|footage|version|look|setting|lighting|effect|filter)',
];

const START = new RegExp(`^(?:${[...BEFORE].reverse().join('|')})(?= |$)`);
const END = new RegExp(`(?<=^| )(?:${AFTER.join('|')})$`);
const ANYWHERE = new RegExp(`(?<=^| )(?:${CLIP}|the|a|an|some)(?= |$)`, 'g');

const MORE =
  '(?:increase|raise|boost|up|enhance|intensify|heighten|amplify|add|(?:bump|crank|turn|amp|dial|ramp|pump|bring|kick|push) up)';
const LESS =
  '(?:decrease|reduce|lower|minimi[sz]e|drop|cut|(?:turn|tone|dial|bring|cut) (?:down|back)(?: on)?)';
const PARTICLE_LAST =
  /^(?:bump|crank|turn|amp|dial|ramp|pump|bring|kick|push|tone) (\w+(?: \w+)?) (up|down)$/;

/**
 * What is left of a wish in plain words when politeness, strength and the clip's own name are taken away: "can you
 * brighten this clip up a bit?" is "brighten up". Whatever means more than that stays in it.
 */
export function wishCore(wish: string): string {
  let core = squeeze(plainWords(wish).replace(DEGREE, ' '));
  for (let before = ''; before !== core;) {
    before = core;
    core = squeeze(core.replace(START, '').replace(END, ''));
    if (core === before) core = squeeze(direction(core.replace(ANYWHERE, ' ')));
  }
  return core;
}

/** Whether a part of an instruction is nothing but politeness, or says that the rest stays as it is. */
export function isCourtesy(part: string): boolean {
  const plain = plainWords(part);
  return COURTESY.test(plain) || plain.replace(DEGREE, '').trim() === '' || SAME_AS_NOW.test(plain);
}

const COURTESY = new RegExp(
  `^(?:(?:${POLITE}|${KIND}|great|nice|good|perfect|awesome|love it|(?:in|for|on|to) ${CLIP})(?: |$))*$`,
);
const SAME_AS_NOW =
  /^(?:please )?(?:(?:keep|leave) )?(?:everything|it|this|all|the rest|exactly|the)?(?: (?:else|scene|clip|video))?(?: the)? ?(?:exactly )?(?:(?:same|as is|as it is|unchanged)(?: (?:thing|clip|scene|video|shot|as before|as now))?)$/;

/** "turn the contrast up", "add contrast" and "increase contrast" are "more contrast". */
function direction(core: string): string {
  return core
    .replace(PARTICLE_LAST, (_, what: string, way: string) => `${way === 'up' ? 'more' : 'less'} ${what}`)
    .replace(new RegExp(`^${MORE} (?=\\S)`), 'more ')
    .replace(new RegExp(`^${LESS} (?=\\S)`), 'less ')
    .replace(/\b(more|less) (?:more|\1) /g, '$1 ');
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
