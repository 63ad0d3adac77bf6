import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from './generated/client.js';

export interface PrismaClientOptions {
  /** Most connections; further queries wait. */
  poolSize?: number;
  /**
   * After this time a statement rejects and its connection is dropped, because a silent one would never answer. The
   * statement may still run. Not the server's statement_timeout, which a pooler may reject.
   */
  queryTimeoutMs?: number;
  /** The URL is a pooler in transaction mode: statements may reach a server connection that has not prepared them. */
  pooled?: boolean;
  /** Called when an idle connection breaks; the pool replaces it. */
  onConnectionLost?: (error: Error) => void;
}

const CONNECT_TIMEOUT_MS = 5_000;

/** A Prisma client over its own pool; `$disconnect()` ends both. */
export function createPrismaClient(databaseUrl: string, options: PrismaClientOptions = {}): PrismaClient {
  const { poolSize = 10, queryTimeoutMs, pooled = false, onConnectionLost = () => undefined } = options;
  const adapter = new PrismaPg(
    // An exhausted pool or an unreachable server is an error after 5 s instead of a hang.
    {
      connectionString: databaseUrl,
      max: poolSize,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      query_timeout: queryTimeoutMs,
      keepAlive: true,
    },
    // Without listeners a broken connection would end the process.
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
