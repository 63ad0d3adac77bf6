import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { restoreCut } from '../../core/history/restore-cut.js';
import { publishRegeneration } from '../../core/regeneration/lifecycle.js';
import { admissionRequest } from '../../test/kit/rows/admit.js';
import { previousApi, previousRunner } from '../../test/faults/previous-release.js';
import { brokenInvariants } from '../../test/kit/database/invariants.js';
import { spread } from '../../test/kit/effort.js';
import { asRunner, createTestDatabase, type TestDatabase } from '../../test/kit/database/postgres.js';
import { createPrismaClient, type PrismaClient } from '../client.js';
import { migrateDeploy } from '../migrate.js';
import { grantRunnerRole } from '../runner-role.js';
import { dumpSchema } from './dump.js';
import { claimOf } from '../../test/kit/rows/claim.js';

const PRISMA = join(import.meta.dirname, '..');
const MIGRATIONS = join(PRISMA, 'migrations');
const EMPTY = 'template1';
const current = readFileSync(join(PRISMA, 'schema.sql'), 'utf8');
const names = readdirSync(MIGRATIONS).filter((name) => /^\d/.test(name));

async function withClient<T>(
  { databaseUrl }: TestDatabase,
  use: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  return await use(client).finally(async () => await client.end());
}

async function withDatabase(use: (database: TestDatabase) => Promise<void>, template = EMPTY): Promise<void> {
  const database = await createTestDatabase(template);
  await use(database).finally(async () => await database.drop());
}

/** Brings a database to the newest release, as the server and the migration step do. */
async function upgrade({ databaseUrl }: TestDatabase): Promise<void> {
  await migrateDeploy(databaseUrl, MIGRATIONS);
  await grantRunnerRole(databaseUrl, asRunner(databaseUrl));
}

/** Brings a database, empty or of an earlier release, to the state of the release whose last migration this was. */
async function becomeRelease({ databaseUrl }: TestDatabase, last: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'release-'));
  for (const name of names.filter((name) => name <= last))
    cpSync(join(MIGRATIONS, name), join(folder, name), { recursive: true });
  await migrateDeploy(databaseUrl, folder);
  rmSync(folder, { recursive: true });
}

describe('prisma/schema.sql', () => {
  let migrated: TestDatabase;
  beforeAll(async () => {
    migrated = await createTestDatabase();
  });
  afterAll(() => migrated.drop());

  it('is what the migrations make of an empty database', async () => {
    await withDatabase(async (database) => {
      await upgrade(database);
      expect(await withClient(database, dumpSchema)).toBe(current);
    });
  });

  it('makes the same database again', async () => {
    await withDatabase(async (database) => {
      await withClient(database, async (client) => await client.query(current));
      expect(await withClient(database, dumpSchema)).toBe(current);
    });
  });

  it.each([
    'ALTER TABLE jobs ALTER COLUMN progress TYPE bigint',
    'ALTER TABLE jobs ALTER COLUMN progress DROP NOT NULL',
    'ALTER TABLE jobs ALTER COLUMN progress SET DEFAULT 1',
    'ALTER TABLE jobs ADD COLUMN note text',
    'ALTER TABLE jobs DROP CONSTRAINT jobs_budget_kept',
    'ALTER TABLE job_costs DROP CONSTRAINT job_costs_job_id_fkey',
    'DROP INDEX one_active_regeneration_per_job',
    'CREATE TABLE notes (id int)',
    'ALTER VIEW job_records RENAME COLUMN status TO state',
    'ALTER FUNCTION run_input SECURITY INVOKER',
    'GRANT EXECUTE ON FUNCTION is_active TO PUBLIC',
    'GRANT SELECT ON jobs TO clip_chatbot_runner',
    'DROP TRIGGER ended_regenerations_stay ON clip_regenerations',
    "CREATE OR REPLACE FUNCTION is_active(status text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true'",
  ])('shows %s', async (change) => {
    await withClient(migrated, async (client) => {
      await client.query(`BEGIN; ${change}`);
      expect(await dumpSchema(client)).not.toBe(current);
      await client.query('ROLLBACK');
    });
  });
});

