import { estimate, type ListPrice } from './estimate.js';
import { secondsAt } from '../job/frames.js';
import type { ClipRecord, JobRecord } from '../job/job-record.js';
import type { CostBreakdown } from './pricing.js';
import { inWords, quoteWarnings, type QuoteWarning } from './quote-warnings.js';
import type { QuoteTerms } from './quote-terms.js';
import { readWishes, type Template, type Wishes } from '../templates/templates.js';

/** What a regeneration would do, cost and take. */
export interface Quote {
  reply: string;
  templates: Template[];
  estimatedCost: CostBreakdown;
  estimatedSeconds: number;
  /** The rate card's own figures behind the estimate. */
  list: ListPrice;
  warnings: QuoteWarning[];
}

/** What would be done with a clip, for how much, in what time, and what the user should know before. */
export function makeQuote(job: JobRecord, clip: ClipRecord, instruction: string, terms: QuoteTerms): Quote {
  const more = moreOf(terms);
  const wishes = more.length > 0 ? { templates: more, rest: [] } : wishesIn(instruction);
  const templates = wishes.rest.length === 0 ? wishes.templates : [];
  const promptModel = templates.length > 0 ? null : terms.promptModel;
  const clipSeconds = secondsAt(clip.endFrame - clip.startFrame);
  const { videoModel, takenOver } = terms;
  const work = { clipSeconds, promptModel, videoModel, takenOver };
  const { cost, seconds, list } = estimate(terms.rateCard, work, terms.history);
  return {
    reply: (more.length > 0 ? 'More of the same: ' : '') + reply(clip, wishes, promptModel),
    templates,
    estimatedCost: cost,
    estimatedSeconds: seconds,
    list,
    warnings: quoteWarnings({ job, clip, wishes, cost, promptModel, terms }),
  };
}

/**
 * A language model knows the conversation, and can say in a prompt how much more; a template says everything but once.
 * So it stands for "a bit more" only where there is no language model: the renderer goes on from what it made last.
 */
function moreOf({ promptModel, lastWish }: QuoteTerms): Template[] {
  return promptModel === null ? lastWish : [];
}

/** A courtesy alone ("please") is no template, so it is repeated as it came. */
function wishesIn(instruction: string): Wishes {
  const { templates, rest } = readWishes(instruction);
  return { templates, rest: templates.length === 0 && rest.length === 0 ? [instruction] : rest };
}

function reply(clip: ClipRecord, { templates, rest }: Wishes, promptModel: string | null): string {
  const name = `Clip ${clip.clipIndex + 1}`;
  const known = templates.map((template) => template.reply).join(' ');
  if (rest.length === 0)
    return `${known} Only ${name} changes; the song and every other clip stay as they are.`;
  const remains = `Then I'll make the clip again; the rest of the video stays as it is.`;
  if (promptModel !== null)
    return `${promptModel} will rewrite the prompt of ${name} as you wish, in the style of the video. ${remains}`;
  const asked = `I'll add your wish to the prompt of ${name}, in your words: ${inWords(rest)}.`;
  return [known, asked, remains].filter((part) => part !== '').join(' ');
}
