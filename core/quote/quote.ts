import { areEqual, isSamePlace, templateOf, type Adjustment } from '../adjustments/adjustment.js';
import { adjustmentInWords, changeInWords } from '../adjustments/in-words.js';
import { mergeAdjustments } from '../adjustments/merge.js';
import { readEdits, type ReadEdits } from '../adjustments/read-edits.js';
import { readDrawn, type Drawn, type Recipe } from '../adjustments/recipe.js';
import { isSameStyle, removesStyle, styleInWords, underStyle, type Style } from '../adjustments/style.js';
import { ApiError } from '../errors.js';
import { editReply } from './edit-reply.js';
import { estimate, type ListPrice, type Work } from './estimate.js';
import { secondsAt } from '../job/frames.js';
import type { ClipRecord } from '../job/job-record.js';
import type { CostBreakdown } from './pricing.js';
import { LOCAL_RENDERER } from './rate-card.js';
import {
  rejectForPart,
  rejectInvisible,
  rejectSmallTalk,
  rejectUnchanged,
  rejectWithoutBeats,
} from './nothing-to-offer.js';
import { inWords, quoteWarnings, type QuoteWarning } from './quote-warnings.js';
import type { QuoteTerms } from './quote-terms.js';
import { asksForMore, readInstruction, removesEverything, type Template } from '../templates/templates.js';

/** What a regeneration would do, its cost and its duration. */
export interface Quote {
  reply: string;
  /** The same without what stays as it is, for a conversation. */
  inShort: string;
  templates: Template[];
  /** What the built-in renderer will draw, over an edit by a model as well; null where nothing is drawn. */
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
  const { videoModel, action, style, prompt } = terms;
  const before = readDrawn(clip.adjustments);
  const current = before?.adjustments ?? [];
  if (before?.style && removesStyle(instruction)) return withoutStyle(clip, before, terms);
  if (removesEverything(instruction)) {
    if (before?.style) return withoutStyle(clip, { ...before, adjustments: [] }, terms);
    if (current.length === 0) throw new ApiError('BAD_USER_INPUT', NO_LOOK);
  }
  const isNewLook = style !== null && !isSameStyle(style, before?.style ?? null);
  const kept = isNewLook ? underStyle(current) : current;
  const read = readFor(instruction, kept, terms);
  if (!read.refines && instruction !== '') rejectSmallTalk(instruction);
  rejectInvisible(clip, read, terms);
  rejectForPart(read, terms);
  rejectWithoutBeats(clip, read, terms);
  const recipe =
    videoModel === LOCAL_RENDERER
      ? recipeOf(clip, before, { read, kept, style })
      : action === 'EDIT_FOOTAGE' && before !== null
        ? { ...before, footageVersion: clip.footageVersion }
        : null;
  if (videoModel === LOCAL_RENDERER && recipe !== null && !terms.isAhead && !isNewLook)
    rejectUnchanged(read, before?.adjustments ?? null, recipe.adjustments, terms.part);
  const templates = read.rest.length === 0 ? read.templates : [];
  // The look of another clip has no words, and whoever wrote the prompt has written it.
  const isWritten = templates.length > 0 || isNewLook || prompt !== null;
  const promptModel = isWritten ? null : terms.promptModel;
  const work = { ...workOn(clip, terms), promptModel };
  const { cost, seconds, list } = estimate(terms.rateCard, work, terms.history);
  const isMore = read.refines && asksForMore(instruction);
  const known =
    recipe === null || videoModel !== LOCAL_RENDERER
      ? read.templates.map((template) => template.reply).join(' ')
      : [
          isNewLook ? lookReply(style, clip, current, kept) : '',
          instruction === '' ? '' : recipeReply(read, kept, recipe.adjustments),
        ].join(' ');
  const begin = isMore ? 'More of the same: ' : '';
  const done =
    prompt === null ? reply(clip, known.trim(), read.rest, promptModel) : ownReply(clip, known.trim(), terms);
  const what = action === 'EDIT_FOOTAGE' ? editReply(clip, instruction, promptModel, terms) : begin + done;
  const said = what + seedReply(terms);
  return {
    reply: read.rest.length === 0 || prompt !== null ? `${said} ${stays(clip)}` : said,
    inShort: said,
    templates,
    recipe,
    estimatedCost: cost,
    estimatedSeconds: seconds,
    list,
    warnings: quoteWarnings({ clip, read, cost, promptModel, terms }),
  };
}

/** What there is to price, beside the prompt. */
function workOn({ startFrame, endFrame }: ClipRecord, terms: QuoteTerms): Omit<Work, 'promptModel'> {
  const { videoModel, action, aspectRatio, takenOver, takes, isTakes } = terms;
  const clipSeconds = secondsAt(endFrame - startFrame);
  return { clipSeconds, action, aspectRatio, videoModel, takenOver, takes, isTakes };
}

const NO_LOOK = 'This clip has no look that could be taken away: its footage is as it was made.';