/** The first migration makes tables alone: no release ran on it. */
const releases = names.slice(1, -1);

describe('the database of an earlier release, with a change under way', () => {
  /** Goes from release to release, so that each migration is applied once to get there. */
  let release: TestDatabase;
  beforeAll(async () => {
    release = await createTestDatabase(EMPTY);
  });
  afterAll(() => release.drop());

  it.each(spread(releases, 4))('of %s becomes the same, and the change is finished', async (last) => {
    await becomeRelease(release, last);
    await withDatabase(async (database) => {
      const db = createPrismaClient(database.databaseUrl, { poolSize: 1 });
      const run = await beginRun(db);
      await upgrade(database);
      expect(await withClient(database, dumpSchema)).toBe(current);
      await finishRun(db, run);
      await db.$disconnect();
    }, new URL(release.databaseUrl).pathname.slice(1));
  });
});

const FIRST_CHANGE = 'video-outputs/job/first-change.mp4';

interface Run {
  id: string;
  userId: string;
  jobId: string;
  fence: number;
}

/** With the statements of that release alone: the client knows columns that its tables lack. */
async function beginRun(db: PrismaClient): Promise<Run> {
  const [userId, jobId] = [randomUUID(), randomUUID()];
  await db.$executeRaw`INSERT INTO jobs (id, user_id, status, total_cost, video_url)
    VALUES (${jobId}::uuid, ${userId}::uuid, 'completed', 1.5, 'video-outputs/job/final.mp4')`;
  const runner = previousRunner(db);
  const finished = await previousApi(db).admit(admissionRequest(userId, jobId, { clipIndex: 1 }));
  await runner.publish(
    finished,
    (await runner.claim(finished, 1))!,
    'video-clips/job/first.mp4',
    FIRST_CHANGE,
  );
  const id = await previousApi(db).admit(admissionRequest(userId, jobId));
  const fence = (await runner.claim(id, 1))!;
  return { id, userId, jobId, fence };
}

/** The runner of before goes on, and one of today publishes. */
async function finishRun(db: PrismaClient, { id, userId, jobId, fence }: Run): Promise<void> {
  const runner = previousRunner(db);
  const prompt = { prompt: { text: 'at night' } };
  expect(await runner.renew(id, fence)).toBe('processing');
  expect(await runner.saveCheckpoint(id, fence, prompt, 'prompt_generator', '0.0100')).toBe(true);
  expect(await runner.appendEvent(id, fence)).toBe(2);
  const published = await publishRegeneration(db, claimOf(id, fence), {
    ...{ originalClipKey: 'video-clips/job/clip_2.mp4', thumbnailKey: null, message: 'Done!' },
    ...{ clipKey: 'video-clips/job/new.mp4', clipSha256: 'abc', videoKey: 'video-outputs/job/new.mp4' },
  });
  expect(published).toBe(true);
  const job = await db.job.findUniqueOrThrow({ where: { id: jobId } });
  expect(job).toMatchObject({ status: 'completed', videoUrl: 'video-outputs/job/new.mp4' });
  expect(job.totalCost.toFixed(2)).toBe('1.51');
  await undoBoth(db, { userId, jobId });
  expect(await brokenInvariants(db)).toEqual([]);
}

/** What was published before the upgrade is a version, too. */
async function undoBoth(db: PrismaClient, job: Pick<Run, 'userId' | 'jobId'>): Promise<void> {
  const undo = async (): Promise<string> => {
    const how = { expectedVersion: null, idempotencyKey: null, inputHash: '', deadlineSeconds: 60 };
    return (await restoreCut(db, { ...job, ...how, action: 'UNDO' })).outcome;
  };
  expect(await undo()).toBe('COMPLETED');
  expect(await db.job.findUnique({ where: { id: job.jobId } })).toMatchObject({ videoUrl: FIRST_CHANGE });
  // Early releases did not remember the original video.
  const [first] = await db.videoVersion.findMany({ where: { jobId: job.jobId, versionNumber: 1 } });
  expect(await undo()).toBe(first!.videoUrl === null ? 'ADMITTED' : 'COMPLETED');
}
