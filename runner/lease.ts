import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { PrismaClient } from '../prisma/generated/client.js';
import { renewLease } from '../core/regeneration/lifecycle.js';

const HEARTBEAT_MS = 5000;
/** After a heartbeat that failed the next one comes soon: a database that is back must hear of us before the limit. */
const REPEAT_MS = 500;
/** A runner that could not renew for this long stops itself: the lease (30 s) may soon be somebody else's. */
const SILENCE_LIMIT_MS = 20_000;
const WATCH_MS = 500;

/** Why a run was stopped from outside. */
export type StopReason = 'canceled' | 'lease-lost' | 'terminated' | 'deadline';

/** The reason of an abort by one of ours. */
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

/** Renews the lease every 5 s until released; aborts the run when it is lost or cancellation is asked for. */
export function keepLease(
  db: PrismaClient,
  id: string,
  fence: number,
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
      const status = await renewLease(db, id, fence);
      // An answer may have been under way for long: the lease counts from the question at the earliest.
      renewedAt = Math.max(renewedAt, askedAt);
      if (status === 'canceling') run.abort(new Stopped('canceled'));
      if (status === 'lost') lose();
      return HEARTBEAT_MS;
    } catch (error) {
      log.warn({ err: error }, 'The lease could not be renewed');
      return REPEAT_MS;
    }
  };
  const keepBeating = async (): Promise<void> => {
    for (let pauseMs = HEARTBEAT_MS; ; pauseMs = await beat()) {
      await sleep(pauseMs, undefined, { signal: released.signal });
    }
  };
  // Apart from the beat: a connection that went silent answers late, and a machine that slept just wakes.
  const watch = setInterval(() => {
    if (Date.now() - renewedAt <= SILENCE_LIMIT_MS || lost.signal.aborted) return;
    log.warn('The lease was not renewed for too long; this runner stops itself');
    lose();
  }, WATCH_MS);
  // Rejects when it is released, which is its end.
  keepBeating().catch(() => clearInterval(watch));
  return { lost: lost.signal, release: () => released.abort() };
}
