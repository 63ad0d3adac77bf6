// Before the types of the schema, which the server's loops reach through this file first.
import 'reflect-metadata';
import { ApiError } from '../../../core/errors.js';
import { askAboutQueuedChange, startQueuedChange, type Started } from '../../../core/queue/queue-changes.js';
import { isDearer, toPay, type Price, type QueuedChange } from '../../../core/queue/queued-change.js';
import { describeHold, findHold } from '../../../core/regeneration/admission.js';
import { crashPoint } from '../../../core/regeneration/crash-point.js';
import type { ApiContext, ApiServices } from '../context.js';
import { planQueued, type PlannedQueued } from './plan-queued.js';

/** A server's own troubles are no question for a person: the change waits and is tried again. */
const PASSING = ['INTERNAL_SERVER_ERROR', 'SERVICE_UNAVAILABLE'];

/**
 * Quotes a queued change again, since its clips may have changed, and starts it at the price that was agreed to or a lower
 * one. What stands against it becomes a question to its person; what passes by itself leaves it waiting.
 */
export async function startQueued(services: ApiServices, change: QueuedChange): Promise<void> {
  const context: ApiContext = {
    ...services,
    viewer: { id: change.userId, email: null, expiresAt: Infinity },
  };
  const planned = await planQueued(context, change).catch(refusalOf);
  if (planned instanceof ApiError) return await ask(context, change, planned.message);
  if (isDearer(planned.price, change.quoted))
    return await ask(context, change, dearer(planned.price, change.quoted), planned.price);
  crashPoint('before-admit');
  const started = await startQueuedChange(context.db, change, planned.request, context.limits);
  crashPoint('after-admit');
  if ('regenerationId' in started) return isRunning(context, change, started);
  const question = await questionOf(context, started.outcome, planned);
  if (question !== null) await ask(context, change, question);
}

function isRunning(
  { log, nudgeDispatcher }: ApiContext,
  { id, jobId }: QueuedChange,
  { regenerationId, outcome }: Extract<Started, { regenerationId: string }>,
): void {
  log.info({ queued: id, regeneration: regenerationId, job: jobId, outcome }, 'A queued change was started');
  nudgeDispatcher();
}

async function ask(
  { db, log }: ApiContext,
  change: QueuedChange,
  question: string,
  price: Price | null = null,
): Promise<void> {
  log.info({ queued: change.id, job: change.jobId, question }, 'A queued change asks its person');
  await askAboutQueuedChange(db, change, question, price);
}

function refusalOf(error: unknown): ApiError {
  if (error instanceof ApiError && !PASSING.includes(error.code)) return error;
  throw error;
}

function dearer(now: Price, agreed: Price): string {
  const before = `not ${inDollars(agreed)} as you agreed to`;
  if (!now.cost.known && agreed.cost.known)
    return `A price is no longer known: this would cost ${inDollars(now)} or more, ${before}.`;
  return `This would now cost ${inDollars(now)}, ${before}.`;
}

/** Cents, and parts of a cent where there are any. */
function inDollars(price: Price): string {
  return `$${toPay(price).replace(/0{1,2}$/, '')}`;
}

/** What its person must decide; null where waiting is enough. */
async function questionOf(
  { db, limits }: ApiContext,
  outcome: Exclude<Started, { regenerationId: string }>['outcome'],
  { request }: PlannedQueued,
): Promise<string | null> {
  switch (outcome) {
    // Something else came first: its turn comes again.
    case 'MOVED_ON':
    case 'REGENERATION_IN_PROGRESS':
    case 'QUOTE_STALE':
      return null;
    case 'RATE_LIMITED': {
      const hold = await findHold(db, request, limits);
      // The end of one of the user's changes makes room for it.
      if (hold === null || hold.heldBy === 'USER_ACTIVE') return null;
      return describeHold(hold, limits);
    }
    case 'BUDGET_EXCEEDED':
      return `This would exceed the video's budget of $${limits.budgetUsd}.`;
    default:
      return 'This change can no longer be started as it was asked for. Say it once more.';
  }
}
