import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { EVENT_CHANNEL, eventTopic } from '../../core/regeneration/events.js';
import { endRegeneration } from '../../core/regeneration/lifecycle.js';
import { createPrismaClient } from '../../prisma/client.js';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { grantRunnerRole } from '../../prisma/runner-role.js';
import { readRunInput } from '../../runner/regeneration-row.js';
import { admit } from '../kit/rows/admit.js';
import { claim, claimOf } from '../kit/rows/claim.js';
import { insertJob } from '../kit/rows/job-rows.js';
import { until } from '../kit/server/until.js';
import { asRunner, createTestDatabase, type TestDatabase } from '../kit/database/postgres.js';

/** insufficient_privilege */
const DENIED = '42501';
const PRIVILEGES = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER'];

let database: TestDatabase;
let owner: PrismaClient;
/** The connection of a runner, or of an attacker inside one. */
let runner: PrismaClient;
let intruder: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = createPrismaClient(database.databaseUrl, { poolSize: 2 });
  runner = createPrismaClient(asRunner(database.databaseUrl), { poolSize: 2 });
  intruder = await connected(asRunner(database.databaseUrl));
});
afterAll(async () => {
  await intruder.end();
  await Promise.all([owner.$disconnect(), runner.$disconnect()]);
  await database.drop();
});

