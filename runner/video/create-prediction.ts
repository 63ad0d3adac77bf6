import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { RegenerationFailure } from '../../core/errors.js';
import type { PaidCall } from '../paid-call.js';
import { delayBeforeRetry } from '../retry.js';
import { findPrediction, type UnknownIds } from './find-prediction.js';
import { orderRequest } from './ledger-request.js';
import { PostRefused, type Order, type PredictionProvider } from './providers/client.js';

/** How long an order waits for a provider, in milliseconds. */
export interface Patience {
  /** For the answer to a POST; without one its fate is unknown. */
  postMs: number;
  /** For a POST of unknown fate to show at the provider. */
  lookForMs: number;
}

export const PATIENCE: Patience = { postMs: 15_000, lookForMs: 8000 };

/** A POST under way when the run is stopped: its answer is waited for, so that the id is not lost. */
const POST_GRACE_MS = 1500;

export interface OrderDeps {
  provider: PredictionProvider;
  unknownIds: UnknownIds;
  log: Logger;
  patience: Patience;
}

/**
 * The id of the prediction that answers for a call: the known one; else the one that an earlier POST made, found at the
 * provider; else that of a POST made now. Never posts while an earlier POST may still be found, and never a third time.
 */
export async function placeOrder(
  order: Order,
  call: PaidCall,
  deps: OrderDeps,
  signal: AbortSignal,
): Promise<string> {
  if (call.open.externalId !== null) return call.open.externalId;
  for (;;) {
    const id =
      (call.isNew ? null : await find(call, deps, signal)) ?? (await postOnce(order, call, deps, signal));
    if (id === null) continue;
    await call.accepted(id);
    return id;
  }
}

async function find(call: PaidCall, deps: OrderDeps, signal: AbortSignal): Promise<string | null> {
  const { provider, unknownIds, log, patience } = deps;
  const found = await findPrediction(call.open, provider, unknownIds, patience.lookForMs, signal).catch(
    (error: unknown) => {
      signal.throwIfAborted();
      throw notKnown(error);
    },
  );
  log.warn(
    { call: call.open.id, externalId: found?.id ?? null },
    'Looked for a POST whose answer is not known',
  );
  return found?.id ?? null;
}

/** The new prediction's id; null where the fate of the POST is not known. */
async function postOnce(
  order: Order,
  call: PaidCall,
  { provider, log, patience }: OrderDeps,
  signal: AbortSignal,
): Promise<string | null> {
  if (!(await call.mayPost(orderRequest(order)))) throw notKnown(null);
  for (let attempts = 1; ; attempts++) {
    // A machine that slept wakes here: whoever replaced this run may have posted meanwhile.
    signal.throwIfAborted();
    try {
      return (await unaborted(signal, patience.postMs, async (post) => await provider.create(order, post)))
        .id;
    } catch (error) {
      if (!(error instanceof PostRefused)) {
        log.warn({ err: error, call: call.open.id }, 'The fate of a POST is not known');
        signal.throwIfAborted();
        return null;
      }
      const delayMs = delayBeforeRetry(attempts, error);
      if (delayMs === null) throw await refused(call, error);
      await sleep(delayMs, undefined, { signal });
    }
  }
}

/** Runs a POST that ends by its own limit, and only a while after the run was stopped. */
async function unaborted<T>(
  run: AbortSignal,
  limitMs: number,
  post: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = new AbortController();
  const abort = (): void => limit.abort(new Error('The POST was not answered in time'));
  const timers = [setTimeout(abort, limitMs)];
  const stop = (): void => void timers.push(setTimeout(abort, POST_GRACE_MS));
  run.addEventListener('abort', stop, { once: true });
  try {
    return await post(limit.signal);
  } finally {
    run.removeEventListener('abort', stop);
    timers.forEach(clearTimeout);
  }
}

/** Nothing was created: the call is settled at once. */
async function refused(call: PaidCall, error: PostRefused): Promise<RegenerationFailure> {
  await call.settle({ outcome: 'failed', costUsd: '0', patch: {} });
  return new RegenerationFailure('VIDEO_MODEL_FAILED', `${error.sentence} {charged}`, { cause: error });
}

function notKnown(cause: unknown): RegenerationFailure {
  const message =
    'The video provider did not answer, and nobody knows whether it began. Please try again later. {charged}';
  return new RegenerationFailure('VIDEO_MODEL_FAILED', message, { cause });
}
