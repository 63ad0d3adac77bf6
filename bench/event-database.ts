import { createHash } from 'node:crypto';
import pg from 'pg';
import type { EventDatabase } from '../core/regeneration/events.js';

/** One connection with prepared statements, behind the interface that the event functions use. */
export async function connectEventDatabase(
  databaseUrl: string,
): Promise<{ db: EventDatabase; end(): Promise<void> }> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const $queryRaw = async (parts: TemplateStringsArray, ...values: unknown[]): Promise<unknown> => {
    const text = parts.reduce((sql, part, index) => `${sql}$${index}${part}`);
    const name = createHash('sha1').update(text).digest('base64url');
    return (await client.query<Record<string, unknown>>({ name, text, values })).rows;
  };
  return { db: { $queryRaw } as unknown as EventDatabase, end: async () => await client.end() };
}
