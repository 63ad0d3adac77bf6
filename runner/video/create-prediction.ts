import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { RegenerationFailure } from '../../core/errors.js';
import { crashPoint } from '../../core/regeneration/crash-point.js';
import { limited } from '../../core/util/limited.js';
import type { PaidCall } from '../paid-call.js';
import { delayBeforeRetry, waitingSentence } from '../retry.js';
import type { AlikeRequests } from './alike-requests.js';
import { findPrediction, type KnownPredictions } from './find-prediction.js';
import { ledgerRequest } from './ledger-request.js';
import {
  PostRejected,
  type Prediction,
  type PredictionRequest,
  type ProviderClient,
} from './providers/client.js';
import type { GenerationNews } from './video-model.js';

/** How long a run waits for a provider, in milliseconds. */
export interface Patience {
  /** For the answer to a POST that only starts a prediction; after that its outcome is unknown. */
  postMs: number;
  /** For a POST with an unknown outcome to appear at the provider. */
  lookForMs: number;
  /** For bringing a request's files to the provider. */
  uploadMs: number;
}

export const PATIENCE: Patience = { postMs: 15_000, lookForMs: 8000, uploadMs: 240_000 };

/** Time to wait for a POST's answer when the run is stopped, so that its id is not lost. */
const POST_GRACE_MS = 1500;

export interface CreateDeps extends KnownPredictions {
  client: ProviderClient;
  alike: AlikeRequests;
  log: Logger;
  patience: Patience;
}

export type OnWaiting = GenerationNews['onWaiting'];

/** The prediction that belongs to a call. */
export interface CreatedPrediction {
  id: string;
  /** How it ended, if the provider answers at once; null if it has to be polled. */
  ended: Prediction | null;
}

/**
 * A call's known prediction; else the one that an earlier POST made, found at the provider; else that of a new
 * POST. Never posts while an earlier POST may still be found, and never a third time; at a provider without a list,
 * never a second time.
 */
export async function createPrediction(
  request: PredictionRequest,
  call: PaidCall,
  deps: CreateDeps,
  signal: AbortSignal,
  onWaiting: OnWaiting,
): Promise<CreatedPrediction> {
  const atOnce = deps.client.answers === 'at-once';
  const known = call.open.externalId;
  // An immediate answer that was never settled is lost with its run.
  if (known !== null && atOnce) throw notKnown(null);
  if (known !== null) return { id: known, ended: null };
  const make = async (): Promise<CreatedPrediction> =>
    await findOrPost(request, call, deps, signal, onWaiting);
  // A POST that is answered with the clip itself takes as long as making it.
  return atOnce ? await make() : await deps.alike.inTurn(ledgerRequest(request), make);
}

async function findOrPost(
  request: PredictionRequest,
  call: PaidCall,
  deps: CreateDeps,
  signal: AbortSignal,
  onWaiting: OnWaiting,
): Promise<CreatedPrediction> {
  // The run may have been stopped while this waited for its turn.
  signal.throwIfAborted();
  for (;;) {
    const found = call.isNew ? null : await find(call, deps, signal);
    const prediction = found ?? (await postOnce(request, call, deps, signal, onWaiting));
    // Another take that had lost an answer may have found it first: its own is to be found, then.
    if (prediction === null || !deps.owners.claim(prediction.id, call.open.id)) continue;
    await call.accepted(prediction.id);
    return { id: prediction.id, ended: deps.client.answers === 'at-once' ? prediction : null };
  }
}

async function find(call: PaidCall, deps: CreateDeps, signal: AbortSignal): Promise<Prediction | null> {
  const { client, log, patience } = deps;
  if (client.list === undefined) throw notKnown(null);
  const found = await findPrediction(call.open, client.list, deps, patience.lookForMs, signal).catch(
    (error: unknown) => {
      signal.throwIfAborted();
      throw notKnown(error);
    },
  );
  log.warn(
    { call: call.open.id, externalId: found?.id ?? null },
    'Looked for the prediction of a POST without an answer',
  );
  return found;
}

/** The new prediction; null if the outcome of the POST is unknown. */
async function postOnce(
  request: PredictionRequest,
  call: PaidCall,
  deps: CreateDeps,
  signal: AbortSignal,
  onWaiting: OnWaiting,
): Promise<Prediction | null> {
  const { client, log, patience } = deps;
  const toPost = await uploaded(request, call, deps, signal, onWaiting);
  if (!(await call.mayPost(ledgerRequest(toPost)))) throw notKnown(null);
  const limitMs = client.answers === 'at-once' ? client.answersWithinMs : patience.postMs;
  try {
    return await untilTaken(call, deps, signal, onWaiting, async () => {
      return await unaborted(signal, limitMs, async (post) => await client.create(toPost, post));
    });
  } catch (error) {
    if (error instanceof RegenerationFailure) throw error;
    log.warn({ err: error, call: call.open.id }, 'The outcome of a POST is unknown');
    signal.throwIfAborted();
    return null;
  }
}

/** The request with its files at the provider. A new run uploads them again, under addresses of its own. */
async function uploaded(
  request: PredictionRequest,
  call: PaidCall,
  deps: CreateDeps,
  signal: AbortSignal,
  onWaiting: OnWaiting,
): Promise<PredictionRequest> {
  const { client, patience } = deps;
  if (client.upload === undefined) return request;
  const sent = await untilTaken(call, deps, signal, onWaiting, async () => {
    return await limited(signal, patience.uploadMs, async (limit) => await client.upload!(request, limit));
  });
  crashPoint('after-upload');
  return sent;
}

/** Repeats what the provider did not take for now, and created nothing; any other error is passed on at once. */
async function untilTaken<T>(
  call: PaidCall,
  { log }: CreateDeps,
  signal: AbortSignal,
  onWaiting: OnWaiting,
  send: () => Promise<T>,
): Promise<T> {
  for (let attempts = 1; ; attempts++) {
    // The machine may have slept until here, and the run that replaced this one may have posted meanwhile.
    signal.throwIfAborted();
    try {
      const taken = await send();
      onWaiting(null);
      return taken;
    } catch (error) {
      if (!(error instanceof PostRejected)) throw error;
      const delayMs = delayBeforeRetry(attempts, error);
      if (delayMs === null) throw await rejected(call, error);
      log.warn({ err: error, call: call.open.id, delayMs }, 'The provider takes no request now');
      onWaiting(waitingSentence(error.waiting ?? 'The video provider does not take this yet.', delayMs));
      await sleep(delayMs, undefined, { signal });
    }
  }
}

/** Runs a POST that ends by its own limit, or shortly after the run was stopped. */
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
async function rejected(call: PaidCall, error: PostRejected): Promise<RegenerationFailure> {
  await call.settle({ outcome: 'failed', costUsd: '0', patch: {} });
  return new RegenerationFailure('VIDEO_MODEL_FAILED', `${error.sentence} {charged}`, { cause: error });
}

function notKnown(cause: unknown): RegenerationFailure {
  const message =
    'The video provider did not answer, and it may or may not have started. Please try again later. {charged}';
  return new RegenerationFailure('VIDEO_MODEL_FAILED', message, { cause });
}