/** The clip without the look of another one: what else is drawn stays. */
function withoutStyle(clip: ClipRecord, before: Drawn, terms: QuoteTerms): Quote {
  if (terms.videoModel !== LOCAL_RENDERER)
    throw new ApiError('BAD_USER_INPUT', 'Only the built-in renderer takes the look away again.');
  const work = { ...workOn(clip, terms), promptModel: null };
  const { cost, seconds, list } = estimate(terms.rateCard, work, terms.history);
  const read = { templates: [], said: [], rest: [], edits: [], refines: true };
  return {
    reply: `${OWN_LOOK} ${stays(clip)}`,
    inShort: OWN_LOOK,
    templates: [],
    recipe: { ...recipeOf(clip, before, { read, kept: before.adjustments, style: null }), style: null },
    ...{ estimatedCost: cost, estimatedSeconds: seconds, list },
    warnings: quoteWarnings({ clip, read, cost, promptModel: null, terms }),
  };
}

/**
 * The built-in renderer edits the clip's adjustments. A language model knows the conversation and can write "more" into the
 * prompt of a new shot; without one, "a bit more" repeats the last templates.
 */
function readFor(
  instruction: string,
  current: readonly Adjustment[],
  { videoModel, promptModel, prompt, lastInstruction, part, isUnseen }: QuoteTerms,
): ReadEdits {
  // The look of another clip is all that is asked for.
  if (instruction === '') return { templates: [], said: [], rest: [], edits: [], refines: false };
  // It is read again at its turn, when there is something to change.
  if (videoModel === LOCAL_RENDERER && isUnseen && lastInstruction.length > 0)
    return { templates: lastInstruction, said: [], rest: [], edits: [], refines: true };
  if (videoModel === LOCAL_RENDERER)
    return orRepeat(readEdits(instruction, current, lastInstruction, part), instruction);
  // Only its person's prompt says what is made; the instruction is its name in the history.
  if (prompt !== null) return { templates: [], said: [], rest: [instruction], edits: [], refines: false };
  const repeats = promptModel === null && asksForMore(instruction) && lastInstruction.length > 0;
  const read = repeats ? { templates: lastInstruction, said: [], rest: [] } : readInstruction(instruction);
  return orRepeat({ ...read, edits: [], refines: repeats }, instruction);
}

/** A courtesy alone ("please") has no parts, so the whole instruction is the rest. */
function orRepeat(read: ReadEdits, instruction: string): ReadEdits {
  return read.templates.length === 0 && read.rest.length === 0 ? { ...read, rest: [instruction] } : read;
}

/** What is drawn over the clip's untouched footage; one without adjustments is untouched footage itself. */
function recipeOf(
  clip: ClipRecord,
  before: Drawn | null,
  { read, kept, style }: { read: ReadEdits; kept: readonly Adjustment[]; style: Style | null },
): Recipe {
  const there = before?.style ?? null;
  return {
    // What was seen of the other clip once stays what it was.
    style: style === null || isSameStyle(style, there) ? there : style,
    adjustments: mergeAdjustments(kept, read.edits),
    footageVersion: before === null ? clip.rootVersion : clip.footageVersion,
  };
}

function lookReply(
  style: Style,
  { clipIndex }: ClipRecord,
  before: readonly Adjustment[],
  kept: readonly Adjustment[],
): string {
  const gone = before.filter((one) => !kept.includes(one)).map((one) => `“${templateOf(one).label}”`);
  return `${styleInWords(style, clipIndex)}${gone.length === 0 ? '' : ` That takes the place of ${gone.join(' and ')}.`}`;
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
  const added = after.filter((one) => !before.some((was) => isSamePlace(was, one)));
  const about = templates.flatMap(({ id }) => added.find((adjustment) => adjustment.id === id) ?? []);
  if (about.length === templates.length) return about.map(adjustmentInWords).join(' ');
  return changeInWords(before, after);
}

const OWN_LOOK = 'This clip gets its own light and color back.';

const stays = ({ clipIndex }: ClipRecord): string =>
  `Only clip ${clipIndex + 1} changes; the song and every other clip stay as they are.`;

function reply(clip: ClipRecord, known: string, rest: string[], promptModel: string | null): string {
  const name = `clip ${clip.clipIndex + 1}`;
  if (rest.length === 0) return known;
  const remains = `Then I'll make the clip again; the rest of the video stays as it is.`;
  if (promptModel !== null)
    return `${promptModel} will rewrite the prompt of ${name} for your change, in the style of the video. ${remains}`;
  const asked = `I'll add this to the prompt of ${name}, in your words: ${inWords(rest)}.`;
  return [known, asked, remains].filter((part) => part !== '').join(' ');
}

function ownReply({ clipIndex }: ClipRecord, known: string, { videoModel }: QuoteTerms): string {
  return videoModel === LOCAL_RENDERER
    ? `${known} Your prompt is kept with the clip, word for word.`
    : `I'll make clip ${clipIndex + 1} again from your prompt, word for word.`;
}

function seedReply({ seed, takes }: QuoteTerms): string {
  if (seed === null) return '';
  return takes === 1
    ? ` The seed is ${seed}.`
    : ` The first take has the seed ${seed}, each further one the next.`;
}
