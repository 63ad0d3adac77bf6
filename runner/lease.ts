import type { Logger } from 'pino';
import type { PrismaClient } from '../prisma/generated/client.js';
import { renewLease } from '../core/regeneration/lifecycle.js';

const HEARTBEAT_MS = 5000;
/** A runner that could not renew for this long stops itself: the lease (30 s) may soon be somebody else's. */
const SILENCE_LIMIT_MS = 20_000;

/** Why a run was stopped from outside. */
export type StopReason = 'canceled' | 'lease-lost' | 'terminated';

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
    try {
      const status = await renewLease(db, id, fence);
      renewedAt = Date.now();
      if (status === 'canceling') run.abort(new Stopped('canceled'));
      if (status === 'lost') run.abort(new Stopped('lease-lost'));
    } catch (error) {
      log.warn({ err: error }, 'The lease could not be renewed');
      if (Date.now() - renewedAt > SILENCE_LIMIT_MS) run.abort(new Stopped('lease-lost'));
    }
  };
  const timer = setInterval(() => void beat(), HEARTBEAT_MS);
  return { release: () => clearInterval(timer) };
}
