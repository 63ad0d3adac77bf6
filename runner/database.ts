import { pause } from '../core/util/backoff.js';
import { isDatabaseAway } from '../prisma/database-away.js';
import type { PrismaClient } from '../prisma/generated/client.js';

/** Connections of one runner. */
export const RUNNER_CONNECTIONS = 3;

const PAUSE_MS = 500;

/**
 * The same database, whose statements are repeated while it is away: restarting, unreachable, out of connections, or
 * silent on a connection that died. Once the signal aborts, a statement rejects with the error that it met last.
 *
 * A statement whose answer was lost may run twice. The fence decides who may write; the caller must know what a repeated
 * write does: an event is written twice, a checkpoint stays the same, and what can happen only once answers "no" the
 * second time.
 */
export function whileAway(db: PrismaClient, signal: AbortSignal): PrismaClient {
  const patient = db.$extends({
    query: {
      async $allOperations({ args, query }): Promise<unknown> {
        return await repeated(async () => (await query(args)) as unknown, signal);
      },
    },
  });
  // The same methods; the type that Prisma gives it differs only in what we do not use ($on).
  return patient as unknown as PrismaClient;
}

async function repeated<T>(operation: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (;;) {
    try {
      return await operation();
    } catch (error) {
      if (!isDatabaseAway(error)) throw error;
      await pause(PAUSE_MS, signal);
      if (signal.aborted) throw error;
    }
  }
}
