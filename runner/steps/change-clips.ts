import { availableParallelism } from 'node:os';
import { RegenerationFailure } from '../../core/errors.js';
import { LOCAL_RENDERER } from '../../core/quote/rate-card.js';
import { Semaphore } from '../../core/util/semaphore.js';
import { takeOf, type ChangeInput, type RunInput } from '../regeneration-row.js';
import { changeClip, makeClip, newPrompt, type ChangedClip } from './change-clip.js';
import { settleOpenCalls } from './settle-open-calls.js';
import { keepFailure, type StepDeps } from './step.js';

/** The built-in renderer's ffmpeg keeps about two cores busy. */
const RENDERER_CORES = 2;

/**
 * Steps 1 and 2 of all clips, side by side, and of all takes of a clip. What fails for one leaves the others alone, or ends
 * the run where all or nothing is wanted; the clips of earlier attempts are taken as they are. Rejects with the failure
 * where no clip is made, or where it is the only one; whatever it rejects with, nothing is left running.
 */
export async function changeClips(
  input: RunInput,
  deps: StepDeps,
  signal: AbortSignal,
): Promise<ChangedClip[]> {
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  const slots = slotsFor(deps);
  const attempt: Attempt = async (change, take, action) => {
    const slot = change.videoModel === LOCAL_RENDERER ? slots.renderer : slots.provider;
    try {
      return await slot.use(async () => await action(deps, either));
    } catch (error) {
      if (!either.aborted)
        await leaveOut(change, take, error, input, deps).catch((reason) => stop.abort(reason));
      return null;
    }
  };
  const ends = await Promise.all(input.changes.map(async (change) => await makeTakes(change, attempt)));
  const changed = ends.flat().filter((end) => end !== null);
  if (!either.aborted && changed.length > 0) return changed;
  await Promise.all(changed.map(async ({ thumbnail }) => await thumbnail));
  either.throwIfAborted();
  throw noneChanged(input);
}

/** Does something for a clip's change, or for one take of it, in its turn; null where it failed and others go on. */
type Attempt = <T>(
  change: ChangeInput,
  take: number | null,
  action: (deps: StepDeps, signal: AbortSignal) => Promise<T>,
) => Promise<T | null>;

/** The clip that a change makes, or its takes, of one prompt. */
async function makeTakes(change: ChangeInput, attempt: Attempt): Promise<(ChangedClip | null)[]> {
  const { takes, failedTakes, failure } = change;
  const numbers = Array.from({ length: takes }, (_, take) => take).filter(
    (take) => !failedTakes.includes(take),
  );
  if (numbers.length === 0 || (failure !== null && failedTakes.length === 0)) return [];
  if (takes === 1) return [await attempt(change, null, async (...how) => await changeClip(change, ...how))];
  const prompt = await attempt(change, null, async (...how) => await newPrompt(change, ...how));
  if (prompt === null) return [];
  return await Promise.all(
    numbers.map(
      async (take) =>
        await attempt(change, take, async (...how) => await makeClip(takeOf(change, take), prompt, ...how)),
    ),
  );
}

function slotsFor({
  changeConcurrency,
  encoderConcurrency,
}: StepDeps): Record<'provider' | 'renderer', Semaphore> {
  const cores = encoderConcurrency ?? availableParallelism();
  return {
    provider: new Semaphore(changeConcurrency),
    renderer: new Semaphore(Math.min(changeConcurrency, Math.ceil(cores / RENDERER_CORES))),
  };
}

/** Ends the change of a clip that failed, or one take of it. Rejects where the whole run ends with it. */
async function leaveOut(
  change: ChangeInput,
  take: number | null,
  error: unknown,
  input: RunInput,
  deps: StepDeps,
): Promise<void> {
  if (!(error instanceof RegenerationFailure) || (change.isOnly && take === null)) throw error;
  const { clipIndex } = change;
  const { code, message } = error;
  deps.log.error({ err: error, code, clipIndex, take }, 'A clip cannot be made');
  await settleOpenCalls(change, deps, { clipIndex, take: take ?? 0 });
  deps.progress.end(clipIndex, take);
  const retryable = code !== 'CONTENT_REJECTED';
  const failure = { clipIndex, take, code, message, retryable, progress: deps.progress.mean };
  await keepFailure(change, deps, failure);
  change.failure = { code, message };
  if (input.onFailure === 'PUBLISH_ALL_OR_NOTHING')
    throw new RegenerationFailure(code, `Clip ${clipIndex + 1} cannot be changed. ${message}`, {
      cause: error,
    });
}

/** In the words of the first clip; each has its own. */
function noneChanged({ changes }: RunInput): RegenerationFailure {
  const { code, message } = changes.find(({ failure }) => failure !== null)!.failure!;
  return new RegenerationFailure(
    code,
    changes.length === 1 ? message : `None of the clips could be changed. ${message}`,
  );
}
