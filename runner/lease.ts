import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { PrismaClient } from '../prisma/generated/client.js';
import type { LeaseTiming } from '../core/regeneration/lease-timing.js';
import type { Claim } from '../core/regeneration/claim.js';
import { renewLease } from '../core/regeneration/lifecycle.js';

/** Why a run was stopped from outside. */
export type StopReason = 'canceled' | 'lease-lost' | 'terminated' | 'deadline';

/** The abort reason of a stopped run. */
export class Stopped extends Error {
  constructor(readonly reason: StopReason) {
    super(`The run was stopped: ${reason}`);
    this.name = 'Stopped';
  }
}

/** A claim that is being kept. */
export interface Lease {
  /** Aborts with `Stopped` once the regeneration may be another runner's. */
  lost: AbortSignal;
  release(): void;
}

/** Renews the lease until released; aborts the run when it is lost or cancellation is asked for. */
export function keepLease(
  db: PrismaClient,
  claim: Claim,
  { leaseSeconds, heartbeatMs, repeatMs, silenceMs, watchMs }: LeaseTiming,
  run: AbortController,
  log: Logger,
): Lease {
  const lost = new AbortController();
  const released = new AbortController();
  let renewedAt = Date.now();
  const lose = (): void => {
    lost.abort(new Stopped('lease-lost'));
    run.abort(lost.signal.reason);
  };
  const beat = async (): Promise<number> => {
    const askedAt = Date.now();
    try {
      const status = await renewLease(db, claim, leaseSeconds);
      // The answer may be late: the lease counts from the request.
      renewedAt = Math.max(renewedAt, askedAt);
      if (status === 'canceling') run.abort(new Stopped('canceled'));
      if (status === 'lost') lose();
      return heartbeatMs;
    } catch (error) {
      log.warn({ err: error }, 'The lease could not be renewed');
      return repeatMs;
    }
  };
  const keepBeating = async (): Promise<void> => {
    for (let pauseMs = heartbeatMs; ; pauseMs = await beat()) {
      await sleep(pauseMs, undefined, { signal: released.signal });
    }
  };
  // Independent of the heartbeat: a silent connection answers late, and a machine may have slept.
  const watch = setInterval(() => {
    if (Date.now() - renewedAt <= silenceMs || lost.signal.aborted) return;
    log.warn('The lease was not renewed for too long; this runner stops itself');
    lose();
  }, watchMs);
  // Rejects when the lease is released.
  keepBeating().catch(() => clearInterval(watch));
  return { lost: lost.signal, release: () => released.abort() };
}
