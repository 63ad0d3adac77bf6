import DataLoader from 'dataloader';
import type { PrismaClient } from '../../prisma/generated/client.js';

/** Lookups that come within this are one statement: after a restart thousands of clients come back at once. */
const GATHER_MS = 5;
const MOST_AT_ONCE = 500;

/** Whose regenerations there are. */
export class RegenerationOwners {
  private readonly loader: DataLoader<string, string | null>;

  constructor(db: PrismaClient) {
    const load = async (ids: readonly string[]): Promise<(string | null)[]> => {
      const rows = await db.clipRegeneration.findMany({
        where: { id: { in: [...ids] } },
        select: { id: true, userId: true },
      });
      const owners = new Map(rows.map(({ id, userId }) => [id, userId]));
      return ids.map((id) => owners.get(id) ?? null);
    };
    const batchScheduleFn = (lookUp: () => void): void => void setTimeout(lookUp, GATHER_MS);
    this.loader = new DataLoader(load, { cache: false, maxBatchSize: MOST_AT_ONCE, batchScheduleFn });
  }

  /** The user's id; null where there is no such regeneration. */
  async ownerOf(regenerationId: string): Promise<string | null> {
    return await this.loader.load(regenerationId);
  }
}
