import type { ChangesRequest } from '../order/changes-request.js';
import { confirmedPlan } from '../order/order-changes.js';
import type { QuoteDeps } from '../order/quote-changes.js';
import type { Price } from './queued-change.js';

/** What a user agrees to: the price that was quoted, which must still stand, or else the current one. */
export async function agreedPrice(deps: QuoteDeps, request: ChangesRequest): Promise<Price> {
  const { cost, discount } = await confirmedPlan(deps, request);
  return { cost, discount };
}
