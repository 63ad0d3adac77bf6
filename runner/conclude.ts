import { assertNever, RegenerationFailure } from '../core/errors.js';
import type { LeaseTiming } from '../core/regeneration/lease-timing.js';
import type { Claim } from '../core/regeneration/claim.js';
import { endRegeneration, releaseLease, renewLease, type Ending } from '../core/regeneration/lifecycle.js';
import { Stopped } from './lease.js';
import type { StepDeps } from './steps/step.js';
import { settleOpenCalls } from './steps/settle-open-calls.js';

/**
 * How a run ended. `done`: the row has the result; `refused`: another runner of this attempt is alive; `superseded`: the
 * row has ended or belongs to another attempt; `interrupted`: stopped by a signal; `crashed`: something unexpected.
 */
export type RunOutcome = 'done' | 'refused' | 'superseded' | 'interrupted' | 'crashed';

type ConcludeDeps = Pick<StepDeps, 'db' | 'videoModels' | 'rateCard' | 'log'> & { lease: LeaseTiming };

/** Turns the error that ended a run into the row's end and the process's outcome. */
export async function conclude(claim: Claim, deps: ConcludeDeps, error: unknown): Promise<RunOutcome> {
  if (error instanceof Stopped) return await concludeStopped(claim, deps, error);
  if (error instanceof RegenerationFailure) {
    deps.log.error({ err: error, code: error.code }, 'The regeneration failed');
    const { code, message } = error;
    return await end(claim, deps, {
      status: 'failed',
      code,
      message,
      retryable: code !== 'CONTENT_REJECTED',
    });
  }
  deps.log.error({ err: error }, 'The runner failed unexpectedly');
  await releaseLease(deps.db, claim, { giveBack: false });
  return 'crashed';
}

async function concludeStopped(claim: Claim, deps: ConcludeDeps, { reason }: Stopped): Promise<RunOutcome> {
  deps.log.warn({ reason }, 'The run was stopped');
  switch (reason) {
    case 'canceled':
      return await end(claim, deps, { status: 'canceled', message: 'Canceled. {charged}' });
    case 'deadline':
      return await end(claim, deps, TIMED_OUT);
    case 'terminated':
      return await concludeTerminated(claim, deps);
    case 'lease-lost':
      return 'superseded';
    default:
      return assertNever(reason, 'reason to stop');
  }
}

const TIMED_OUT: Ending = {
  status: 'failed',
  code: 'TIMEOUT',
  retryable: true,
  message: 'This took too long and was stopped. {charged}',
};

/** SIGTERM means an eviction or a cancellation, which deletes the Job at once. */
async function concludeTerminated(claim: Claim, deps: ConcludeDeps): Promise<RunOutcome> {
  const status = await renewLease(deps.db, claim, deps.lease.leaseSeconds);
  if (status === 'canceling') return await concludeStopped(claim, deps, new Stopped('canceled'));
  await releaseLease(deps.db, claim, { giveBack: true });
  return 'interrupted';
}

async function end(claim: Claim, deps: ConcludeDeps, ending: Ending): Promise<RunOutcome> {
  await settleOpenCalls(claim, deps);
  const ended = await endRegeneration(deps.db, claim, ending);
  return ended ? 'done' : 'superseded';
}
