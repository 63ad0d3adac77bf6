import type { Price, QueuedChange } from '../../../core/queue/queued-change.js';
import type { PlannedChanges, PlannedRequest } from '../../../core/regeneration/admission.js';
import { ownFinishedJob } from '../access.js';
import type { ApiContext } from '../context.js';
import { planRegeneration } from '../regenerations/plan-regeneration.js';
import { planned } from '../regenerations/request-regeneration.js';

/** A queued change as it would be admitted now, and at what price. */
export interface PlannedQueued {
  request: PlannedRequest | PlannedChanges;
  price: Price;
}

/** Quotes a queued change for its clips as they are now; throws what stands against it. */
export async function planQueued(context: ApiContext, change: QueuedChange): Promise<PlannedQueued> {
  const { userId, jobId, id, idempotencyKey, inputHash } = change;
  const { clipIndex, instruction } = change.changes[0]!;
  const request = {
    ...{ userId, jobId, clipIndex, instruction, inputHash, history: [], quoteToken: null, retryOf: null },
    idempotencyKey: idempotencyKey ?? `queue-${id}`,
  };
  const plan = await planRegeneration(context, await ownFinishedJob(context, jobId), request);
  return { request: planned(request, plan), price: { cost: plan.quote.estimatedCost, discount: '0.0000' } };
}
