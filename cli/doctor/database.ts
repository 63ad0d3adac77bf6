import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import pino from 'pino';
import { databasesOf } from '../../api/config/database.js';
import { databaseProblem } from '../../prisma/database-problem.js';
import { packagePath } from '../../core/util/package-path.js';
import type { ApiEnv } from '../../api/config/env.js';
import { Listener } from '../../core/postgres/listener.js';
import { Problem, type Check } from './check.js';

const ANSWER_WITHIN_MS = 5000;

/** The database answers, its schema is this release's, NOTIFY comes through, and runners have their rights. */
export const checkDatabase: Check = async (env) => {
  const url = env.DATABASE_URL ?? (await urlOfRunningServer(env));
  if (url === null) return 'the embedded PostgreSQL, which starts with the server';
  const { server, runner } = databasesOf(env, url);
  const found = await ask('DATABASE_URL', server.queries, async (client) =>
    [await versionOf(client), await migrationsOf(client)].join('; '),
  );
  await assertNotified(server.direct);
  if (env.RUNNER_DATABASE_URL === undefined) return found;
  await ask('RUNNER_DATABASE_URL', runner.queries, assertRunnerRights);
  return `${found}; runners have a role of their own`;
};

/** Runs a query on a separate connection; a failure names the database's setting. */
async function ask<T>(
  setting: string,
  connectionString: string,
  question: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({
    connectionString,
    connectionTimeoutMillis: ANSWER_WITHIN_MS,
    query_timeout: ANSWER_WITHIN_MS,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await question(client);
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem(databaseProblem(error).replace('DATABASE_URL', setting));
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** A server with the embedded database leaves its address while it runs. */
async function urlOfRunningServer(env: ApiEnv): Promise<string | null> {
  const file = await readFile(join(env.DATA_DIR, 'server.json'), 'utf8').catch(() => null);
  return file === null ? null : (JSON.parse(file) as { databaseUrl: string }).databaseUrl;
}

async function assertNotified(databaseUrl: string): Promise<void> {
  const listener = new Listener({
    databaseUrl,
    channel: 'clip_chatbot_doctor',
    onPayload: () => undefined,
    onListening: () => undefined,
    log: pino({ level: 'silent' }),
  });
  await listener.start();
  const { listening } = listener;
  listener.stop();
  if (!listening)
    throw new Problem(
      'NOTIFY does not come through, as behind a pooler in transaction mode: set DATABASE_DIRECT_URL to the database itself, or progress comes a second late.',
    );
}

/** The server grants them when it starts. */
async function assertRunnerRights(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ may: boolean | null }>(
    `SELECT bool_and(has_function_privilege(oid, 'EXECUTE')) AS may FROM pg_proc WHERE proname = 'take_regeneration'`,
  );
  if (rows[0]?.may === false)
    throw new Problem(
      'The role of RUNNER_DATABASE_URL lacks the rights that a run needs: start the server, or run SELECT grant_to_runner(…) as the owner of the tables.',
    );
}

async function versionOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ server_version: string }>('SHOW server_version');
  return `PostgreSQL ${rows[0]!.server_version.split(' ')[0]}`;
}

async function migrationsOf(client: pg.Client): Promise<string> {
  const all = (await readdir(packagePath('prisma/migrations'), { withFileTypes: true })).filter((entry) =>
    entry.isDirectory(),
  ).length;
  const applied = await client
    .query<{ count: number }>(
      'SELECT count(*)::int AS count FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
    )
    .then(({ rows }) => rows[0]!.count)
    .catch(() => 0);
  return applied === all
    ? `${all} migrations`
    : `${applied} of ${all} migrations; the server applies the others`;
}
