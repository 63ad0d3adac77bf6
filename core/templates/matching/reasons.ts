// cspell:ignore highkey lowkey
// cspell:ignore lmao
import { amountIn } from '../degree/amount.js';
import { readComplaint } from './complaints.js';
import { matchInstruction } from './match-instruction.js';
import { CLIP, DEGREE } from './instruction-frames.js';
import { plainWords } from './plain-words.js';
import type { InstructionPart } from './split-instruction.js';
import { beginning } from '../../util/text/first-words.js';
import { EXCLAMATION } from './talk/phrases.js';

const THINGS =
  'colors?|lights?|lighting|shadows|highlights|tones?|edges|corners|contrast|motion|movement|camera';
const OF_CLIP = `(?:the |these |those |all |its )*(?:${THINGS}|picture|image|look|mood|vibe|whole thing|effect|style)`;
const SUBJECT = `(?:${CLIP}|its|everything|it all|${OF_CLIP})`;
const VERB =
  '(?:is|are|was|were|goes by|goes|moves|passes by|passes|plays|runs|looks?|feels?|seems?|appears?|gets?|got|came out|turned out|looks? like)';
const VERY =
  '(?:(?:not|so|too|very|really|quite|a bit|a little|kind of|kinda|sort of|sorta|way|far|much|pretty|just|all|still|rather|super|bit|little|totally|somewhat|slightly) )';
const NOW =
  '(?: (?:here|there|now|right now|at the moment|at this (?:hour|time(?: of day)?)|like (?:that|this)|as (?:it )?is|for (?:a|an|the|this|my|such an?)(?: [a-z]+){1,4}|to me|for me|in (?:this|that) (?:one|clip)|tbh|ngl|fr|lowkey|highkey|imho|ngl tbh|imo|honestly|lol|haha|lmao|omg|man|bro|and (?:boring|flat|dull|lifeless|cheap|empty)))*';
/** One word that is no noun of the picture: "flat", "digital". */
const QUALITY = '(?!(?:night|day|many|much|few)\\b)[a-z]+(?: (?:out|off))?';
const HURTS =
  '(?:hurts?|kills?|burns?|is hurting|are hurting) (?:my|the|your) eyes|gives? me a headache|(?:bores|annoys|bothers) me|puts? me to sleep|makes? (?:me|us|my head|you) (?:dizzy|sick|sleepy|sad|nauseous|seasick|nervous|anxious|spin)|(?:frightens?|scares?|depresses|distracts?|freaks?|creeps?|stresses) (?:me|us)(?: out)?|lacks? (?:something|life|punch|energy)|drags?(?: on)?|lags?|stutters?|goes on forever|takes forever|(?:does|do) not (?:work|fit|pop|feel right|look right|match|match the (?:song|music|mood))';
const NOTHING = 'nothing (?:moves|happens|is happening|is moving|stands out|pops|is going on)';
const UNSEEN =
  '(?:i|you|we|one)(?: literally| really| honestly| just)? (?:can not|can barely|can hardly|barely|hardly)(?: really| even)? (?:see|tell|make out|recognize)(?: (?!(?:make|add|give|so)\\b)\\S+){0,6}';

const FELT = [
  '(?:my|our) (?:eyes?|head|brain) (?:(?:really|kind of|kinda|already) )?(?:hurts?|burns?|aches?|bleeds?|(?:is|are) (?:hurting|burning|bleeding|killing me|spinning))',
  'i (?:need|should wear) sunglasses',
  '(?:(?:it|this|that|which) )?(?:makes|is making|made|gives|is giving|giving|making)(?: me| us| my eyes| my head)? (?:(?:so|a bit|kinda|kind of|really|all) )?(?:dizzy|sick|seasick|nauseous|blind|sleepy|motion sick|hurt|a headache|a migraine|headaches|vertigo)',
  'i (?:am|feel|get|am getting|am going|will go|go) (?:(?:so|a bit|kinda|kind of|really|all) )?(?:dizzy|sick|seasick|nauseous|blind|sleepy|bored|motion sick)',
  'i (?:am falling|fall|almost fell) asleep',
  'i (?:can not|can barely|can hardly) (?:watch|look at)(?: (?:it|this|that))?',
].join('|');
const HARD =
  '(?:(?:it is|its) )?(?:(?:so|really|very|too|kind of|kinda) )*hard to (?:see|tell|make out|read)(?: [a-z]+){0,4}';

