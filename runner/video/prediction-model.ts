import { setTimeout as sleep } from 'node:timers/promises';
import { RegenerationFailure } from '../../core/errors.js';
import type { OpenCall } from '../../core/regeneration/ledger.js';
import type { PaidCall } from '../paid-call.js';
import type { PaidClip } from '../regeneration-row.js';
import { awaitPrediction } from './await-prediction.js';
import { findPrediction } from './find-prediction.js';
import { placeOrder, type OrderDeps } from './create-prediction.js';
import { orderedSecondsIn } from './ledger-request.js';
import { endOf, failureOf, type Expected } from './prediction-end.js';
import type { PausesOf } from './prediction-pauses.js';
import {
  hasEnded,
  OutputUnusable,
  type Order,
  type Prediction,
  type PredictionProvider,
} from './providers/client.js';
import type { EndedCall, VideoModel, VideoRequest } from './video-model.js';

/** All that canceling may take: with a POST's grace before, it ends within the grace of a Job. */
const CANCEL_LIMIT_MS = 5500;
const LOOK_BEFORE_CANCEL_MS = 2000;
const CANCEL_POLL_MS = 300;

export interface PredictionModelDeps extends OrderDeps {
  /** What a request asks of the provider's model. */
  order: (request: VideoRequest, signal: AbortSignal) => Promise<Order>;
  pausesOf: PausesOf;
  /** Seconds that a prediction of this model and input is expected to run; null where that is not known. */
  expectedSeconds: (prediction: Prediction) => number | null;
}

/** A model behind a provider that charges: every prediction is in the ledger before it is made, and is paid once. */
export function createPredictionModel(deps: PredictionModelDeps): VideoModel {
  const { provider } = deps;
  return {
    api: provider.api,
    async generate(request, open, signal, onProgress) {
      if (request.paid !== null && (await bringAgain(request.paid, request, deps, signal)))
        return { owedUsd: null };
      const order = await deps.order(request, signal);
      const call = await open();
      const id = await placeOrder(order, call, deps, signal);
      const report = reporter(deps, onProgress);
      const pauses = deps.pausesOf(id);
      const ended = await awaitPrediction(id, provider, deps.log, pauses, signal, report).finally(() => {
        pauses.stop();
      });
      const made = await settleEnd(ended, call, deps);
      await bring(made, request.outputPath, provider, signal).catch((error: unknown) => {
        throw error instanceof OutputUnusable ? unavailable(error) : error;
      });
      onProgress(1);
      return { owedUsd: null };
    },
    cancel: async (call) => await endCall(call, deps),
  };
}

/** Brings what was paid for earlier; false where the provider keeps it no longer. */
async function bringAgain(
  paid: PaidClip,
  { outputPath }: VideoRequest,
  { provider, log }: PredictionModelDeps,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    await bring(paid, outputPath, provider, signal);
    return true;
  } catch (error) {
    if (!(error instanceof OutputUnusable)) throw error;
    if (!error.gone) throw unavailable(error);
    log.warn({ err: error, externalId: paid.id }, 'A clip that was paid for is gone; it is made again');
    return false;
  }
}

async function bring(
  { urls: [url] }: PaidClip,
  path: string,
  provider: PredictionProvider,
  signal: AbortSignal,
): Promise<void> {
  if (url === undefined) throw new OutputUnusable('The video model finished without a clip.', true);
  await provider.download(url, path, signal);
}

/** Books what was charged together with what it made; rejects where it made nothing. */
async function settleEnd(ended: Prediction, call: PaidCall, deps: PredictionModelDeps): Promise<PaidClip> {
  const end = endOf(ended, expectedOf(call.open, ended, deps));
  const made = paidClip(ended, deps);
  await call.settle({ ...end, patch: made === null ? {} : { prediction: made } });
  if (made === null) throw failureOf(ended);
  return made;
}

function expectedOf(call: OpenCall, ended: Prediction, { expectedSeconds }: PredictionModelDeps): Expected {
  return {
    fullUsd: call.estimatedUsd,
    videoSeconds: orderedSecondsIn(call.request),
    runSeconds: expectedSeconds(ended),
  };
}

function paidClip(
  { status, id, urls, input }: Prediction,
  { provider }: PredictionModelDeps,
): PaidClip | null {
  if (status !== 'succeeded' || urls.length === 0) return null;
  return { api: provider.api, id, urls, seed: typeof input['seed'] === 'number' ? input['seed'] : null };
}

/** The fraction that the provider tells; else by the time it usually takes, which never quite gets there. */
function reporter(
  { expectedSeconds }: PredictionModelDeps,
  onProgress: (fraction: number) => void,
): (prediction: Prediction) => void {
  const beganAt = Date.now();
  let highest = 0;
  return (prediction) => {
    const seconds = (Date.now() - beganAt) / 1000;
    const byTime = 0.9 * (1 - Math.exp((-2 * seconds) / (expectedSeconds(prediction) ?? 120)));
    highest = Math.max(highest, Math.min(0.98, prediction.done ?? byTime));
    onProgress(highest);
  };
}

/** Ends what a call has left open at the provider, and says what that costs. Rejects where that cannot be learned. */
async function endCall(call: OpenCall, deps: PredictionModelDeps): Promise<EndedCall> {
  const { provider, unknownIds } = deps;
  // The request is kept before a POST: nothing was asked for.
  if (call.externalId === null && call.request === null) return { outcome: 'canceled', costUsd: '0' };
  const signal = AbortSignal.timeout(CANCEL_LIMIT_MS);
  const id =
    call.externalId ?? (await findPrediction(call, provider, unknownIds, LOOK_BEFORE_CANCEL_MS, signal))?.id;
  if (id === undefined) return { outcome: 'unknown', costUsd: '0' };
  const ended = await cancelAndSee(id, provider, signal);
  const made = paidClip(ended, deps);
  const end = endOf(ended, expectedOf(call, ended, deps));
  return { ...end, externalId: id, ...(made === null ? {} : { paid: made }) };
}

async function cancelAndSee(
  id: string,
  provider: PredictionProvider,
  signal: AbortSignal,
): Promise<Prediction> {
  for (let told = false; ;) {
    try {
      if (!told) await provider.cancel(id, signal);
      told = true;
      const prediction = await provider.get(id, signal);
      if (hasEnded(prediction)) return prediction;
    } catch (error) {
      if (signal.aborted) throw error;
    }
    await sleep(CANCEL_POLL_MS, undefined, { signal });
  }
}

function unavailable(error: OutputUnusable): RegenerationFailure {
  const message = `${error.sentence} What was paid for is kept: a retry looks for it before it has it made again. {charged}`;
  return new RegenerationFailure('VIDEO_MODEL_FAILED', message, { cause: error });
}
