import type { JobRepository } from '../core/job-repository.js';
import { assertNever, RegenerationFailure } from '../core/errors.js';
import { claimRegeneration, endRegeneration, releaseLease } from '../core/regeneration/lifecycle.js';
import { keepLease, Stopped } from './lease.js';
import { ProgressWriter } from './progress.js';
import { readRunInput } from './regeneration-row.js';
import { generateClip } from './steps/generate-clip.js';
import { modifyPrompt } from './steps/modify-prompt.js';
import { publish } from './steps/publish.js';
import { recompose } from './steps/recompose.js';
import type { StepDeps } from './steps/step.js';

export type RunOutcome = 'done' | 'refused' | 'interrupted' | 'crashed';

export type RunDeps = Omit<StepDeps, 'progress'> & { jobs: JobRepository };

/**
 * Claims a regeneration and walks its steps, each resumed from its checkpoint. Ends the row with a result or a failure
 * that its user understands; anything unexpected is left to the reconciler, which starts another attempt.
 */
export async function runRegeneration(
  id: string,
  attempt: number,
  deps: RunDeps,
  terminate: AbortSignal,
): Promise<RunOutcome> {
  const fence = await claimRegeneration(deps.db, id, attempt);
  if (fence === null) return 'refused';
  const run = new AbortController();
  const onTerminate = (): void => run.abort(new Stopped('terminated'));
  if (terminate.aborted) onTerminate();
  terminate.addEventListener('abort', onTerminate, { once: true });
  const lease = keepLease(deps.db, id, fence, run, deps.log);
  try {
    await walkSteps(id, fence, deps, run.signal);
    return 'done';
  } catch (error) {
    return await conclude(id, fence, deps, run.signal.aborted ? run.signal.reason : error);
  } finally {
    lease.release();
    terminate.removeEventListener('abort', onTerminate);
  }
}

async function walkSteps(id: string, fence: number, runDeps: RunDeps, signal: AbortSignal): Promise<void> {
  const deps: StepDeps = { ...runDeps, progress: new ProgressWriter(runDeps.db, id, fence) };
  const input = await readRunInput(runDeps.db, runDeps.jobs, id, fence);
  const prompt = await modifyPrompt(input, deps);
  signal.throwIfAborted();
  const generated = await generateClip(input, prompt, deps, signal);
  signal.throwIfAborted();
  const videoKey = await recompose(input, generated, deps, signal);
  signal.throwIfAborted();
  await publish(input, generated, videoKey, deps);
}

/** What an error means for the row and for the process. */
async function conclude(id: string, fence: number, deps: RunDeps, error: unknown): Promise<RunOutcome> {
  if (error instanceof Stopped) return await concludeStopped(id, fence, deps, error);
  if (error instanceof RegenerationFailure) {
    deps.log.error({ err: error, code: error.code }, 'The regeneration failed');
    await endRegeneration(
      deps.db,
      id,
      { fence },
      {
        status: 'failed',
        code: error.code,
        message: error.message,
        retryable: error.code !== 'CONTENT_REJECTED',
      },
    );
    return 'done';
  }
  deps.log.error({ err: error }, 'The runner met something unexpected');
  await releaseLease(deps.db, id, fence);
  return 'crashed';
}

async function concludeStopped(
  id: string,
  fence: number,
  deps: RunDeps,
  stopped: Stopped,
): Promise<RunOutcome> {
  switch (stopped.reason) {
    case 'canceled':
      await endRegeneration(deps.db, id, { fence }, { status: 'canceled', message: 'Canceled.' });
      return 'done';
    case 'terminated':
      await releaseLease(deps.db, id, fence);
      return 'interrupted';
    case 'lease-lost':
      return 'refused';
    default:
      return assertNever(stopped.reason, 'reason to stop');
  }
}
