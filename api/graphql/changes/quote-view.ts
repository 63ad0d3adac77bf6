import { alternativesTo } from '../../../core/order/alternatives.js';
import { modelName } from '../../../core/order/model-name.js';
import type { PlanDeps } from '../../../core/order/plan-changes.js';
import type { ChangesOffer } from '../../../core/order/quote-changes.js';
import { keptBy } from '../../../core/order/video-choice.js';
import type { QuotedChange } from '../../../core/quote/quote-token.js';
import { applyTemplates, editPrompt, mergeInstruction } from '../../../core/templates/templates.js';
import type { ChangesQuoteType, PlannedAlternativeType, PlannedChangeType } from './changes-quote.type.js';

/** A PlannedChange as the schema shows it; its alternatives are priced where they are asked for. */
export interface PlannedChangeParent extends PlannedChangeType {
  alternatives: (deps: PlanDeps) => Promise<PlannedAlternativeType[]>;
}

/** A ChangesQuote as the schema shows it. */
export interface QuoteParent extends ChangesQuoteType {
  changes: PlannedChangeParent[];
}

/** What writes prompts and makes clips here. */
type Models = Pick<PlanDeps, 'promptModel' | 'videoModels'>;

/** An offer as the schema shows it. */
export function quoteView(offer: ChangesOffer, models: Models): QuoteParent {
  const { token, expiresAt, reply, cost, discount, seconds, warnings } = offer;
  return {
    ...{ token, expiresAt, reply, discount, warnings },
    changes: offer.changes.map((change) => plannedView(change, offer, models)),
    estimatedCost: cost,
    estimatedTime: seconds,
  };
}

function plannedView(
  quoted: QuotedChange,
  offer: ChangesOffer,
  { promptModel, videoModels: { options } }: Models,
): PlannedChangeParent {
  const { clip, instruction, action, videoModel, takes, seed, quote } = quoted;
  return {
    ...{ clipIndex: clip.clipIndex, instruction, action, videoModel, takes, seed },
    alternatives: async (deps) =>
      (await alternativesTo(deps, quoted, offer)).map(({ estimatedSeconds, ...other }) => ({
        ...other,
        modelName: modelName(other.videoModel, options),
        estimatedTime: estimatedSeconds,
      })),
    modelName: modelName(videoModel, options),
    templates: quote.templates,
    prompt: promptOf(quoted, promptModel),
    keeps: keptBy(action),
    estimatedCost: quote.estimatedCost,
    warnings: quote.warnings,
  };
}

/** As it is sent by a run without a language model; null where one writes it. */
function promptOf(
  { clip, instruction, action, prompt: own, quote }: QuotedChange,
  promptModel: string | null,
): string | null {
  if (own !== null) return own;
  const isWritten = quote.templates.length > 0 || promptModel === null;
  if (action === 'EDIT_FOOTAGE') return isWritten ? editPrompt(quote.templates, instruction) : null;
  const prompt = clip.currentPrompt ?? '';
  if (quote.templates.length > 0) return applyTemplates(prompt, quote.templates);
  return promptModel === null ? mergeInstruction(prompt, instruction) : null;
}
