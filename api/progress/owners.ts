import { setTimeout as pause } from 'node:timers/promises';
import DataLoader from 'dataloader';
import { isDatabaseAway } from '../../prisma/database-away.js';
import { Prisma, type PrismaClient } from '../../prisma/generated/client.js';
import { Semaphore } from '../../core/util/semaphore.js';

/** Lookups within this time share one statement: after a restart thousands of clients reconnect at once. */
const GATHER_MS = 5;
const MOST_AT_ONCE = 5_000;
const RETRY_MS = 250;
/** Reconnecting clients can block the event loop for longer than a database connection may take: retry, do not fail. */
const PATIENCE_MS = 20_000;

/**
 * Looks up the owner of a row. One statement at a time, for all lookups that arrived during the previous one: any number
 * of simultaneous subscribers needs one connection. An unavailable database is asked again for a while before it is an error.
 */
export class Owners {
  private readonly loader: DataLoader<string, string | null>;
  private readonly reading = new Semaphore(1);
  private underWay: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly db: PrismaClient,
    private readonly table: 'jobs' | 'clip_regenerations',
    private readonly patienceMs = PATIENCE_MS,
  ) {
    const load = async (ids: readonly string[]): Promise<(string | null)[]> => {
      const asked = this.ask([...new Set(ids)]);
      this.underWay = asked.catch(() => undefined);
      const owners = await asked;
      return ids.map((id) => owners.get(id) ?? null);
    };
    const batchScheduleFn = (lookUp: () => void): void => void this.whenFree(lookUp);
    this.loader = new DataLoader(load, { cache: false, maxBatchSize: MOST_AT_ONCE, batchScheduleFn });
  }

  /** The user's id; null if there is no such row. */
  async ownerOf(id: string): Promise<string | null> {
    return await this.loader.load(id);
  }

  private async whenFree(lookUp: () => void): Promise<void> {
    await this.reading.use(async () => {
      await pause(GATHER_MS);
      lookUp();
      await this.underWay;
    });
  }

  private async ask(ids: string[]): Promise<Map<string, string>> {
    const until = performance.now() + this.patienceMs;
    for (;;) {
      try {
        const rows = await this.db.$queryRaw<{ id: string; owner: string }[]>`
          SELECT id, user_id AS owner FROM ${Prisma.raw(this.table)} WHERE id = ANY(${ids}::uuid[])`;
        return new Map(rows.map(({ id, owner }) => [id, owner]));
      } catch (error) {
        if (!isDatabaseAway(error) || performance.now() > until) throw error;
      }
      await pause(RETRY_MS);
    }
  }
}