const isWhy = beginning(
  new RegExp(
    `^(?:(?:${EXCLAMATION}|because|cause|cuz|since|i (?:think|feel|find)(?: that)?) )*` +
      `(?:(?:${SUBJECT} )?${VERB} ${VERY}*${QUALITY}|(?:${SUBJECT} )?${VERY}+${QUALITY}|(?:${SUBJECT}|(?:all )?(?:the|that|this|these) [a-z]+(?: [a-z]+){0,3}) (?:${HURTS})|${SUBJECT} is (?:where|when)(?: [a-z]+){2,10}|${NOTHING}|${UNSEEN}|${HARD}|${FELT}|its ${VERY}*${QUALITY}|(?:${SUBJECT} )?(?:looks?|feels?|seems?|is|sounds?)(?: kind of| kinda| a bit| almost)? like(?: \\S+){1,8})${NOW}$`,
  ),
);

const IS_WORD = new RegExp(`^${QUALITY}$`);

/** Why something is wanted, said of the clip before it: "so flat, give it some contrast". */
export function isReason(text: string, before?: InstructionPart): boolean {
  const plain = plainWords(text);
  // "Lifeless" of "so gray and lifeless".
  const isSecond = before !== undefined && IS_WORD.test(plain) && isWhy(plainWords(before.text));
  return (isSecond || isWhy(plain)) && !/(?:er|ing)$/.test(plain) && matchInstruction(text) === undefined;
}

const shows = beginning(
  new RegExp(
    `^(?:(?:${EXCLAMATION}|because|cause|cuz|since) )*(?:${UNSEEN}|${HARD}|${FELT}|(?:${SUBJECT}|(?:all )?(?:the|that|this|these) [a-z]+(?: [a-z]+){0,3}) (?:${HURTS}))${NOW}$`,
  ),
);

/** What shows that something is wrong, said after it: "too dark, i cant see her face". */
export const isEvidence = (text: string): boolean =>
  shows(plainWords(text)) || (OF_IT.test(plainWords(text)) && isReason(text));

const OF_IT = /^(?:(?:because|cause|cuz|since) )?(?:it|its|this|that|everything)\b/;

const RUNS_ON =
  /^(.+?)(?: (?:and|so|that))? (?=(?:i'?m|i am|i (?:literally |really |honestly |just )?can(?:no|')?t|cant|i feel|i get|it hurts|it makes|its making|makes me|my eyes|my head)\b)/i;

/** "Way too shaky im getting seasick": what follows a complaint without a comma is its reason. */
export const withoutRunOn = (parts: readonly InstructionPart[]): readonly InstructionPart[] =>
  parts.flatMap((part) => {
    const said = RUNS_ON.exec(part.text)?.[1];
    if (said !== undefined && readComplaint(said) !== undefined) return [{ ...part, text: said }];
    return withWishApart(part);
  });

