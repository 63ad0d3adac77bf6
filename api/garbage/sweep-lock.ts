import pg from 'pg';

/** An arbitrary number that no other advisory lock of this project uses. */
const SWEEP_LOCK = 72_707_370;

/**
 * Runs `work` in one replica at a time; returns false if another is at it. The lock lives on its own connection and only
 * saves work: two replicas that sweep at once delete the same objects twice, which is harmless.
 */
export async function withSweepLock(databaseUrl: string, work: () => Promise<void>): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined); // The lock is gone with it; see above.
  await client.connect();
  try {
    const { rows } = await client.query<{ held: boolean }>('SELECT pg_try_advisory_lock($1) AS held', [
      SWEEP_LOCK,
    ]);
    if (rows[0]?.held !== true) return false;
    await work();
    return true;
  } finally {
    await client.end().catch(() => undefined);
  }
}
