import { asksForLess } from './again.js';
import { readForeign } from '../languages/read-foreign.js';
import { remembered } from '../../util/remembered.js';
import { isForeignCourtesy } from '../languages/talk/read-talk.js';
import { withDegreeOf } from '../degree/carried.js';
import { asWishes, withDegrees, withoutRefused, withoutTakenBack } from './afterthoughts.js';
import { isAside, isRemark } from './talk/remarks.js';
import { kindOf } from './talk/talk-phrases.js';
import { answerTo, moreOf } from './answer-complaint.js';
import { readComplaint } from './complaints.js';
import { decidesAboutOthers, denies, isNounOf, isOfClip, mayMeanOther, sharedWords } from './doubts.js';
import { CLIP, DEGREE, KIND, POLITE } from './instruction-frames.js';
import { matchInstruction } from './match-instruction.js';
import { plainWords } from './plain-words.js';
import {
  asComplaints,
  isEvidence,
  isReason,
  withExamples,
  withNouns,
  withoutRunOn,
  withoutWhyNot,
} from './reasons.js';
import { splitInstruction, type InstructionPart } from './split-instruction.js';
import type { Template, TemplateId } from '../template.js';
import { correctTypos } from '../typos/correct-typos.js';

/** An instruction as it reads without a language model. */
export interface ReadInstruction {
  /** Templates that are the whole meaning of a part, in order; no two contradict each other. */
  templates: Template[];
  /** The words of each of these. */
  said: string[];
  /** The other parts in the user's words. */
  rest: string[];
}

/**
 * Splits an instruction for use without a language model: the parts that are templates, and the rest. A doubtful part
 * is rest, and so is the whole instruction when its parts depend on each other: better the user's own words than a
 * look that was not asked for. One message asks it of the same words for its wish, its looks and its price.
 */
export const readInstruction = remembered((instruction): ReadInstruction => {
  const read = readEnglish(instruction);
  if (read.rest.length === 0) return read;
  const foreign = read.templates.length === 0 ? readForeign(instruction) : undefined;
  return foreign ?? readCorrected(instruction, read);
});

/** The instruction without its typos, where more of it is understood then. */
function readCorrected(instruction: string, typed: ReadInstruction): ReadInstruction {
  const corrected = correctTypos(instruction);
  if (corrected === instruction) return typed;
  const read = readEnglish(corrected);
  return read.templates.length > typed.templates.length ? read : typed;
}

function readEnglish(instruction: string): ReadInstruction {
  const said = withExamples(
    withNouns(asComplaints(withoutWhyNot(withoutRunOn(splitInstruction(instruction))))),
  );
  const all = asWishes(withDegrees(withoutTakenBack(withoutRefused(said))));
  const spoken = all.filter((part) => !isCourtesy(part.text));
  const parts = spoken.length > 1 ? spoken.filter((part, at) => !isSaidAside(part, spoken[at + 1])) : spoken;
  const whole = { templates: [], said: [], rest: parts.length === 0 ? [] : [tidyEnds(instruction)] };
  if (parts.some(({ text }) => decidesAboutOthers(text))) return whole;
  if (all.some((part, at) => forgives(part, all[at - 1]))) return whole;
  const read = readParts(withoutAnswered(parts));
  const templates = [...new Set(read.flatMap((part) => part.template ?? []))];
  if (templates.some((one) => templates.some((other) => one.replaces.includes(other.id)))) return whole;
  const words = templates.map((template) => read.find((part) => part.template === template)!.said);
  const rest = joinRest(read);
  return { templates, said: words, rest: templates.length === 0 ? rest : rest.map(withoutAsking) };
}

/** A sentence of its own about the speaker: "make it brighter. My eyes are not what they used to be". */
const isSaidAside = ({ text, strong }: InstructionPart, next: InstructionPart | undefined): boolean =>
  strong && next?.strong !== false && isAside(text);

/** The templates that are the whole meaning of an instruction, in order; none where anything is left over. */
export function matchTemplates(instruction: string): Template[] {
  const { templates, rest } = readInstruction(instruction);
  return rest.length === 0 ? templates : [];
}

interface ReadPart extends InstructionPart {
  template: Template | undefined;
  /** The text with the degree that it shares with the part before. */
  said: string;
}

