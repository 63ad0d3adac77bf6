import { areEqual, readAdjustments, type Adjustment, type Recipe } from '../adjustments/adjustment.js';
import { adjustmentInWords, changeInWords } from '../adjustments/in-words.js';
import { mergeAdjustments } from '../adjustments/merge.js';
import { readEdits, type ReadEdits } from '../adjustments/read-edits.js';
import { estimate, type ListPrice } from './estimate.js';
import { secondsAt } from '../job/frames.js';
import type { ClipRecord } from '../job/job-record.js';
import type { CostBreakdown } from './pricing.js';
import { LOCAL_RENDERER } from './rate-card.js';
import { rejectInvisible, rejectSmallTalk, rejectUnchanged } from './nothing-to-offer.js';
import { inWords, quoteWarnings, type QuoteWarning } from './quote-warnings.js';
import type { QuoteTerms } from './quote-terms.js';
import { asksForMore, readInstruction, type Template } from '../templates/templates.js';

/** What a regeneration would do, its cost and its duration. */
export interface Quote {
  reply: string;
  templates: Template[];
  /** What the built-in renderer will draw; null for any other model. */
  recipe: Recipe | null;
  estimatedCost: CostBreakdown;
  estimatedSeconds: number;
  /** The rate card's figures behind the estimate. */
  list: ListPrice;
  warnings: QuoteWarning[];
}

/**
 * Quotes a change of a clip: what happens, its cost and time, and what the user should know first. Throws BAD_USER_INPUT
 * for a message that asks for no change, or for one that could not be seen.
 */
export function makeQuote(clip: ClipRecord, instruction: string, terms: QuoteTerms): Quote {
  const { videoModel, takenOver, takes, isTakes } = terms;
  const current = readAdjustments(clip.adjustments);
  const read = readFor(instruction, current ?? [], terms);
  if (!read.refines) rejectSmallTalk(instruction);
  rejectInvisible(clip, read, videoModel);
  const recipe = videoModel === LOCAL_RENDERER ? recipeOf(clip, current, read) : null;
  if (recipe !== null && !terms.isAhead) rejectUnchanged(read, current, recipe.adjustments);
  const templates = read.rest.length === 0 ? read.templates : [];
  const promptModel = templates.length > 0 ? null : terms.promptModel;
  const clipSeconds = secondsAt(clip.endFrame - clip.startFrame);
  const work = { clipSeconds, promptModel, videoModel, takenOver, takes, isTakes };
  const { cost, seconds, list } = estimate(terms.rateCard, work, terms.history);
  const isMore = read.refines && asksForMore(instruction);
  const known =
    recipe === null
      ? read.templates.map((template) => template.reply).join(' ')
      : recipeReply(read, current ?? [], recipe.adjustments);
  return {
    reply: (isMore ? 'More of the same: ' : '') + reply(clip, known, read.rest, promptModel),
    templates,
    recipe,
    estimatedCost: cost,
    estimatedSeconds: seconds,
    list,
    warnings: quoteWarnings({ clip, read, cost, promptModel, terms }),
  };
}

/**
 * The built-in renderer edits the clip's adjustments. A language model knows the conversation and can write "more" into the
 * prompt of a new shot; without one, "a bit more" repeats the last templates.
 */
function readFor(
  instruction: string,
  current: readonly Adjustment[],
  { videoModel, promptModel, lastInstruction }: QuoteTerms,
): ReadEdits {
  if (videoModel === LOCAL_RENDERER)
    return orRepeat(readEdits(instruction, current, lastInstruction), instruction);
  const repeats = promptModel === null && asksForMore(instruction) && lastInstruction.length > 0;
  const read = repeats ? { templates: lastInstruction, said: [], rest: [] } : readInstruction(instruction);
  return orRepeat({ ...read, edits: [], refines: repeats }, instruction);
}

/** A courtesy alone ("please") has no parts, so the whole instruction is the rest. */
function orRepeat(read: ReadEdits, instruction: string): ReadEdits {
  return read.templates.length === 0 && read.rest.length === 0 ? { ...read, rest: [instruction] } : read;
}

/** What is drawn over the clip's untouched footage; one without adjustments is untouched footage itself. */
function recipeOf(clip: ClipRecord, current: readonly Adjustment[] | null, { edits }: ReadEdits): Recipe {
  return {
    adjustments: mergeAdjustments(current ?? [], edits),
    footageVersion: current === null ? clip.rootVersion : clip.footageVersion,
  };
}

/** New adjustments in their own words; what is there becomes stronger, softer or goes. */
function recipeReply(
  { templates }: ReadEdits,
  before: readonly Adjustment[],
  after: readonly Adjustment[],
): string {
  if (areEqual(before, after)) {
    const names = templates.map(({ label }) => `“${label}”`).join(' and ');
    return `I'll change how much there is of ${names} once what was asked for before is done.`;
  }
  const isNew = ({ id }: Adjustment): boolean => before.every((was) => was.id !== id);
  const added = after.filter(isNew);
  const about = templates.flatMap(({ id }) => after.find((adjustment) => adjustment.id === id) ?? []);
  if (about.length === templates.length && about.every((adjustment) => added.includes(adjustment)))
    return about.map(adjustmentInWords).join(' ');
  return changeInWords(before, after);
}

function reply(clip: ClipRecord, known: string, rest: string[], promptModel: string | null): string {
  const name = `clip ${clip.clipIndex + 1}`;
  if (rest.length === 0)
    return `${known} Only ${name} changes; the song and every other clip stay as they are.`;
  const remains = `Then I'll make the clip again; the rest of the video stays as it is.`;
  if (promptModel !== null)
    return `${promptModel} will rewrite the prompt of ${name} for your change, in the style of the video. ${remains}`;
  const asked = `I'll add this to the prompt of ${name}, in your words: ${inWords(rest)}.`;
  return [known, asked, remains].filter((part) => part !== '').join(' ');
}
