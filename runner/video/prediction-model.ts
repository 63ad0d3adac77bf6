import { setTimeout as sleep } from 'node:timers/promises';
import { RegenerationFailure } from '../../core/errors.js';
import type { OpenCall } from '../../core/regeneration/ledger.js';
import type { PaidCall } from '../paid-call.js';
import type { PaidClip } from '../regeneration-row.js';
import { AlikeRequests } from './alike-requests.js';
import { awaitPrediction } from './await-prediction.js';
import { createPrediction, type CreateDeps, type CreatedPrediction } from './create-prediction.js';
import { findPrediction, PredictionOwners } from './find-prediction.js';
import { readLedgerRequest } from './ledger-request.js';
import { downloadOutput, OUTPUT_LIMIT_MS } from './output/download.js';
import { OutputUnusable } from './output/output-unusable.js';
import { endOf, failureOf, type Expected } from './prediction-end.js';
import type { PausesOf } from './prediction-pauses.js';
import {
  hasEnded,
  type AnswersLater,
  type ExpectedRun,
  type Prediction,
  type PredictionRequest,
} from './providers/client.js';
import type { EndedCall, GenerationNews, VideoModel, VideoRequest } from './video-model.js';

/** Limit for canceling: with a POST's grace before it, it fits into the grace period of a Job. */
const CANCEL_LIMIT_MS = 5500;
const LOOK_BEFORE_CANCEL_MS = 2000;
const CANCEL_POLL_MS = 300;

type PredictionModelDeps = PredictionModelOptions & Pick<CreateDeps, 'owners' | 'alike'>;

export interface PredictionModelOptions extends Omit<CreateDeps, 'owners' | 'alike'> {
  /** The provider's name in the ledger. */
  api: string;
  pausesOf: PausesOf;
  /** For fetching one output, in milliseconds. */
  outputLimitMs?: number;
}

/** A model of a provider that charges: every prediction is in the ledger before it is made, and is paid once. */
export function createPredictionModel(options: PredictionModelOptions): VideoModel {
  const deps: PredictionModelDeps = {
    ...options,
    owners: new PredictionOwners(),
    alike: new AlikeRequests(),
  };
  return {
    api: deps.api,
    async generate(request, open, signal, { onProgress, onWaiting: tell }) {
      const onWaiting = changesOf(tell);
      if (request.paid !== null && (await fetchAgain(request.paid, request, deps, signal)))
        return { owedUsd: null };
      const asked = await deps.client.predictionRequest(request, signal);
      const call = await open();
      const created = await createPrediction(asked, call, deps, signal, onWaiting);
      const news = { onProgress, onWaiting };
      const ended = await endedPrediction(created, asked, deps, signal, news);
      const made = await settleEnd(ended, call, deps);
      await fetchMade(made, request.outputPath, deps, signal).catch((error: unknown) => {
        throw error instanceof OutputUnusable ? unavailable(error) : error;
      });
      onProgress(1);
      return { owedUsd: null };
    },
    cancel: async (call) => await endCall(call, deps),
  };
}

/** Passes on that a run goes on only if it waited. */
function changesOf(onWaiting: GenerationNews['onWaiting']): GenerationNews['onWaiting'] {
  let isWaiting = false;
  return (sentence) => {
    if (sentence !== null || isWaiting) onWaiting(sentence);
    isWaiting = sentence !== null;
  };
}

async function endedPrediction(
  { id, ended }: CreatedPrediction,
  asked: PredictionRequest,
  deps: PredictionModelDeps,
  signal: AbortSignal,
  { onProgress, onWaiting }: GenerationNews,
): Promise<Prediction> {
  if (ended !== null) return ended;
  if (deps.client.answers === 'at-once') throw new Error(`The prediction ${id} was not answered at once`);
  const pauses = deps.pausesOf(id);
  const report = reporter(deps.client.expected(asked), onProgress);
  return await awaitPrediction(id, deps.client, deps.log, pauses, signal, report, onWaiting).finally(() => {
    pauses.stop();
  });
}

/** Fetches a clip that was paid for earlier; false if the provider no longer has it. */
async function fetchAgain(
  paid: PaidClip,
  { outputPath }: VideoRequest,
  deps: PredictionModelDeps,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    await fetchMade(paid, outputPath, deps, signal);
    return true;
  } catch (error) {
    if (!(error instanceof OutputUnusable)) throw error;
    if (!error.gone) throw unavailable(error);
    deps.log.warn({ err: error, externalId: paid.id }, 'A clip that was paid for is gone; it is made again');
    return false;
  }
}

