import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Cluster } from './cluster.js';
import { SUPERUSER } from './create-cluster.js';
import type { Postmaster } from './postmaster.js';

/** Advisory lock (in the maintenance database) that one server at a time holds. */
const LOCK = [20_261_122, 1];
const LOCK_PATIENCE_MS = 1_500;
const RECOVERY_PATIENCE_MS = 300_000;

/**
 * Claims the cluster by a lock that lives exactly as long as the session's connection: no file to go stale,
 * no process id to be reused. A killed server's lock falls within milliseconds, hence the short patience.
 *
 * @returns who else owns the cluster ("process 1234"), or undefined when the claim was granted.
 */
export async function claim(session: pg.Client): Promise<string | undefined> {
  for (const end = Date.now() + LOCK_PATIENCE_MS; ; await sleep(100)) {
    const { rows } = await session.query<{ locked: boolean }>(
      'SELECT pg_try_advisory_lock($1, $2) AS locked',
      LOCK,
    );
    if (rows[0]!.locked) return undefined;
    const owner = await ownerOf(session);
    if (owner !== undefined && Date.now() > end) return owner;
  }
}

async function ownerOf(session: pg.Client): Promise<string | undefined> {
  const { rows } = await session.query<{ name: string }>(
    `SELECT a.application_name AS name FROM pg_locks l JOIN pg_stat_activity a USING (pid)
     WHERE l.locktype = 'advisory' AND l.granted AND l.classid = $1 AND l.objid = $2`,
    LOCK,
  );
  return rows[0]?.name;
}

/**
 * Connects as soon as the server answers; recovery after a crash may take it minutes.
 *
 * @returns undefined when the server ended instead.
 */
export async function connectWhenReady(
  cluster: Cluster,
  postmaster: Postmaster,
): Promise<pg.Client | undefined> {
  const end = Date.now() + RECOVERY_PATIENCE_MS;
  while (postmaster.isRunning()) {
    const client = new pg.Client({
      connectionString: connectionUrl(cluster, postmaster, 'postgres'),
      application_name: `process ${process.pid}`,
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
    });
    client.on('error', () => undefined); // the end event says the same
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => undefined);
      if (!isPassing(error) || Date.now() > end) throw error;
    }
    await sleep(20);
  }
  return undefined;
}

/** Refused connections and "starting up" or "shutting down" (57P03) are answers of the moment. */
function isPassing(error: unknown): boolean {
  return ['ECONNREFUSED', 'ECONNRESET', '57P03', '57P01'].includes((error as { code?: string }).code ?? '');
}

/** Connection string of one of the cluster's databases. */
export function connectionUrl(cluster: Cluster, { port }: Postmaster, database: string): string {
  return `postgresql://${SUPERUSER}:${cluster.password}@127.0.0.1:${port}/${database}`;
}
