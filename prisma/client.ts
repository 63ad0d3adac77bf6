import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from './generated/client.js';

export interface PrismaClientOptions {
  /** Connections held at most; a query beyond them waits. */
  poolSize?: number;
  /**
   * A statement that has no answer by then rejects, and its connection is given up: one that went silent would hold it
   * for ever. It may still be carried out. Not the server's statement_timeout, which a pooler in between may refuse.
   */
  queryTimeoutMs?: number;
  /** The URL is a pooler in transaction mode: a statement may come to a server connection that has not prepared it. */
  pooled?: boolean;
  /** Told when an idle connection breaks; the pool replaces it by itself. */
  onConnectionLost?: (error: Error) => void;
}

const CONNECT_TIMEOUT_MS = 5_000;

/** A Prisma client over its own pool; `$disconnect()` ends both. */
export function createPrismaClient(databaseUrl: string, options: PrismaClientOptions = {}): PrismaClient {
  const { poolSize = 10, queryTimeoutMs, pooled = false, onConnectionLost = () => undefined } = options;
  const adapter = new PrismaPg(
    // A pool that is exhausted, or a server that is away, is an error after 5 s, never a silent hang.
    {
      connectionString: databaseUrl,
      max: poolSize,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      query_timeout: queryTimeoutMs,
      keepAlive: true,
    },
    // Without listeners Node would end the process on the first connection that breaks.
    {
      onPoolError: onConnectionLost,
      onConnectionError: onConnectionLost,
      statementNameGenerator: pooled ? undefined : statementName,
    },
  );
  return new PrismaClient({ adapter });
}

/** Named statements are planned once per connection, not once per execution. */
function statementName({ sql }: { sql: string }): string {
  const known = statementNames.get(sql);
  if (known !== undefined) return known;
  const name = createHash('sha1').update(sql).digest('base64url');
  statementNames.set(sql, name);
  return name;
}
const statementNames = new LRUCache<string, string>({ max: 1000 });

export type { PrismaClient };
