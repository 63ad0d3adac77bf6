import { createHash } from 'node:crypto';
import pg from 'pg';
import type { EventDatabase } from '../../core/regeneration/events.js';

/**
 * One connection with prepared statements, behind the interface that the event functions use.
 *
 * @param syncDelayMs How much longer each sync of the disk takes (PostgreSQL's commit_delay, which waits just
 * before it)
 */
export async function connectEventDatabase(
  databaseUrl: string,
  syncDelayMs = 0,
): Promise<{ db: EventDatabase; end(): Promise<void> }> {
  const options = `-c commit_delay=${syncDelayMs * 1000} -c commit_siblings=0`;
  const client = new pg.Client({ connectionString: databaseUrl, options });
  await client.connect();
  return { db: preparedOver(client), end: async () => await client.end() };
}

/** The same over existing connections, without a client of Prisma's. */
export function preparedOver(connections: pg.Client | pg.Pool): EventDatabase {
  const $queryRaw = async (parts: TemplateStringsArray, ...values: unknown[]): Promise<unknown> => {
    const text = parts.reduce((sql, part, index) => `${sql}$${index}${part}`);
    const name = createHash('sha1').update(text).digest('base64url');
    return (await connections.query<Record<string, unknown>>({ name, text, values })).rows;
  };
  return { $queryRaw } as unknown as EventDatabase;
}
