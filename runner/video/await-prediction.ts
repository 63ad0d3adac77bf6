import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { RegenerationFailure } from '../../core/errors.js';
import { limited } from '../../core/util/limited.js';
import { waitingSentence } from '../retry.js';
import type { OnWaiting } from './create-prediction.js';
import type { Pauses } from './prediction-pauses.js';
import { hasEnded, ProviderProblem, type Prediction, type AnswersLater } from './providers/client.js';

const FIRST_RETRY_PAUSE_MS = 1000;
/** A request that takes longer is repeated. */
const POLL_LIMIT_MS = 10_000;
const LONGEST_PAUSE_MS = 15_000;
/** The longest pause that a provider may ask for. */
const LONGEST_ASKED_MS = 60_000;
/** A single failed request is not worth a word, unless the next one is far away. */
const TOLD_AFTER_MS = 3000;
const NO_NEWS = 'The video provider does not say how far the clip is.';
/** This many answers in a row without the prediction mean that it is gone. */
const UNKNOWN_ANSWERS = 10;

/**
 * Polls until the prediction has ended; needs no webhook. A failed request is repeated until the run is stopped, at
 * the latest by its deadline: a paid clip is not given up.
 */
export async function awaitPrediction(
  id: string,
  client: AnswersLater,
  log: Logger,
  pauses: Pauses,
  signal: AbortSignal,
  onSeen: (prediction: Prediction) => void,
  onWaiting: OnWaiting,
): Promise<Prediction> {
  for (let failures = 0, unknown = 0; ;) {
    try {
      const prediction = await limited(signal, POLL_LIMIT_MS, async (ask) => await client.get(id, ask));
      onWaiting(null);
      if (hasEnded(prediction)) return prediction;
      [failures, unknown] = [0, 0];
      onSeen(prediction);
    } catch (error) {
      signal.throwIfAborted();
      failures++;
      unknown = error instanceof ProviderProblem && error.status === 404 ? unknown + 1 : 0;
      log.warn({ err: error, externalId: id }, 'The provider could not be asked for a prediction');
      if (unknown >= UNKNOWN_ANSWERS) throw vanished(error);
      const pauseMs = pause(failures, error);
      if (failures > 1 || pauseMs > TOLD_AFTER_MS) onWaiting(waitingSentence(NO_NEWS, pauseMs));
      await sleep(pauseMs, undefined, { signal });
      continue;
    }
    await pauses.pause(signal);
  }
}

function pause(failures: number, error: unknown): number {
  const asked = error instanceof ProviderProblem ? (error.retryAfterMs ?? 0) : 0;
  const usual = Math.min(LONGEST_PAUSE_MS, FIRST_RETRY_PAUSE_MS * 2 ** Math.min(failures - 1, 4));
  return Math.max(usual, Math.min(LONGEST_ASKED_MS, asked));
}

function vanished(cause: unknown): RegenerationFailure {
  const message = 'The video provider no longer knows of the clip that it was making. {charged}';
  return new RegenerationFailure('VIDEO_MODEL_FAILED', message, { cause });
}
