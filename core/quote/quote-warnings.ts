import { Decimal } from 'decimal.js';
import { secondsAt } from '../job/frames.js';
import type { JobRecord } from '../job/job-record.js';
import { isFree, longestSeconds, type CostBreakdown } from './pricing.js';
import type { Quoted } from './quote-terms.js';
import { SCOPE, SOME_LOOKS } from '../templates/templates.js';
import { plainText } from '../util/text/plain-text.js';
import { shortened } from '../util/text/storable-text.js';
import { LOCAL_RENDERER } from './rate-card.js';
import { HELD_SECONDS } from './video-model-card.js';

/** Completed regenerations of one clip after which the user is warned. */
const MANY_REGENERATIONS = 3;
/** Share of the budget from which the user is warned. */
const NEAR_BUDGET = 0.8;

export type QuoteWarningCode =
  | 'MANY_REGENERATIONS'
  | 'NEAR_BUDGET'
  | 'OVER_BUDGET'
  | 'RATE_LIMITED'
  | 'CLIP_LONGER_THAN_MODEL'
  | 'PRICE_UNKNOWN'
  | 'UNSUPPORTED_BY_RENDERER';

export interface QuoteWarning {
  code: QuoteWarningCode;
  message: string;
  /** With RATE_LIMITED: when the change is possible. */
  until?: Date;
}

type Warning = QuoteWarning | null;

/** What the user should know of one clip's change before confirming, in display order. */
export function quoteWarnings(quoted: Quoted): QuoteWarning[] {
  return [manyRegenerations, priceUnknown, longerThanModel, nothingToBeginWith, unsupported]
    .map((look): Warning => look(quoted))
    .filter((warning) => warning !== null);
}

function manyRegenerations({ clip: { regenerationCount } }: Quoted): Warning {
  if (regenerationCount < MANY_REGENERATIONS) return null;
  const message = `This clip has been regenerated ${regenerationCount} times. Consider starting fresh if the results don't convince you.`;
  return { code: 'MANY_REGENERATIONS', message };
}

/** Whether a change of this cost comes near the video's budget, or exceeds it. `budgetUsd`: decimal string. */
export function budgetWarning(
  job: Pick<JobRecord, 'totalCost' | 'reservedCost'>,
  cost: CostBreakdown,
  budgetUsd: string,
): Warning {
  if (isFree(cost)) return null;
  const limit = new Decimal(budgetUsd);
  const spent = new Decimal(job.totalCost).plus(job.reservedCost).plus(cost.total);
  if (spent.greaterThan(limit)) {
    return {
      code: 'OVER_BUDGET',
      message: `This would exceed the video's budget of $${limit.toFixed(2)}.`,
    };
  }
  if (spent.lessThan(limit.times(NEAR_BUDGET))) return null;
  const left = limit.minus(spent).toFixed(2);
  return { code: 'NEAR_BUDGET', message: `After this, $${left} of the video's budget is left.` };
}

function priceUnknown({ cost, promptModel, terms: { rateCard, videoModel } }: Quoted): Warning {
  if (cost.known) return null;
  const model = rateCard.video[videoModel]?.known === true ? promptModel : videoModel;
  const message = `The price of ${model} is not known; the total may be higher.`;
  return { code: 'PRICE_UNKNOWN', message };
}

function longerThanModel({ clip, terms: { rateCard, videoModel } }: Quoted): Warning {
  const longest = longestSeconds(rateCard, videoModel);
  const slotSeconds = secondsAt(clip.endFrame - clip.startFrame);
  if (longest === null || slotSeconds <= longest + HELD_SECONDS) return null;
  const slot = Number(slotSeconds.toFixed(1));
  const message = `This clip lasts ${slot} s and ${videoModel} makes ${longest} s at most; its last picture is held for the rest.`;
  return { code: 'CLIP_LONGER_THAN_MODEL', message };
}

function nothingToBeginWith({ clip, terms: { rateCard, videoModel } }: Quoted): Warning {
  if (clip.currentVideoKey !== null || clip.references.scene !== null) return null;
  if (rateCard.video[videoModel]?.needsPicture !== true) return null;
  const message = `This clip has neither footage nor a picture of its scene, and ${videoModel} needs one to begin with.`;
  return { code: 'UNSUPPORTED_BY_RENDERER', message };
}

function unsupported({ read, terms: { videoModel, prompt } }: Quoted): Warning {
  if (videoModel !== LOCAL_RENDERER || (read.rest.length === 0 && prompt === null)) return null;
  const cannot = read.rest.length === 0 ? '' : `; it cannot do ${inWords(read.rest)}`;
  const what = prompt === null ? 'That' : 'Your prompt';
  const where = prompt === null ? 'will be in the prompt' : 'stays with the clip';
  const message = `The built-in renderer changes ${SCOPE}, and adds ${SOME_LOOKS}${cannot}. ${what} ${where}, but not in the picture.`;
  return { code: 'UNSUPPORTED_BY_RENDERER', message };
}

const LONGEST_WORDS = 120;

/** The user's words in quotation marks, as plain text of limited length: “add a red car”. */
export function inWords(parts: string[]): string {
  return `“${shortened(plainText(parts.join('; ')), LONGEST_WORDS)}”`;
}
