import { matchWish } from './match-wish.js';
import { plainWords } from './plain-words.js';
import { splitWishes, type WishPart } from './split-wishes.js';
import type { Template } from './template.js';
import { isCourtesy } from './wish-core.js';

/** An instruction taken apart without a language model. */
export interface Wishes {
  /** The templates that are the whole meaning of a part, in order, none of them contradicting another. */
  templates: Template[];
  /** The other parts in the user's words. */
  rest: string[];
}

/** Asks about something, or makes the whole depend on something: nothing in it can be taken for itself. */
const QUESTION =
  /^(?:(?:hey|hi|ok|so|and|wait) )*(?:(?:is|are|was|were|does|did|has|had|should|shall|might) |(?:do|have) (?:you|we|i|they)\b|what\b|when\b|where\b|which\b|who\b|whose\b|why (?!not\b)|how (?!about\b)|(?:would|will) (?:it|this|that|the)\b)/;
const REQUEST =
  /^(?:(?:hey|hi|ok|so) )*(?:(?:is|would) it (?:be )?possible to|is there (?:a|any) way to|do you (?:mind|think you)|what (?:about|if) )/;
/** Takes back or picks from what was said before. */
const CORRECTION =
  /^(?:no|nope|nah|wait|never ?mind|forget|cancel|scratch that|just kidding|jk|stop|undo|revert|on second thought|or)\b/;
/** Says for which part of the picture or the clip something holds. */
const LIMITED =
  /^(?:(?:but |and |so )?(?:only|just|except|unless|until|once|if|when|whenever|while|where|as soon as|for|from|in|on|at|after|before|during|around|near|towards?|behind|under|over|inside|outside)\b)/;
const NEGATION = /(?<!\bwhy )\b(?:not|no|never|without|neither|nor|none|nothing|stop|avoid|less)\b/;

/**
 * Takes an instruction apart for the case without a language model: the parts that are templates, and the rest.
 * Whatever is doubtful is rest, and the whole is when its parts depend on each other: better a wish in the user's words
 * than a look that nobody asked for.
 */
export function readWishes(instruction: string): Wishes {
  const parts = splitWishes(instruction).filter((part) => !isCourtesy(part.text));
  const whole = { templates: [], rest: parts.length === 0 ? [] : [tidyEnds(instruction)] };
  if (parts.some(({ text }) => dependsOnOthers(text))) return whole;
  const found = readParts(parts);
  const templates = [...new Set(found.flatMap((part) => part.template ?? []))];
  if (templates.some((one) => templates.some((other) => one.replaces.includes(other.id)))) return whole;
  return { templates, rest: joinRest(found) };
}

/** The templates that are the whole meaning of an instruction, in order; none where anything is left over. */
export function matchTemplates(instruction: string): Template[] {
  const { templates, rest } = readWishes(instruction);
  return rest.length === 0 ? templates : [];
}

interface ReadPart extends WishPart {
  template: Template | undefined;
}

function dependsOnOthers(text: string): boolean {
  const plain = plainWords(text);
  if (matchWish(text) !== undefined || REQUEST.test(plain)) return false;
  return QUESTION.test(plain) || CORRECTION.test(plain) || LIMITED.test(plain);
}

function readParts(parts: WishPart[]): ReadPart[] {
  let negated = false;
  const read: ReadPart[] = [];
  for (const part of parts) {
    if (part.strong) negated = false;
    const before = read.at(-1);
    const template = negated ? undefined : matchWish(part.text);
    const doubtful = before !== undefined && leansOn(before, part, template);
    read.push({ ...part, template: doubtful ? undefined : template });
    if (template === undefined && NEGATION.test(plainWords(part.text))) negated = true;
  }
  return read;
}

const OF_THE_CLIP = /\b(?:clip|scene|video|shot|footage|everything|whole thing)\b/;
const OWN_VERB = /\b(?:make|turn|set|change|switch|convert|transform|give|render|put|bring)\b/;
const OWN_DIRECTION = /^(?:make|turn|set|give|more|less|higher|lower|add|increase|reduce)\b|er\b/;

/** Whether a wish may speak of what the part before names: "make the car red and brighter". */
function leansOn(before: ReadPart, part: WishPart, template: Template | undefined): boolean {
  if (template === undefined) return false;
  const plain = plainWords(part.text);
  if (before.template !== undefined)
    return /\bless\b/.test(plainWords(before.text)) && !OWN_DIRECTION.test(plain);
  if (part.strong && !/\bbut\b/i.test(part.join)) return false;
  return !(OWN_VERB.test(plain) && (template.category === 'Time of day' || OF_THE_CLIP.test(plain)));
}

/** Neighbours that only a comma or an "and" separates stay one wish. */
function joinRest(parts: ReadPart[]): string[] {
  const rest: string[] = [];
  parts.forEach(({ text, join, strong, template }, index) => {
    if (template !== undefined) return;
    const attached = !strong && index > 0 && parts[index - 1]!.template === undefined;
    if (attached) rest.push(`${rest.pop()!}${join}${text}`);
    else rest.push(text);
  });
  return rest.map(tidyEnds);
}

function tidyEnds(text: string): string {
  return text.replace(/^[\s,;:.]+|[\s,;:.!?]+$/g, '');
}
