import { limitedSignal } from '../core/util/limited.js';
import { crashPoint } from '../core/regeneration/crash-point.js';
import { CLAIM_PATIENCE_MS, type LeaseTiming } from '../core/regeneration/lease-timing.js';
import type { Claim } from '../core/regeneration/claim.js';
import { claimRegeneration, type ClaimResult } from '../core/regeneration/lifecycle.js';
import { conclude, type RunOutcome } from './conclude.js';
import { whileAway } from './database.js';
import { keepLease, Stopped, type StopReason } from './lease.js';
import { RunProgress } from './progress.js';
import { readRestoreInput, readRunInput } from './regeneration-row.js';
import { placed, type ChangedClip } from './steps/change-clip.js';
import { changeClips } from './steps/change-clips.js';
import { publish, publishRestored, publishTakes } from './steps/publish.js';
import { readOthersAhead, recompose } from './steps/recompose.js';
import type { StepDeps } from './steps/step.js';

export type RunDeps = Omit<StepDeps, 'progress'> & {
  lease: LeaseTiming;
  /** What is worth doing once the run has ended; never rejects. */
  afterwards?: (claim: Claim) => Promise<void>;
};

type Claimed = Extract<ClaimResult, { outcome: 'CLAIMED' }>;

/** How long a terminated runner waits for the database: SIGKILL follows soon. */
const TERMINATION_PATIENCE_MS = 4000;

/**
 * Claims a regeneration and runs its steps, each resumed from its checkpoint. Ends the row with a result or a failure for
 * its user; after anything unexpected the reconciler starts another attempt.
 */
export async function runRegeneration(
  id: string,
  attempt: number,
  deps: RunDeps,
  terminate: AbortSignal,
): Promise<RunOutcome> {
  const patience = limitedSignal(terminate, CLAIM_PATIENCE_MS);
  const claimed = await claimRegeneration(whileAway(deps.db, patience), id, attempt, deps.lease.leaseSeconds);
  if (claimed.outcome !== 'CLAIMED') return claimed.outcome === 'HELD' ? 'refused' : 'superseded';
  crashPoint('after-claim');
  const log = deps.log.child({ fence: claimed.claim.fence });
  log.info('The runner has claimed the regeneration');
  const outcome = await runClaimed(claimed, { ...deps, log }, terminate);
  if (outcome === 'done') await deps.afterwards?.(claimed.claim);
  return outcome;
}

async function runClaimed(
  { claim, status, deadlineSeconds, kind }: Claimed,
  deps: RunDeps,
  terminate: AbortSignal,
): Promise<RunOutcome> {
  const run = new AbortController();
  const stop = (reason: StopReason) => (): void => run.abort(new Stopped(reason));
  if (status === 'canceling') stop('canceled')();
  if (terminate.aborted) stop('terminated')();
  terminate.addEventListener('abort', stop('terminated'), { once: true });
  const deadline = setTimeout(stop('deadline'), Math.max(0, deadlineSeconds * 1000));
  const lease = keepLease(deps.db, claim, deps.lease, run, deps.log);
  try {
    const walkSteps = STEPS[kind];
    await walkSteps(claim, { ...deps, db: whileAway(deps.db, run.signal) }, run.signal);
    return 'done';
  } catch (error) {
    const why: unknown = run.signal.aborted ? run.signal.reason : error;
    return await concludeHeld(claim, deps, why, lease.lost, terminate);
  } finally {
    clearTimeout(deadline);
    lease.release();
  }
}

/** Concludes a run that ended early; waits for the database as long as the lease is held. */
async function concludeHeld(
  claim: Claim,
  deps: RunDeps,
  why: unknown,
  lost: AbortSignal,
  terminate: AbortSignal,
): Promise<RunOutcome> {
  const patience = terminate.aborted ? limitedSignal(lost, TERMINATION_PATIENCE_MS) : lost;
  try {
    return await conclude(claim, { ...deps, db: whileAway(deps.db, patience) }, why);
  } catch (error) {
    if (!lost.aborted) throw error;
    deps.log.error({ err: error }, 'The lease was lost before the end of the run could be written');
    return 'superseded';
  }
}

async function change(claim: Claim, runDeps: RunDeps, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const input = await readRunInput(runDeps.db, claim, 'CHANGE');
  const deps: StepDeps = {
    ...runDeps,
    progress: new RunProgress(runDeps.db, claim, input.changes, 'recomposition'),
  };
  const ahead = readOthersAhead(input, deps, signal);
  let changed: ChangedClip[] = [];
  try {
    changed = await changeClips(input, deps, signal);
    signal.throwIfAborted();
    const videoKey = await recompose(input, changed.map(placed), deps, signal, await ahead.checksums);
    signal.throwIfAborted();
    await publish(input, changed, videoKey, deps);
  } finally {
    await ahead.stop();
    // They use the scratch folder, and the rows that end next refer to them.
    await Promise.all(changed.map(async ({ thumbnail }) => await thumbnail));
  }
}

/** Clips to choose from: the video stays as it is. */
async function makeTakes(claim: Claim, runDeps: RunDeps, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const input = await readRunInput(runDeps.db, claim, 'TAKES');
  const deps: StepDeps = { ...runDeps, progress: new RunProgress(runDeps.db, claim, input.changes, 'none') };
  const made = await changeClips(input, deps, signal);
  // Each is kept with its clip.
  await Promise.all(made.map(async ({ thumbnail }) => await thumbnail));
  signal.throwIfAborted();
  await publishTakes(input, made, deps);
}

/** Earlier footage comes back: nothing is generated, and nothing is paid. */
async function restore(claim: Claim, runDeps: RunDeps, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const input = await readRestoreInput(runDeps.db, claim);
  const deps: StepDeps = { ...runDeps, progress: new RunProgress(runDeps.db, claim, [], 'restoration') };
  const videoKey = await recompose(input, input.restored, deps, signal);
  signal.throwIfAborted();
  await publishRestored(input, videoKey, deps);
}

const STEPS = { CHANGE: change, TAKES: makeTakes, RESTORE: restore };