const WISH_RUNS_ON =
  /^(.+?) (?=(?:(?:so |please |pls |plz |just |can (?:you|u) )*(?:make|turn|give|bring|tone|slow|speed|zoom|crank) (?:it|them|'?em|this|that|everything)|(?:so |please )?(?:brighten|darken|warm|cool|sharpen|soften|lighten) (?:it|this|that|everything|up))\b)/i;

/** "The colors are dead make them pop": a complaint and its wish without a comma. */
function withWishApart(part: InstructionPart): InstructionPart[] {
  const said = WISH_RUNS_ON.exec(part.text)?.[1];
  if (said === undefined || matchInstruction(part.text) !== undefined) return [part];
  if (readComplaint(said) === undefined && !isReason(said)) return [part];
  const wish = part.text.slice(said.length + 1);
  return [
    { ...part, text: said, asks: false },
    { ...part, text: wish, join: ', ', strong: false },
  ];
}

const IS_FIXED =
  /^(?:(?:please|can|could|would|you|just|so|and) )*(?:fix|change|correct|improve|do something about) (?:it|this|that)(?: please)?$/;
const WHY_SO = new RegExp(
  `^(?:(?:${EXCLAMATION}|but) )*why (?:(?:is|are|does) (?:${SUBJECT})(?: (?:look|looking|feel))? )?so (?<what>\\S+)$`,
);

/** "Why is this so dark, fix it" and "why so dark, fix it" complain, and so does "why is it so dark? Make it brighter". */
export function asComplaints(parts: readonly InstructionPart[]): readonly InstructionPart[] {
  const isFixed = parts.some(({ text }) => IS_FIXED.test(plainWords(text)));
  return parts.map((part, at) => {
    const next = parts[at + 1];
    const isAnswered = next !== undefined && matchInstruction(next.text) !== undefined;
    if (!isFixed && !isAnswered) return part;
    const what = WHY_SO.exec(plainWords(part.text))?.groups?.['what'];
    if (what !== undefined) return { ...part, text: `too ${what}`, asks: false };
    // "Overexposed, fix it".
    const said = `it is ${part.text}`;
    return isFixed && readComplaint(said) !== undefined ? { ...part, text: said } : part;
  });
}

const WANTED =
  /^(?:(?:but|because|cause) )*(?:i|we) (?:(?:really|just|did|still|also) )*(?:want|wanted|asked for|said|need|needed)\b/;
const WHY_NOT = new RegExp(
  `^(?:(?:${EXCLAMATION}|but) )*(?:why (?:is|are|was) (?:there |it |this |that )?(?:still )?(?:no|not)(?: any)?|why is not (?:there|it|this|that)(?: any)?|where (?:is|are)) (?:the |my |any )?(?<what>.+?)(?: (?:here|there|in it))?$`,
);

/** "Why is there no snow? I wanted snow" asks for snow. */
export function withoutWhyNot(parts: readonly InstructionPart[]): readonly InstructionPart[] {
  const wanted = parts
    .filter(({ text }) => WANTED.test(plainWords(text)))
    .flatMap(({ text }) => matchInstruction(text) ?? []);
  if (wanted.length === 0) return parts;
  return parts.filter(({ text }) => {
    const what = WHY_NOT.exec(plainWords(text))?.groups?.['what'];
    const missing = what === undefined ? undefined : matchInstruction(what);
    return missing === undefined || !wanted.includes(missing);
  });
}

/** Whether a message asks why something is as it is, and wants it otherwise. */
export const wantsItFixed = (parts: readonly InstructionPart[]): boolean =>
  asComplaints(parts).some(({ text }, at) => text !== parts[at]!.text);

const NAMED = new RegExp(
  `^(?:${EXCLAMATION} )*(?:the |these |those |its |all )*(?:(?<what>${THINGS})(?= |$)|(?:\\S+ ){1,2}(?<whose>${THINGS})$)`,
);
const THEM = /\b(?:them|'?em|those|they)\b/i;

/** "The colors are dull, make them pop": what they are is said in the part before. */
export function withNouns(parts: readonly InstructionPart[]): readonly InstructionPart[] {
  return parts.map((part, at) => {
    const named = at === 0 ? undefined : NAMED.exec(plainWords(parts[at - 1]!.text))?.groups;
    const what = named?.['what'] ?? named?.['whose'];
    if (what === undefined || !THEM.test(part.text)) return part;
    const text = part.text.replace(THEM, `the ${what}`);
    return matchInstruction(text) === undefined ? part : { ...part, text };
  });
}

const LIKE = /^(?:(?:more|kind of|kinda|sort of|something|maybe|as in|you know) )*like (?=\S)/i;
const VAGUE = /^(?:(?:make|have) (?:it|this|that) )?(?:\S+er|more \S+|different|special)$/;

/** "A touch softer, like soft focus" is a touch of soft focus. */
export function withExamples(parts: readonly InstructionPart[]): readonly InstructionPart[] {
  return parts.flatMap((part, at) => {
    const next = parts[at + 1];
    const isExplained = next !== undefined && LIKE.test(next.text) && isVague(part.text);
    if (isExplained && matchInstruction(next.text.replace(LIKE, '')) !== undefined) return [];
    const before = parts[at - 1];
    if (before === undefined || !LIKE.test(part.text)) return [part];
    const text = part.text.replace(LIKE, '');
    const isLook = matchInstruction(text) !== undefined;
    // "Grittier, like a street documentary": what it is like says no more.
    if (!isLook && isComparison(part, before)) return [];
    if (!isLook || !isVague(before.text)) return [part];
    const amount = amountIn(before.text);
    return [{ ...part, text: amount === 'plain' ? text : `${amount} ${text}` }];
  });
}

/** What a look alone is compared with: no clip or version, and nothing that is wished for beside it. */
const isComparison = ({ text, strong }: InstructionPart, before: InstructionPart): boolean =>
  !strong &&
  !/\b(?:clips?|scenes?|shots?|versions?|before|with|#?\d+)\b/i.test(text) &&
  matchInstruction(before.text) !== undefined;

function isVague(text: string): boolean {
  const plain = plainWords(text).replace(DEGREE, ' ').replace(/ +/g, ' ').trim();
  return VAGUE.test(plain) && matchInstruction(text) === undefined;
}
