// cspell:ignore aius
import { matchInstruction } from './match-instruction.js';
import { plainWords } from './plain-words.js';
import type { InstructionPart } from './split-instruction.js';
import type { Template } from '../template.js';

/** A question: nothing in it is taken as an instruction. */
const QUESTION =
  /^(?:(?:hey|hi|ok|so|and|wait) )*(?:(?:is|are|was|were|does|did|has|had|should|shall|might) |(?:do|have) (?:you|we|i|they)\b|what\b|when\b|where\b|which\b|who\b|whose\b|why (?!not\b)|how (?!about\b)|(?:would|will) (?:it|this|that|the)\b)/;
const REQUEST =
  /^(?:(?:hey|hi|ok|so|hm+) )*(?:(?:is|would) it (?:be )?possible to|what would (?:it|this|that|the \S+) (?:look|be|feel) |is there (?:a|any) way to|do you (?:mind|think you)|what (?:about|if) )/;
/** Revokes, or chooses from, what was said before. */
const CORRECTION =
  /^(?:no(?= (?:wait|not|do|i|it|that|this|but|please)\b|$)|nope|nah|wait|never ?mind|forget|cancel|scratch that|just kidding|jk|stop|undo|revert|on second thought|or)\b/;
/** Limits something to a part of the picture or the clip. */
const LIMITED =
  // cspell:disable-next-line
  /^(?:(?:but |and |so )?(?:only|just|except|unless|until|once|if|when|whenever|while|where|as soon as|for|from|in|on|at|after|before|during|around|near|towards?|behind|under|over|inside|outside)\b)/;
const NEGATION = /(?<!\bwhy )\b(?:not|no|never|without|neither|nor|none|nothing|stop|avoid|less)\b/;

const OF_THE_CLIP = /\b(?:clip|scene|video|shot|footage|everything|whole thing)\b/;
/** "… and turn the brightness down": nothing that was added has one of its own. */
const OF_LIGHT =
  /^(?:(?:please|also|then|just|can you|could you) )*(?:turn|bring|take|pull|push|crank|dial|lower|raise|increase|reduce|drop) (?:(?:up|down) )?the (?:brightness|exposure|contrast|saturation)(?: (?:up|down))?(?: (?:a (?:bit|little|touch|lot)|please))*$/;
const OWN_VERB = /\b(?:make|turn|set|change|switch|convert|transform|give|render|put|bring)\b/;
const OWN_DIRECTION = /^(?:make|turn|set|give|more|less|higher|lower|add|increase|reduce)\b|er\b/;
const ADJECTIVE =
  /(?:^| )(?:bright|dark|dim|warm|calm|slow|dynamic|energetic|lively|muted|faded|desaturated|dramatic|dreamy|dreamlike|gritty|ethereal|contrasty|vivid|vibrant|colorful|saturated|pastel|matte|faded|monochrome|black and white|red|orange|yellow|green|blue|purple|violet|pink|magenta|blurry|blurred|sharp|vintage|retro|grainy|pixelated|glitchy|old film)$/;
const INSTRUCTION_BEGINS =
  /^(?:add|put|give|make|keep|leave|remove|delete|let|change|turn|set|have|show|use|replace|swap|move|zoom|pan|tilt|focus|blur|include|insert|place|create|get|take|more|less|fewer|with|without|no|not|do|an?|the|some|please|can|could|i|we|it|its|this|that|there|her|his|their|my)\b/;

/** Whether a part changes what the others mean: a question, a correction, a condition, a part of the picture. */
export function decidesAboutOthers(part: string): boolean {
  const plain = plainWords(part);
  if (matchInstruction(part) !== undefined || REQUEST.test(plain)) return false;
  return QUESTION.test(plain) || CORRECTION.test(plain) || LIMITED.test(plain);
}

/** Whether a part may negate what follows it, up to the end of the thought. */
export function denies(part: string): boolean {
  return NEGATION.test(plainWords(part));
}

/** Whether a part may be about something that an unknown part before it names: "make the car red and brighter". */
export function mayMeanOther(part: string, template: Template): boolean {
  const plain = plainWords(part);
  return !(
    OF_LIGHT.test(plain) ||
    (OWN_VERB.test(plain) && (template.category === 'Time of day' || OF_THE_CLIP.test(plain)))
  );
}

const MANY_THINGS =
  /^(?:(?:please|and|also|can you|could you) )*(?:add|put|give|include|place|show|draw)\b.* [a-z]+[^aius']s$/;
const ABOUT_IT = /^(?:(?:and|also|then|please) )*(?:make|turn|have) (?:it|this|everything)\b/;

/** "Give him sunglasses and make it darker": several things are not "it". */
export function isOfClip(before: string, part: string, { category }: Template): boolean {
  return category !== 'Tint' && ABOUT_IT.test(plainWords(part)) && MANY_THINGS.test(plainWords(before));
}

/** What may apply to the part after it too. */
const SHARED = /(?:^| )(less|too(?: much| many)?|not (?:so|as|that|enough))(?= |$)/;
/** "Brighten" says by itself what to do. */
const OWN_WORD = /(?:en|ate|ize)$/;

/**
 * The words of the part before that may apply to this one too: "less" of "less colorful and bright", "too" of "too dark
 * and slow". Undefined where this part stands by itself.
 */
export function sharedWords(before: string, { text, join, strong }: InstructionPart): string | undefined {
  const plain = plainWords(text);
  const words = SHARED.exec(plainWords(before))?.[1];
  if (words === undefined || OWN_DIRECTION.test(plain) || OWN_WORD.test(plain)) return undefined;
  if (strong && !/\bbut\b/i.test(join)) return undefined;
  return words === 'less' || !plain.includes(' ') ? words : undefined;
}

/** Whether an unknown part may be the noun of the adjective before it: "bright and shiny cars". */
export function isNounOf(before: string, part: string): boolean {
  const plain = plainWords(part);
  return (
    !/^(?:like|as) /.test(plain) &&
    ADJECTIVE.test(plainWords(before)) &&
    plain.includes(' ') &&
    !INSTRUCTION_BEGINS.test(plain)
  );
}