function withoutAnswered(parts: InstructionPart[]): InstructionPart[] {
  const kept: InstructionPart[] = [];
  let isAnswered = false;
  for (const [index, part] of [...parts.entries()].reverse()) {
    const [before, next] = [parts[index - 1], parts[index + 1]];
    const meant = next === undefined ? undefined : matchInstruction(next.text);
    const isShown =
      before !== undefined && isEvidence(part.text) && matchInstruction(before.text) !== undefined;
    isAnswered =
      (meant !== undefined && answers(meant, part.text)) ||
      ((meant !== undefined || isAnswered) && isReason(part.text, before));
    if (!isAnswered && !isShown) kept.unshift(part);
  }
  return kept;
}

/** "Don't add people, just make it warmer". */
const INSTEAD = /^(?:just|only|rather|instead|simply) (?:please )?(?:make|turn|give|set|put|have)\b/;

function readParts(parts: InstructionPart[]): ReadPart[] {
  const read: ReadPart[] = [];
  let denied = false;
  for (const said of parts) {
    const isInstead = denied && INSTEAD.test(plainWords(said.text));
    if (said.strong || isInstead) denied = false;
    const before = read.at(-1);
    const part = before?.template === undefined ? said : withShared(before, said);
    const meant = denied || part === undefined ? undefined : meantBy(part, before);
    const template =
      isInstead || before === undefined || meant === undefined ? meant : undoubted(read, said, meant);
    if (template === undefined) {
      if (before?.template && !said.strong && isNounOf(before.text, said.text)) before.template = undefined;
      denied ||= denies(said.text);
    }
    read.push({ ...(part ?? said), template, said: degreed(before, part ?? said) });
  }
  return read;
}

/** "Slightly dreamy" alone describes the clip; after "much warmer and" it is wished for. */
function meantBy({ text, asks, join }: InstructionPart, before: ReadPart | undefined): Template | undefined {
  const meant = matchInstruction(text, asks);
  if (meant !== undefined || before?.template === undefined || !/\band\b|,/i.test(join)) return meant;
  return readComplaint(before.text) === undefined ? matchInstruction(`${text} please`) : undefined;
}

/** "Night, neon signs everywhere, rain": a noun in a list that begins with looks. */
const isOneOfList = ({ text, join }: InstructionPart, { category }: Template): boolean =>
  ['Overlay', 'Time of day', 'Beat', 'Fade'].includes(category) &&
  /^\s*,/.test(join) &&
  plainWords(text).split(' ').length < 3 &&
  !/y$/.test(plainWords(text));

function degreed(before: ReadPart | undefined, { text, strong }: InstructionPart): string {
  return before?.template === undefined || strong ? text : withDegreeOf(before.said, text);
}

/** "Slow" of "too dark and slow" is "too slow"; undefined for that of "too dark, slow", which may be a wish. */
function withShared(before: ReadPart, part: InstructionPart): InstructionPart | undefined {
  const words = sharedWords(before.text, part);
  if (words === undefined) return part;
  return /\band\b/i.test(part.join) ? { ...part, text: `${words} ${part.text}` } : undefined;
}

/** The template, unless the part may depend on the one before it. */
function undoubted(
  read: readonly ReadPart[],
  part: InstructionPart,
  template: Template,
): Template | undefined {
  const before = read.at(-1)!;
  if (before.template !== undefined) return template;
  const newThought = part.strong && !/\bbut\b/i.test(part.join);
  const isListed = read[0]?.template !== undefined && isOneOfList(part, template);
  return newThought ||
    isListed ||
    !mayMeanOther(part.text, template) ||
    isOfClip(before.text, part.text, template)
    ? template
    : undefined;
}

/** Neighbors separated only by a comma or an "and" stay one part. */
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

/** "Can you put a wolf there" of "snow, and can you put a wolf there": beside looks it is no question. */
const withoutAsking = (text: string): string =>
  text.replace(/^(?:(?:can|could|would|will) (?:you|u)(?: (?:please|pls|plz|also|maybe))* )(?=\S)/i, '');

function tidyEnds(text: string): string {
  return text.replace(/^(?:[\s,;:.•]|[-–—*](?=\s))+|[\s,;:.!?]+$/g, '');
}

