import { Decimal } from 'decimal.js';
import type { Logger } from 'pino';
import { ApiError } from '../errors.js';
import { orderChanges, type OrderDeps } from '../order/order-changes.js';
import { usd } from '../quote/pricing.js';
import { chargedClips, findHold, type Admission, type PlannedChanges } from '../regeneration/admission.js';
import { askAboutQueuedChange, removeQueuedChange, startQueuedChange } from './queue-changes.js';
import { isDearer, type Price, type QueuedChange } from './queued-change.js';

/** What starting queued changes needs. */
export interface StartDeps extends Omit<OrderDeps, 'admissions'> {
  log: Logger;
}

/** Its price is no longer what its person agreed to. */
class DearerError extends Error {
  constructor(readonly price: Price) {
    super('The price has risen.');
  }
}

/** Nothing that its person could decide: it has moved on, or waiting is enough. */
class WaitsError extends Error {}

/** Codes of what passes by itself: something else came first, or the server cannot at the moment. */
const PASSING = ['REGENERATION_IN_PROGRESS', 'QUOTE_STALE', 'INTERNAL_SERVER_ERROR', 'SERVICE_UNAVAILABLE'];

/** dearer, refused: it asks its person now. replayed: the same was ordered before. waits: it is tried again. */
export type QueueOutcome = 'started' | 'replayed' | 'dearer' | 'refused' | 'waits';

/**
 * Orders a queued change for its clips as they are now, at the price that was agreed to or a lower one. What stands against
 * it becomes a question to its person; what passes by itself leaves it waiting.
 */
export async function startQueued(deps: StartDeps, change: QueuedChange): Promise<QueueOutcome> {
  const { userId, jobId, changes, history, onFailure, inputHash } = change;
  const request = {
    ...{ userId, jobId, changes, history, onFailure, inputHash, quoteToken: null, retryOf: null },
    queuedId: change.id,
    idempotencyKey: change.idempotencyKey ?? `queue-${change.id}`,
  };
  const admissions = { admit: async (planned: PlannedChanges) => await admitQueued(deps, change, planned) };
  try {
    const { regenerationId, outcome } = await orderChanges({ ...deps, admissions }, request);
    // The same was asked for elsewhere, under the same key.
    if (outcome === 'REPLAYED') await removeQueuedChange(deps.db, change);
    deps.log.info(
      { queued: change.id, regeneration: regenerationId, job: jobId, outcome },
      'A queued change began',
    );
    return outcome === 'REPLAYED' ? 'replayed' : 'started';
  } catch (error) {
    return await askOrWait(deps, change, error);
  }
}

/** An admission that also takes the change from its queue. */
async function admitQueued(
  { db, limits }: StartDeps,
  change: QueuedChange,
  planned: PlannedChanges,
): Promise<Admission> {
  const price = priceOf(planned);
  if (isDearer(price, change.quoted)) throw new DearerError(price);
  const started = await startQueuedChange(db, change, planned, limits);
  if (started.outcome === 'MOVED_ON') throw new WaitsError();
  if (started.outcome === 'RATE_LIMITED') {
    const hold = await findHold(db, { ...planned, clips: chargedClips(planned.changes) }, limits);
    // The end of one of the user's changes makes room for it.
    if (hold === null || hold.heldBy === 'USER_ACTIVE') throw new WaitsError();
  }
  return started;
}

async function askOrWait(
  { db, log }: StartDeps,
  change: QueuedChange,
  error: unknown,
): Promise<QueueOutcome> {
  const asked = questionOf(change, error);
  if (asked === null) return 'waits';
  const { question, price } = asked;
  if (!(await askAboutQueuedChange(db, change, question, price))) return 'waits';
  log.info({ queued: change.id, job: change.jobId, question }, 'A queued change asks its person');
  return price === null ? 'refused' : 'dearer';
}

/** What its person must decide; null where waiting is enough. Throws what is nobody's decision. */
function questionOf(
  { quoted }: QueuedChange,
  error: unknown,
): { question: string; price: Price | null } | null {
  if (error instanceof DearerError) return { question: dearer(error.price, quoted), price: error.price };
  if (error instanceof WaitsError) return null;
  if (!(error instanceof ApiError)) throw error;
  return PASSING.includes(error.code) ? null : { question: error.message, price: null };
}

function dearer({ cost: now }: Price, { cost: agreed }: Price): string {
  const before = `not ${inDollars(agreed.total)} as you agreed to`;
  if (!now.known && agreed.known)
    return `A price is no longer known: this would cost ${inDollars(now.total)} or more, ${before}.`;
  return `This would now cost ${inDollars(now.total)}, ${before}.`;
}

/** Cents, and parts of a cent where there are any. */
function inDollars(usd: string): string {
  return `$${usd.replace(/0{1,2}$/, '')}`;
}

function priceOf({ estimatedCost: { list: _, discount: __, ...cost }, discount }: PlannedChanges): Price {
  return { cost: { ...cost, total: usd(new Decimal(cost.total).minus(discount)) }, discount };
}
