import { ApiError } from '../errors.js';
import type { CostBreakdown } from '../quote/pricing.js';
import { makeQuote, type Quote } from '../quote/quote.js';
import { NOTHING_TAKEN_OVER } from '../quote/estimate.js';
import type { QuotedChange, QuotedChanges } from '../quote/quote-token.js';
import { LOCAL_RENDERER } from '../quote/rate-card.js';
import type { ChangeAction } from '../quote/video-model-card.js';
import { editsAllOf } from './footage-edit.js';
import { pricesOf, type PlanDeps } from './plan-changes.js';
import { keptBy, type ChosenWork, type VideoModelOption } from './video-choice.js';

/** The same wish by another action or model. */
export interface Alternative {
  action: ChangeAction;
  videoModel: string;
  keeps: string;
  estimatedCost: CostBreakdown;
  estimatedSeconds: number;
}

type OfferedChange = QuotedChange & Pick<QuotedChanges, 'isTakes'>;

/** The other ways that this installation has for a change, each with its price. */
export async function alternativesTo(
  deps: PlanDeps,
  change: QuotedChange,
  { isTakes }: Pick<QuotedChanges, 'isTakes'>,
): Promise<Alternative[]> {
  // Only the built-in renderer measures the look of another clip, and draws over a part of one.
  if (change.style !== null || change.part !== null) return [];
  const others = deps.videoModels.options
    .filter((option) => option.isAvailable && hasWhatItNeeds(option, change, deps))
    .flatMap((option) => waysOf(option, change))
    .filter(({ videoModel, action }) => videoModel !== change.videoModel || action !== change.action);
  const found = await Promise.all(
    others.map(async (work) => await alternative(deps, work, { ...change, isTakes })),
  );
  return found.filter((one) => one !== null);
}

/** What a model can do for a clip: edit it only as a whole. */
function waysOf(option: VideoModelOption, { clip }: QuotedChange): ChosenWork[] {
  return option.actions
    .filter((action) => action !== 'EDIT_FOOTAGE' || editsAllOf(option, clip))
    .map((action) => ({ videoModel: option.key, action }));
}

/** The renderer makes the same picture each time, and shows no prompt; some models need a picture to begin with. */
function hasWhatItNeeds(
  { key, takesSeed }: VideoModelOption,
  { clip, takes, prompt, seed }: QuotedChange,
  { rateCard }: PlanDeps,
): boolean {
  if (seed !== null && !takesSeed) return false;
  if (key === LOCAL_RENDERER) return takes === 1 && prompt === null;
  const hasPicture = clip.currentVideoKey !== null || clip.references.scene !== null;
  return hasPicture || rateCard.video[key]?.needsPicture !== true;
}

/** Null where the model has no offer for the wish, or would do a part of it alone. */
async function alternative(
  deps: PlanDeps,
  { videoModel, action }: ChosenWork,
  change: OfferedChange,
): Promise<Alternative | null> {
  const quote = await quoteBy(deps, { videoModel, action }, change);
  if (quote === null || (videoModel === LOCAL_RENDERER && quote.templates.length === 0)) return null;
  const { estimatedCost, estimatedSeconds } = quote;
  return { action, videoModel, keeps: keptBy(action), estimatedCost, estimatedSeconds };
}

async function quoteBy(
  deps: PlanDeps,
  { videoModel, action }: ChosenWork,
  { clip, aspectRatio, wish, takes, isTakes, prompt, seed, lastInstruction }: OfferedChange,
): Promise<Quote | null> {
  const terms = {
    ...(await pricesOf(deps, videoModel)),
    ...{ action, aspectRatio },
    takenOver: NOTHING_TAKEN_OVER,
    // What it would be otherwise is said of the change itself.
    ...{
      prompt,
      seed,
      takes,
      isTakes,
      lastInstruction,
      style: null,
      part: null,
      isAhead: false,
      isUnseen: false,
    },
  };
  try {
    return makeQuote(clip, wish, terms);
  } catch (error) {
    if (error instanceof ApiError) return null;
    throw error;
  }
}
