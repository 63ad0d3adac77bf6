import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { DEMO_USER_ID } from '../../../core/import/demo-user.js';
import { packagePath } from '../../../core/util/package-path.js';
import { makeClip, makeSong } from '../media/media.js';
import { createTestDatabase, runTemplate, type TestDatabase } from '../database/postgres.js';
import { removeFolder } from '../storage/remove-folder.js';

/** A database and a data folder with one video of the demo user in it. */
export interface DemoFixture extends TestDatabase {
  /** DATA_DIR of a server on this fixture. */
  dataDir: string;
}

/** A video that is imported once per test run, and copied by each test file. */
interface Original {
  /** Of its folder below the run's, and of its database. */
  name: string;
  /** Key of the lock at the database server under which it is imported: no video waits for another. */
  lock: number;
  /** What `npm run import` is given. */
  path: (folder: string) => Promise<string>;
}

const DEMO: Original = { name: 'demo', lock: 4242, path: async () => packagePath('prisma/demo/job.json') };
const PATTERNS = ['testsrc2', 'mandelbrot', 'smptebars'];
const SHORT: Original = {
  ...{ name: 'short', lock: 4243 },
  path: async (folder) => await makeVideo(folder, { clips: 3 }),
};
const SIX: Original = {
  ...{ name: 'six', lock: 4244 },
  path: async (folder) => await makeVideo(folder, { clips: 6 }),
};
const PLAIN: Original = {
  ...{ name: 'plain', lock: 4245 },
  path: async (folder) =>
    await makeVideo(folder, { clips: 4, seconds: 6, patterns: ['color=teal', 'color=orange'] }),
};

/** A fixture of its own with the demo video in it, as after a first start. */
export async function createDemoFixture(): Promise<DemoFixture> {
  return await createFixture(DEMO);
}

/** A fixture with a video of three seconds and three clips, for tests in which much happens and little is looked at. */
export async function createShortFixture(): Promise<DemoFixture> {
  return await createFixture(SHORT);
}

/** The same with six clips, for changes of several. */
export async function createSixClipFixture(): Promise<DemoFixture> {
  return await createFixture(SIX);
}

/** The same with four clips of six seconds, each of one color, which encode fast though they play long. */
export async function createPlainFixture(): Promise<DemoFixture> {
  return await createFixture(PLAIN);
}

/** Imports another video of the demo user into a fixture: two clips of four seconds that encode to much. */
export async function importVideo(
  { databaseUrl, dataDir }: DemoFixture,
  env: Record<string, string>,
): Promise<void> {
  const path = await makeVideo(join(dataDir, 'another'), { clips: 2, seconds: 4 });
  await runImport([path, '--user', DEMO_USER_ID], databaseUrl, dataDir, env);
}

async function createFixture(video: Original): Promise<DemoFixture> {
  const original = ofThisFfmpeg(video);
  const shared = join(runFolder(), original.name);
  await importOnce(original, shared);
  const database = await createTestDatabase(`${original.name}_template`);
  const dataDir = await mkdtemp(join(runFolder(), 'fixture-'));
  await cp(shared, dataDir, { recursive: true });
  return {
    databaseUrl: database.databaseUrl,
    dataDir,
    async drop() {
      await database.drop();
      await removeFolder(dataDir);
    },
  };
}

/** What another ffmpeg has encoded is encoded again: a file with the machine's own (npm-ffmpeg.mjs) has originals of its own. */
function ofThisFfmpeg({ name, lock, path }: Original): Original {
  return process.env.FFMPEG_PATH === undefined
    ? { name: `${name}_own`, lock: lock + 10, path }
    : { name, lock, path };
}

function runFolder(): string {
  const folder = process.env.TEST_RUN_FOLDER;
  if (folder === undefined)
    throw new Error('no run folder: run the test with jest, whose global setup makes it');
  return folder;
}

async function makeVideo(
  folder: string,
  { clips, seconds = 1, patterns = PATTERNS }: { clips: number; seconds?: number; patterns?: string[] },
): Promise<string> {
  await mkdir(folder);
  for (let index = 0; index < clips; index++) {
    const pattern = patterns[index % patterns.length]!;
    await makeClip({ file: join(folder, `clip-${index}.mp4`), seconds, pattern });
  }
  await makeSong({ file: join(folder, 'song.m4a'), seconds: clips * seconds });
  return folder;
}

/** Test files run side by side; the first one imports, the others wait for it at a lock of the database server. */
async function importOnce(original: Original, dataDir: string): Promise<void> {
  const client = new pg.Client({ connectionString: maintenanceUrl() });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [original.lock]);
    const database = `${original.name}_template`;
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [database]);
    if (rowCount === 0) await importInto(database, original, client, dataDir);
  } finally {
    await client.end();
  }
}

async function importInto(
  database: string,
  original: Original,
  client: pg.Client,
  dataDir: string,
): Promise<void> {
  const building = `${database}_building`;
  await client.query(`DROP DATABASE IF EXISTS ${building}`);
  await client.query(`CREATE DATABASE ${building} TEMPLATE ${runTemplate().pathname.slice(1)}`);
  const databaseUrl = runTemplate();
  databaseUrl.pathname = `/${building}`;
  const path = await original.path(`${dataDir}-source`);
  await runImport([path, '--user', DEMO_USER_ID], databaseUrl.href, dataDir);
  await client.query(`ALTER DATABASE ${building} RENAME TO ${database}`);
}

/** Runs the bundled import program as people do. */
async function runImport(
  args: string[],
  databaseUrl: string,
  dataDir: string,
  settings: Record<string, string> = {},
): Promise<void> {
  const env = {
    ...process.env,
    ...settings,
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    STORAGE_DIR: join(dataDir, 'storage'),
  };
  await promisify(execFile)(process.execPath, [packagePath('dist/import.js'), ...args], { env });
}

function maintenanceUrl(): string {
  const url = runTemplate();
  url.pathname = '/postgres';
  return url.href;
}
