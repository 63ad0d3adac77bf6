import { isCourtesy } from './courtesy.js';
import { decidesAboutOthers, denies, isNounOf, mayMeanOther, sharesLess } from './doubts.js';
import { matchWish } from './match-instruction.js';
import { answers } from './remarks.js';
import { splitWishes, type WishPart } from './split-instruction.js';
import type { Template } from '../template.js';

/** An instruction taken apart without a language model. */
export interface Wishes {
  /** The templates that are the whole meaning of a part, in order, none of them contradicting another. */
  templates: Template[];
  /** The other parts in the user's words. */
  rest: string[];
}

/**
 * Takes an instruction apart for the case without a language model: the parts that are templates, and the rest.
 * Whatever is doubtful is rest, and the whole is when its parts depend on each other: better a wish in the user's words
 * than a look that nobody asked for.
 */
export function readWishes(instruction: string): Wishes {
  const parts = splitWishes(instruction).filter((part) => !isCourtesy(part.text));
  const whole = { templates: [], rest: parts.length === 0 ? [] : [tidyEnds(instruction)] };
  if (parts.some(({ text }) => decidesAboutOthers(text))) return whole;
  const read = readParts(withoutAnswered(parts));
  const templates = [...new Set(read.flatMap((part) => part.template ?? []))];
  if (templates.some((one) => templates.some((other) => one.replaces.includes(other.id)))) return whole;
  return { templates, rest: joinRest(read) };
}

/** The templates that are the whole meaning of an instruction, in order; none where anything is left over. */
export function matchTemplates(instruction: string): Template[] {
  const { templates, rest } = readWishes(instruction);
  return rest.length === 0 ? templates : [];
}

interface ReadPart extends WishPart {
  template: Template | undefined;
}

function withoutAnswered(parts: WishPart[]): WishPart[] {
  return parts.filter(({ text }, index) => {
    const next = parts[index + 1];
    return next === undefined || !answers(matchWish(next.text), text);
  });
}

function readParts(parts: WishPart[]): ReadPart[] {
  const read: ReadPart[] = [];
  let denied = false;
  for (const part of parts) {
    if (part.strong) denied = false;
    const meant = denied ? undefined : matchWish(part.text);
    const before = read.at(-1);
    const template = before === undefined || meant === undefined ? meant : undoubted(before, part, meant);
    if (template === undefined) {
      if (before?.template && !part.strong && isNounOf(before.text, part.text)) before.template = undefined;
      denied ||= denies(part.text);
    }
    read.push({ ...part, template });
  }
  return read;
}

/** A template, unless the part may lean on the one before it. */
function undoubted(before: ReadPart, part: WishPart, template: Template): Template | undefined {
  if (before.template !== undefined) return sharesLess(before.text, part.text) ? undefined : template;
  const newThought = part.strong && !/\bbut\b/i.test(part.join);
  return newThought || !mayMeanOther(part.text, template) ? template : undefined;
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
  return text.replace(/^(?:[\s,;:.•]|[-–—*](?=\s))+|[\s,;:.!?]+$/g, '');
}
