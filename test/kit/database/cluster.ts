import { join } from 'node:path';
import pg from 'pg';
import { packagePath } from '../../../core/util/package-path.js';
import { startEmbeddedPostgres } from '../../../embedded-postgres/embedded-postgres.js';
import { migrateDeploy } from '../../../prisma/migrate.js';
import { grantRunnerRole } from '../../../prisma/runner-role.js';
import { asRunner } from './postgres.js';

/** One database server for a whole test run; its application database is the migrated template. */
export interface TestCluster {
  templateUrl: string;
  /** Stops the server; returns what the tests left open, one line each. */
  stop(): Promise<string[]>;
}

/** A test's cluster is thrown away: nothing of it has to survive a power cut. */
const THROWAWAY = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '200',
  max_wal_size: '128MB',
};

/** Starts the cluster in the run's folder, which run-folder.mjs makes, and applies all migrations (about a second). */
export async function startTestCluster(folder: string): Promise<TestCluster> {
  const log = { info: () => undefined, error: console.error };
  const dataDir = join(folder, 'databases');
  const cluster = await startEmbeddedPostgres({ dataDir, log, settings: THROWAWAY });
  await migrateDeploy(cluster.databaseUrl, packagePath('prisma/migrations'));
  await grantRunnerRole(cluster.databaseUrl, asRunner(cluster.databaseUrl));
  return {
    templateUrl: cluster.databaseUrl,
    async stop() {
      const leftovers = await leftOpen(cluster.databaseUrl);
      await cluster.stop();
      return leftovers;
    },
  };
}

/** Connections that are still open and databases that were not dropped. */
async function leftOpen(databaseUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ line: string }>(`
    SELECT 'database ' || datname || ' was not dropped' AS line FROM pg_database WHERE datname LIKE 'test_%'
    UNION ALL
    SELECT format('connection left open in %s: %s', datname, left(query, 100)) FROM pg_stat_activity
    WHERE backend_type = 'client backend' AND datname LIKE 'test_%'`);
  await client.end();
  return rows.map(({ line }) => line);
}