async function connected(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

async function codeOf(statement: string): Promise<string | undefined> {
  return await intruder.query(statement).then(
    () => 'allowed',
    (error: pg.DatabaseError) => error.code,
  );
}

/** All objects of a kind in the schema, in one column. */
async function namesOf(query: string): Promise<string[]> {
  const rows = await owner.$queryRawUnsafe<{ name: string }[]>(query);
  return rows.map(({ name }) => name);
}

const RELATIONS = `SELECT relname AS name FROM pg_class
  WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'm', 'p', 'f') ORDER BY 1`;
const FUNCTIONS = `SELECT p.oid::regprocedure::text AS name FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace`;

/** A regeneration of its own job, claimed by a runner. */
async function claimed(title: string): Promise<{ id: string; jobId: string; fence: number }> {
  const userId = randomUUID();
  const jobId = await insertJob(owner, { userId, title });
  const id = await admit(owner, userId, jobId);
  return { id, jobId, fence: await claim(runner, id, 1) };
}

describe("the runner's role", () => {
  it('has no privilege on any table or view, or on any column of one', async () => {
    const relations = await namesOf(RELATIONS);
    expect(relations).toEqual(
      expect.arrayContaining(['jobs', 'clip_regenerations', 'job_records', '_prisma_migrations']),
    );
    for (const relation of relations) {
      const { rows } = await intruder.query<{ privilege: string }>(
        `SELECT privilege FROM unnest($2::text[]) AS privilege WHERE has_table_privilege($1, privilege)
          OR privilege IN ('SELECT', 'INSERT', 'UPDATE', 'REFERENCES') AND has_any_column_privilege($1, privilege)`,
        [`public.${relation}`, PRIVILEGES],
      );
      expect([relation, rows]).toEqual([relation, []]);
      expect([relation, await codeOf(`SELECT * FROM ${relation}`)]).toEqual([relation, DENIED]);
      // A view of a union has no rows to delete.
      expect([DENIED, '55000']).toContain(await codeOf(`DELETE FROM ${relation}`));
    }
  });

  it('may call what a run needs, each with fixed names, and no other function', async () => {
    // With each signature: runners of the previous release call earlier ones.
    const needed = await namesOf(`${FUNCTIONS} AND p.proname = ANY (runner_functions())`);
    const may = await namesOf(
      `${FUNCTIONS} AND has_function_privilege('clip_chatbot_runner', p.oid, 'EXECUTE')`,
    );
    expect(may.sort()).toEqual(needed.sort());
    const names = new Set(may.map((name) => name.split('(')[0]!));
    expect([...names].sort()).toEqual((await namesOf('SELECT unnest(runner_functions()) AS name')).sort());
    const loose = await namesOf(
      `${FUNCTIONS} AND p.proname = ANY (runner_functions()) AND NOT (p.prosecdef AND 'search_path=public, pg_temp' = ANY (p.proconfig))`,
    );
    expect(loose).toEqual([]);
  });

  it('gains nothing from PUBLIC: none of our functions is open to all', async () => {
    expect(await namesOf(`${FUNCTIONS} AND has_function_privilege('public', p.oid, 'EXECUTE')`)).toEqual([]);
  });

  it.each([
    'CREATE TABLE mine (id int)',
    "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    'ALTER TABLE jobs DISABLE TRIGGER ALL',
    'DROP FUNCTION take_regeneration(uuid, int, int)',
    'SET ROLE postgres',
    'CREATE ROLE another',
    'ALTER ROLE postgres PASSWORD NULL',
    "COPY (SELECT 1) TO PROGRAM 'true'",
    "SELECT pg_read_file('postgresql.conf')",
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'postgres'",
    "SELECT end_regeneration(gen_random_uuid(), NULL, 1, '{}')",
    'SELECT grant_to_runner(current_user)',
  ])('is denied: %s', async (statement) => {
    expect(await codeOf(statement)).toBe(DENIED);
  });

  it('writes nothing past the guard of ended rows', async () => {
    expect(await codeOf("SET session_replication_role = 'replica'")).toBe(DENIED);
  });
});

describe('a run, by its own role', () => {
  it('reads its job; by another fence, after its end, and by the id of anything else, nothing', async () => {
    const own = await claimed('Mine');
    const other = await claimed('Hers');
    const input = await readRunInput(runner, claimOf(own.id, own.fence), 'CHANGE');
    expect(input.job).toMatchObject({ id: own.jobId, title: 'Mine' });
    const seen = async (id: string, fence: number): Promise<number> => {
      const [rows, jobs, calls] = await Promise.all([
        runner.$queryRaw<unknown[]>`SELECT * FROM run_input(${id}::uuid, ${fence}::int)`,
        runner.$queryRaw<unknown[]>`SELECT * FROM run_job(${id}::uuid, ${fence}::int)`,
        runner.$queryRaw<unknown[]>`SELECT * FROM run_open_calls(${id}::uuid, ${fence}::int)`,
      ]);
      return rows.length + jobs.length + calls.length;
    };
    expect(await seen(own.id, own.fence)).toBe(2);
    expect(await seen(own.id, own.fence + 1)).toBe(0);
    for (const id of [own.jobId, other.jobId, randomUUID()]) expect(await seen(id, 1)).toBe(0);
    await endRegeneration(runner, claimOf(own.id, own.fence), { status: 'canceled', message: 'Canceled.' });
    expect(await seen(own.id, own.fence)).toBe(0);
    await endRegeneration(owner, { id: other.id, attempt: 1 }, { status: 'canceled', message: 'Canceled.' });
  });

  it('cannot take what another runner holds, nor end it without its fence', async () => {
    const other = await claimed('Hers');
    await expect(claim(runner, other.id, 1)).rejects.toThrow('HELD');
    const ending = { status: 'canceled', message: 'Canceled.' } as const;
    expect(await endRegeneration(runner, claimOf(other.id, other.fence + 1), ending)).toBe(false);
    const { rows } = await intruder.query<{ ended: number | null }>(
      'SELECT conclude_regeneration($1, NULL, $2) AS ended',
      [other.id, JSON.stringify(ending)],
    );
    expect(rows).toEqual([{ ended: null }]);
    expect(await endRegeneration(owner, { id: other.id, attempt: 1 }, ending)).toBe(true);
  });

  it('hears no id of another run, job or user: notifications name them by a hash', async () => {
    const payloads: string[] = [];
    const hear = ({ payload = '' }: pg.Notification): void => void payloads.push(payload);
    intruder.on('notification', hear);
    await intruder.query(`LISTEN ${EVENT_CHANNEL}`);
    const { id, jobId, fence } = await claimed('Hers');
    await endRegeneration(owner, claimOf(id, fence), { status: 'canceled', message: 'Canceled.' });
    const { userId } = await owner.job.findUniqueOrThrow({ where: { id: jobId } });
    const names = [`${eventTopic(id)}:`, `jobs:${eventTopic(userId)}`];
    await until(() => names.every((name) => payloads.some((payload) => payload.startsWith(name))));
    await intruder.query(`UNLISTEN ${EVENT_CHANNEL}`);
    intruder.off('notification', hear);
    expect(payloads.filter((payload) => [id, jobId, userId].some((key) => payload.includes(key)))).toEqual(
      [],
    );
  });

  it('finds no id in the statements that other runners have under way', async () => {
    const { id, fence } = await claimed('Hers');
    const other = await connected(asRunner(database.databaseUrl));
    const slow = other.query('SELECT pg_sleep(1), * FROM run_input($1, $2)', [id, fence]);
    let statements: string[] = [];
    await until(async () => {
      const { rows } = await intruder.query<{ query: string }>(
        'SELECT query FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND query IS NOT NULL',
      );
      statements = rows.map(({ query }) => query);
      return statements.some((query) => query.includes('pg_sleep'));
    });
    await slow;
    await other.end();
    expect(statements.filter((query) => query.includes(id))).toEqual([]);
    await endRegeneration(owner, claimOf(id, fence), { status: 'canceled', message: 'Canceled.' });
  });
});

describe('making the role', () => {
  const roleUrl = (username: string, password: string): string =>
    Object.assign(new URL(database.databaseUrl), { username, password }).href;
  const name = (): string => `runner_${randomUUID().slice(0, 8)}`;
  const dropped = async (role: string): Promise<void> => {
    await owner.$executeRawUnsafe(`DROP OWNED BY ${role}`);
    await owner.$executeRawUnsafe(`DROP ROLE ${role}`);
  };

  it('makes one that is missing, once, however many servers start', async () => {
    const url = roleUrl(name(), 'p%40ss');
    await Promise.all([1, 2, 3].map(async () => await grantRunnerRole(database.databaseUrl, url)));
    const client = await connected(url);
    const { rows } = await client.query<{ outcome: string }>(
      'SELECT outcome FROM take_regeneration($1, 1, 30)',
      [randomUUID()],
    );
    expect(rows).toEqual([{ outcome: 'SUPERSEDED' }]);
    await client.end();
    await dropped(new URL(url).username);
  });

  it('changes a password that is another one now', async () => {
    const role = name();
    await grantRunnerRole(database.databaseUrl, roleUrl(role, 'before'));
    await grantRunnerRole(database.databaseUrl, roleUrl(role, 'after'));
    await (await connected(roleUrl(role, 'after'))).end();
    await dropped(role);
  });

  it('refuses a role that may do more', async () => {
    await expect(grantRunnerRole(database.databaseUrl, database.databaseUrl)).rejects.toThrow(
      'may do more than a run needs',
    );
  });

  it('says what an administrator has to do where the owner may make no roles', async () => {
    const [weak, wanted] = [name(), name()];
    await owner.$executeRawUnsafe(`CREATE ROLE ${weak} LOGIN PASSWORD 'weak'`);
    await expect(grantRunnerRole(roleUrl(weak, 'weak'), roleUrl(wanted, 'x'))).rejects.toThrow(
      `make it as an administrator of the database: CREATE ROLE "${wanted}" LOGIN PASSWORD`,
    );
    await dropped(weak);
  });
});
