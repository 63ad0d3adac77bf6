import type { Logger } from 'pino';
import type { PrismaClient } from '../prisma/generated/client.js';
import { renewLease } from '../core/regeneration/lifecycle.js';

const HEARTBEAT_MS = 5000;
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

/** Renews the lease every 5 s until released; aborts the run when it is lost or cancellation is asked for. */
export function keepLease(
  db: PrismaClient,
  id: string,
  fence: number,
  run: AbortController,
  log: Logger,
): { release: () => void } {
  let renewedAt = Date.now();
  const beat = async (): Promise<void> => {
    const askedAt = Date.now();
    try {
      const status = await renewLease(db, id, fence);
      // An answer may have been under way for long: the lease counts from the question at the earliest.
      renewedAt = Math.max(renewedAt, askedAt);
      if (status === 'canceling') run.abort(new Stopped('canceled'));
      if (status === 'lost') run.abort(new Stopped('lease-lost'));
    } catch (error) {
      log.warn({ err: error }, 'The lease could not be renewed');
    }
  };
  // Apart from the beat: a connection that went silent answers with no error, and a machine that slept just wakes.
  const watch = (): void => {
    if (Date.now() - renewedAt <= SILENCE_LIMIT_MS) return;
    log.warn('The lease was not renewed for too long; this runner stops itself');
    run.abort(new Stopped('lease-lost'));
  };
  const timers = [setInterval(() => void beat(), HEARTBEAT_MS), setInterval(watch, WATCH_MS)];
  return { release: () => timers.forEach(clearInterval) };
}
