import type { ChangesRequest } from '../order/changes-request.js';
import { findOwnFinishedJob } from '../order/own-job.js';
import { planChanges } from '../order/plan-changes.js';
import type { QuoteDeps } from '../order/quote-changes.js';
import type { Price } from './queued-change.js';

/** What a user agrees to: the price that was quoted, which must still stand, or else the current one. */
export async function agreedPrice(deps: QuoteDeps, request: ChangesRequest): Promise<Price> {
  const job = await findOwnFinishedJob(deps, request.userId, request.jobId);
  const plan = await planChanges(deps, job, request);
  const { cost, discount } =
    request.quoteToken === null ? plan : await deps.quotes.check(request.quoteToken, plan);
  return { cost, discount };
}
