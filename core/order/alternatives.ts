import { secondsAt } from '../job/frames.js';
import { estimate, NOTHING_TAKEN_OVER } from '../quote/estimate.js';
import type { CostBreakdown } from '../quote/pricing.js';
import type { QuotedChange } from '../quote/quote-token.js';
import { LOCAL_RENDERER } from '../quote/rate-card.js';
import type { ChangeAction } from '../quote/video-model-card.js';
import { pricesOf, type PlanDeps } from './plan-changes.js';
import { keptBy, type VideoModelOption } from './video-choice.js';

/** The same wish by another action or model. */
export interface Alternative {
  action: ChangeAction;
  videoModel: string;
  keeps: string;
  estimatedCost: CostBreakdown;
  estimatedSeconds: number;
}

/** The other ways that this installation has for a change, each with its price. */
export async function alternativesTo(deps: PlanDeps, change: QuotedChange): Promise<Alternative[]> {
  const others = deps.videoModels.options.filter(
    (option) => option.isAvailable && option.key !== change.videoModel && canDo(option, change, deps),
  );
  return await Promise.all(others.map(async (option) => await priced(deps, option, change)));
}

/** The renderer changes footage, and shows what templates mean alone; some models need a picture to begin with. */
function canDo(
  { key }: VideoModelOption,
  { clip, takes, quote: { read } }: QuotedChange,
  { rateCard }: PlanDeps,
): boolean {
  if (key === LOCAL_RENDERER && takes > 1) return false;
  if (key === LOCAL_RENDERER)
    return clip.currentVideoKey !== null && read.templates.length > 0 && read.rest.length === 0;
  const hasPicture = clip.currentVideoKey !== null || clip.references.scene !== null;
  return hasPicture || rateCard.video[key]?.needsPicture !== true;
}

async function priced(
  deps: PlanDeps,
  { key: videoModel, actions }: VideoModelOption,
  { clip, takes, quote: { templates } }: QuotedChange,
): Promise<Alternative> {
  const { rateCard, history, promptModel } = await pricesOf(deps, videoModel);
  const work = {
    clipSeconds: secondsAt(clip.endFrame - clip.startFrame),
    videoModel,
    promptModel: templates.length > 0 ? null : promptModel,
    takenOver: NOTHING_TAKEN_OVER,
    takes,
  };
  const { cost, seconds } = estimate(rateCard, work, history);
  const action = actions[0]!;
  return { action, videoModel, keeps: keptBy(action), estimatedCost: cost, estimatedSeconds: seconds };
}