async function fetchMade(
  { urls: [url] }: PaidClip,
  path: string,
  { client, outputLimitMs: limitMs = OUTPUT_LIMIT_MS }: PredictionModelDeps,
  signal: AbortSignal,
): Promise<void> {
  if (url === undefined) throw new OutputUnusable('The video model finished without a clip.', true);
  await downloadOutput(url, path, { hosts: client.outputs, limitMs }, signal);
}

/** Books the charge together with the clip, or with the reason why there is none; rejects with that. */
async function settleEnd(ended: Prediction, call: PaidCall, deps: PredictionModelDeps): Promise<PaidClip> {
  const end = endOf(ended, expectedOf(call.open, ended, deps));
  const made = paidClip(ended, deps);
  if (made !== null) {
    await call.settle({ ...end, patch: { prediction: made } });
    return made;
  }
  const failure = failureOf(ended);
  const { code, message } = failure;
  await call.settle({ ...end, patch: { failure: { code, message } } });
  throw failure;
}

function expectedOf(call: OpenCall, ended: Prediction, { client }: PredictionModelDeps): Expected {
  const requested = readLedgerRequest(call.request);
  return {
    fullUsd: call.estimatedUsd,
    videoSeconds: requested === null ? null : client.expected(requested).videoSeconds,
    runSeconds: client.expected(requested ?? ended).runSeconds,
  };
}

function paidClip({ status, id, urls, input }: Prediction, { api }: PredictionModelDeps): PaidClip | null {
  if (status !== 'succeeded' || urls.length === 0) return null;
  return { api, id, urls, seed: typeof input['seed'] === 'number' ? input['seed'] : null };
}

/** The fraction that the provider reports; else an estimate from the usual time, which never reaches 1. */
function reporter(
  { runSeconds }: ExpectedRun,
  onProgress: (fraction: number) => void,
): (prediction: Prediction) => void {
  const beganAt = Date.now();
  let highest = 0;
  return (prediction) => {
    const seconds = (Date.now() - beganAt) / 1000;
    const byTime = 0.9 * (1 - Math.exp((-2 * seconds) / (runSeconds ?? 120)));
    highest = Math.max(highest, Math.min(0.98, prediction.done ?? byTime));
    onProgress(highest);
  };
}

/** Ends a call's prediction at the provider, and returns its cost. Rejects if that cannot be found out. */
async function endCall(call: OpenCall, deps: PredictionModelDeps): Promise<EndedCall> {
  // The request is stored before a POST, so nothing was posted.
  if (call.externalId === null && call.request === null) return { outcome: 'canceled', costUsd: '0' };
  const { client } = deps;
  // An unknown cost counts as charged in full.
  const inFull = { outcome: 'unknown', costUsd: call.estimatedUsd } as const;
  if (call.externalId === null && client.list === undefined) return inFull;
  const signal = AbortSignal.timeout(CANCEL_LIMIT_MS);
  const found =
    call.externalId === null
      ? await findPrediction(call, client.list!, deps, LOOK_BEFORE_CANCEL_MS, signal)
      : null;
  const externalId = call.externalId ?? found?.id;
  if (externalId === undefined) return { outcome: 'unknown', costUsd: '0' };
  const ended = client.answers === 'later' ? await cancelAndSee(externalId, client, signal) : found;
  if (ended === null) return { ...inFull, externalId };
  const made = paidClip(ended, deps);
  const end = endOf(ended, expectedOf(call, ended, deps));
  return { ...end, externalId, ...(made === null ? {} : { paid: made }) };
}

/** Null for a prediction that goes on at a provider without cancellation. */
async function cancelAndSee(
  id: string,
  client: AnswersLater,
  signal: AbortSignal,
): Promise<Prediction | null> {
  for (let sent = false; ;) {
    try {
      if (!sent) await client.cancel?.(id, signal);
      sent = true;
      const prediction = await client.get(id, signal);
      if (hasEnded(prediction)) return prediction;
      if (client.cancel === undefined) return null;
    } catch (error) {
      if (signal.aborted) throw error;
    }
    await sleep(CANCEL_POLL_MS, undefined, { signal });
  }
}

function unavailable(error: OutputUnusable): RegenerationFailure {
  const message = `${error.sentence} The clip is paid for: a retry looks for it before it makes another. {charged}`;
  return new RegenerationFailure('VIDEO_MODEL_FAILED', message, { cause: error });
}
