import type { ChangesRequest } from '../order/changes-request.js';
import { settled } from '../order/last-instructions.js';
import { confirmedPlan } from '../order/order-changes.js';
import type { QuoteDeps } from '../order/quote-changes.js';
import type { QueueRequest } from './queue-changes.js';

/**
 * What a user agrees to: the price that was quoted, which must still stand, or else the current one; and what "a bit more"
 * refers to, which is no longer the last thing once its turn comes.
 */
export async function agreementTo(
  deps: QuoteDeps,
  request: ChangesRequest,
): Promise<Pick<QueueRequest, 'changes' | 'quoted'>> {
  const plan = await confirmedPlan(deps, request);
  const { cost, discount } = plan;
  return { quoted: { cost, discount }, changes: settled(request.changes, plan) };
}
