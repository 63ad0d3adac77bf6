import { availableParallelism } from 'node:os';
import { RegenerationFailure } from '../../core/errors.js';
import { LOCAL_RENDERER } from '../../core/quote/rate-card.js';
import { failClipChange } from '../../core/regeneration/lifecycle.js';
import { Semaphore } from '../../core/util/semaphore.js';
import { Stopped } from '../lease.js';
import type { ChangeInput, RunInput } from '../regeneration-row.js';
import { changeClip, type ChangedClip } from './change-clip.js';
import { settleOpenCalls } from './settle-open-calls.js';
import type { StepDeps } from './step.js';

/** The built-in renderer's ffmpeg keeps about two cores busy. */
const RENDERER_CORES = 2;

/**
 * Steps 1 and 2 of all clips, side by side. What fails for one clip leaves the others alone, or ends the run where all or
 * nothing is wanted; the clips of earlier attempts are taken as they are. Rejects with the failure where no clip is
 * changed, or where it is the only one; whatever it rejects with, nothing is left running.
 */
export async function changeClips(
  input: RunInput,
  deps: StepDeps,
  signal: AbortSignal,
): Promise<ChangedClip[]> {
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  const slots = slotsFor(deps);
  const ends = await Promise.all(
    input.changes.map(async (change) => {
      if (change.failure !== null) return null;
      const slot = change.videoModel === LOCAL_RENDERER ? slots.renderer : slots.provider;
      try {
        return await slot.use(async () => await changeClip(change, deps, either));
      } catch (error) {
        if (!either.aborted) await leaveOut(change, error, input, deps).catch((reason) => stop.abort(reason));
        return null;
      }
    }),
  );
  const changed = ends.filter((end) => end !== null);
  if (!either.aborted && changed.length > 0) return changed;
  await Promise.all(changed.map(async ({ thumbnail }) => await thumbnail));
  either.throwIfAborted();
  throw noneChanged(input);
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

/** Ends the change of a clip that failed. Rejects where the whole run ends with it. */
async function leaveOut(change: ChangeInput, error: unknown, input: RunInput, deps: StepDeps): Promise<void> {
  if (!(error instanceof RegenerationFailure) || change.isOnly) throw error;
  const { clipIndex } = change;
  const { code, message } = error;
  deps.log.error({ err: error, code, clipIndex }, 'A clip cannot be changed');
  await settleOpenCalls(change, deps, clipIndex);
  deps.progress.ofClip(clipIndex).end();
  const retryable = code !== 'CONTENT_REJECTED';
  const failure = { clipIndex, code, message, retryable, progress: deps.progress.mean };
  if (!(await failClipChange(deps.db, change, failure))) throw new Stopped('lease-lost');
  change.failure = { code, message };
  if (input.onFailure === 'PUBLISH_ALL_OR_NOTHING')
    throw new RegenerationFailure(code, `Clip ${clipIndex + 1} cannot be changed. ${message}`, {
      cause: error,
    });
}

/** In the words of the first clip; each has its own. */
function noneChanged({ changes }: RunInput): RegenerationFailure {
  const { code, message } = changes.find(({ failure }) => failure !== null)!.failure!;
  return new RegenerationFailure(code, `None of the clips could be changed. ${message}`);
}
