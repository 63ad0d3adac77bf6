import { estimate, type ListPrice } from './estimate.js';
import { secondsAt } from '../job/frames.js';
import type { ClipRecord } from '../job/job-record.js';
import type { CostBreakdown } from './pricing.js';
import { LOCAL_RENDERER } from './rate-card.js';
import { rejectInvisible, rejectSmallTalk } from './nothing-to-offer.js';
import { inWords, quoteWarnings, type QuoteWarning } from './quote-warnings.js';
import type { QuoteTerms } from './quote-terms.js';
import { readInstruction, type Template, type ReadInstruction } from '../templates/templates.js';

/** What a regeneration would do, its cost and its duration. */
export interface Quote {
  reply: string;
  templates: Template[];
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
  const more = moreOf(terms);
  if (more.length === 0) rejectSmallTalk(instruction);
  const read = more.length > 0 ? { templates: more, rest: [] } : readOrRepeat(instruction);
  rejectInvisible(clip, read, terms.videoModel);
  const templates = read.rest.length === 0 ? read.templates : [];
  const promptModel = templates.length > 0 ? null : terms.promptModel;
  const clipSeconds = secondsAt(clip.endFrame - clip.startFrame);
  const { videoModel, takenOver, takes, isTakes } = terms;
  const work = { clipSeconds, promptModel, videoModel, takenOver, takes, isTakes };
  const { cost, seconds, list } = estimate(terms.rateCard, work, terms.history);
  return {
    reply: (more.length > 0 ? 'More of the same: ' : '') + reply(clip, read, promptModel),
    templates,
    estimatedCost: cost,
    estimatedSeconds: seconds,
    list,
    warnings: quoteWarnings({ clip, read, cost, promptModel, terms }),
  };
}

/**
 * A language model knows the conversation and can write "more" into the prompt of a new shot; a template has one strength.
 * So "a bit more" repeats the last templates without a language model, and for the built-in renderer, which continues from
 * its last result and reads no prompt.
 */
function moreOf({ promptModel, videoModel, lastInstruction }: QuoteTerms): Template[] {
  return promptModel === null || videoModel === LOCAL_RENDERER ? lastInstruction : [];
}

/** A courtesy alone ("please") has no parts, so the whole instruction is the rest. */
function readOrRepeat(instruction: string): ReadInstruction {
  const { templates, rest } = readInstruction(instruction);
  return { templates, rest: templates.length === 0 && rest.length === 0 ? [instruction] : rest };
}

function reply(clip: ClipRecord, { templates, rest }: ReadInstruction, promptModel: string | null): string {
  const name = `clip ${clip.clipIndex + 1}`;
  const known = templates.map((template) => template.reply).join(' ');
  if (rest.length === 0)
    return `${known} Only ${name} changes; the song and every other clip stay as they are.`;
  const remains = `Then I'll make the clip again; the rest of the video stays as it is.`;
  if (promptModel !== null)
    return `${promptModel} will rewrite the prompt of ${name} for your change, in the style of the video. ${remains}`;
  const asked = `I'll add this to the prompt of ${name}, in your words: ${inWords(rest)}.`;
  return [known, asked, remains].filter((part) => part !== '').join(' ');
}
