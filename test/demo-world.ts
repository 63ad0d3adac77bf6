import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { DEMO_USER_ID } from '../core/demo.js';
import { packagePath } from '../api/package-path.js';
import { createTestDatabase, runTemplate, type TestDatabase } from './postgres.js';

/** A database and a data folder with the demo video in it, as after a first start. */
export interface DemoWorld extends TestDatabase {
  /** DATA_DIR of a server on this world. */
  dataDir: string;
}

const DEMO_DATABASE = 'demo_template';
const DEMO_LOCK = 4242;

/** A world of its own for one test file: a copy of one demo that is imported once per test run. */
export async function createDemoWorld(): Promise<DemoWorld> {
  const shared = join(runFolder(), 'demo');
  await importDemoOnce(shared);
  const database = await createTestDatabase(DEMO_DATABASE);
  const dataDir = await mkdtemp(join(runFolder(), 'world-'));
  await cp(shared, dataDir, { recursive: true });
  return {
    databaseUrl: database.databaseUrl,
    dataDir,
    async drop() {
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function runFolder(): string {
  const folder = process.env.TEST_RUN_FOLDER;
  if (folder === undefined)
    throw new Error('no run folder: run the test with jest, whose global setup makes it');
  return folder;
}

/** Test files run side by side; the first one imports, the others wait for it at a lock of the database server. */
async function importDemoOnce(dataDir: string): Promise<void> {
  const client = new pg.Client({ connectionString: maintenanceUrl() });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [DEMO_LOCK]);
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DEMO_DATABASE]);
    if (rowCount === 0) await importDemo(client, dataDir);
  } finally {
    await client.end();
  }
}

async function importDemo(client: pg.Client, dataDir: string): Promise<void> {
  const building = `${DEMO_DATABASE}_building`;
  await client.query(`DROP DATABASE IF EXISTS ${building}`);
  await client.query(`CREATE DATABASE ${building} TEMPLATE ${runTemplate().pathname.slice(1)}`);
  const databaseUrl = runTemplate();
  databaseUrl.pathname = `/${building}`;
  await runImport([packagePath('prisma/demo/job.json'), '--user', DEMO_USER_ID], databaseUrl.href, dataDir);
  await client.query(`ALTER DATABASE ${building} RENAME TO ${DEMO_DATABASE}`);
}

/** Runs the compiled import program as people do. */
async function runImport(args: string[], databaseUrl: string, dataDir: string): Promise<void> {
  const env = {
    ...process.env,
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    STORAGE_DIR: join(dataDir, 'storage'),
  };
  await promisify(execFile)(process.execPath, [packagePath('dist/runner/import/main.js'), ...args], { env });
}

function maintenanceUrl(): string {
  const url = runTemplate();
  url.pathname = '/postgres';
  return url.href;
}
