import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { packagePath } from '../../../core/util/package-path.js';
import { startEmbeddedPostgres } from '../../../embedded-postgres/embedded-postgres.js';
import { migrateDeploy } from '../../../prisma/migrate.js';

/** A database server of one test, which may kill it; it comes back by itself. */
export interface OwnPostgres {
  /** A migrated database. */
  databaseUrl: string;
  /** SIGKILL to the database server and to each of its processes. */
  kill(): void;
  /** Whether it accepts connections. */
  connects: () => Promise<boolean>;
  drop(): Promise<void>;
}

/** Starts it (about two seconds). What it acknowledges must survive `kill`, so its settings are PostgreSQL's own. */
export async function startOwnPostgres(): Promise<OwnPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'own-postgres-'));
  chmodSync(folder, 0o755);
  const log = { info: () => undefined, error: () => undefined };
  const postgres = await startEmbeddedPostgres({ dataDir: folder, log });
  await migrateDeploy(postgres.databaseUrl, packagePath('prisma/migrations'));
  return {
    databaseUrl: postgres.databaseUrl,
    kill() {
      const pid = Number.parseInt(readFileSync(join(folder, 'postgres/data/postmaster.pid'), 'utf8'), 10);
      // 0 would be the test's own process group.
      if (!(pid > 0)) throw new Error('The database server is not there to be killed');
      const children = execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' });
      const pids = [String(pid), ...(children.match(/\d+/g) ?? [])];
      for (const each of pids) process.kill(Number(each), 'SIGKILL');
    },
    async connects() {
      const client = new pg.Client({ connectionString: postgres.databaseUrl });
      client.on('error', () => undefined);
      return await client.connect().then(
        async () => await client.end().then(() => true),
        () => false,
      );
    },
    async drop() {
      await postgres.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