const PRAISE = `(?:i )?(?:love|like) ${CLIP}|(?:${CLIP} (?:is|looks) )?(?:great|nice|good|perfect|awesome|better|fine|ok|okay|alright|decent|not bad)(?: i (?:guess|suppose|think))?`;
const REPAIR = `(?:(?:can|could|would) you )?(?:fix|change|correct|improve) ${CLIP}`;
const APPRECIATES =
  '(?:that|it|this) would be (?:(?:really|so|very|super|just|absolutely) )*(?:nice|great|good|cool|perfect|awesome|lovely|amazing|helpful|better|best)|(?:i|we) would (?:really )?(?:appreciate|like|love) (?:it|that)|much appreciated|no rush|or something(?: (?:like|along) (?:that|this|those lines))?|if that makes sense|you know(?: what i mean)?|just an idea|i (?:hope|think) (?:that is|it is) (?:ok|okay|possible)|if that is (?:ok|okay|possible)';
const COURTESY = new RegExp(
  `^(?:(?:${POLITE}|${KIND}|${PRAISE}|${REPAIR}|${APPRECIATES}|(?:in|for|on|to) ${CLIP})(?: |$))*$`,
);
const SAME =
  '(?:exactly )?(?:the )?(?:same|as is|as it is|unchanged)(?: (?:thing|clip|scene|video|shot|as before|as now))?';
const AS_IT_IS = new RegExp(
  '^(?:keep|leave) (?:(?:the|its|my|all|those|these) )*(?:colors?|lights?|lighting|contrast|motion|movement|camera|speed|mood|style|framing|background|people|rest|music|everything)(?: (?:alone|as (?:it|they) (?:is|are)|as is|unchanged|like that))?$|' +
    `^(?:(?:keep|leave) )?(?:(?:everything|it|this|all|the rest)(?: else)? )?${SAME}$|` +
    '^(?:the )?(?:rest|others?|other (?:ones|clips)) (?:(?:leave|keep|left|kept|stays?|remains?|can stay|should stay|must stay|unchanged|untouched) ?)*(?:alone|as (?:it|they) (?:is|are)|as is|the same|like that|unchanged|untouched)?$|' +
    '^(?:do not (?:change|touch) (?:anything|everything)|(?:and )?nothing|change nothing|leave everything)(?: else)?(?: alone)?$',
);

/** Whether a part takes back the complaint before it: "too dark, but I like it". */
function forgives({ text, join }: InstructionPart, before: InstructionPart | undefined): boolean {
  return before !== undefined && /\bbut\b/i.test(join) && isCourtesy(text) && !!readComplaint(before.text);
}

/** Whether a part is only politeness or praise, or says that the rest stays as it is. */
const isCourtesy = remembered((part): boolean => {
  const plain = plainWords(part).replace(/^please /, '');
  const strengthless = plain.replace(DEGREE, ' ').replace(/\s+/g, ' ').trim();
  if (COURTESY.test(strengthless) || AS_IT_IS.test(plain) || isForeignCourtesy(part)) return true;
  if (isRemark(plain) && matchInstruction(part) === undefined) return true;
  const kind = kindOf(plain);
  return kind === 'thanks' || kind === 'greeting' || kind === 'dislike';
});

/** The only part of an instruction that says something, without praise and courtesy: "a bit more" of "nice, a bit more". */
export function withoutCourtesy(instruction: string): string {
  const parts = splitInstruction(instruction).filter(({ text }) => !isCourtesy(text));
  // "Too strong, dial it down" says one thing twice.
  const isLess = parts.length > 1 && parts.every(({ text }) => asksForLess(text));
  return parts.length === 1 || isLess ? parts[0]!.text : instruction;
}

/** "Too slow, speed it up". */
const SAME_PACE: ReadonlyMap<TemplateId, TemplateId> = new Map([
  ['speed_up', 'more_motion'],
  ['slow_motion', 'less_motion'],
]);

/**
 * Whether a template answers a complaint about the clip, so that the complaint needs nothing more: "it's too dark"
 * before "make it brighter".
 */
function answers(template: Template | undefined, said: string): boolean {
  const complaint = readComplaint(said);
  if (complaint === undefined || template === undefined) return false;
  const named = moreOf(complaint.of);
  if (complaint.asksFor === 'more') return named === template;
  const answer = answerTo(complaint);
  if (answer !== undefined && SAME_PACE.get(template.id) === answer.id) return true;
  return answer === template || (named !== undefined && template.replaces.includes(named.id));
}
