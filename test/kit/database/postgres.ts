import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** The role of runners in the run's cluster, made with the template. */
const RUNNER = { username: 'clip_chatbot_runner', password: 'runner-of-the-tests' };

/** The URL that runners use for the same database: its role cannot read tables. */
export function asRunner(databaseUrl: string): string {
  return Object.assign(new URL(databaseUrl), RUNNER).href;
}

export interface TestDatabase {
  databaseUrl: string;
  /** Drops the database despite open connections. */
  drop(): Promise<void>;
}

/**
 * A separate database for one test file, with all migrations applied: a copy of the run's template, or of another
 * database on the same server.
 */
export async function createTestDatabase(template = runTemplate().pathname.slice(1)): Promise<TestDatabase> {
  const templateUrl = runTemplate().href;
  const name = `test_${randomBytes(6).toString('hex')}`;
  const strategy = process.env.TEST_DATABASE_STRATEGY ?? 'WAL_LOG';
  await administer(templateUrl, `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY ${strategy}`);
  const databaseUrl = new URL(templateUrl);
  databaseUrl.pathname = `/${name}`;
  return {
    databaseUrl: databaseUrl.href,
    drop: () => administer(templateUrl, `DROP DATABASE ${name} WITH (FORCE)`),
  };
}

/** The migrated template of this run. */
export function runTemplate(): URL {
  const templateUrl = process.env.TEST_DATABASE_TEMPLATE_URL;
  if (!templateUrl) throw new Error('no test cluster: run the test with jest, whose global setup starts it');
  return new URL(templateUrl);
}

/** Runs one statement in the maintenance database, because a template must have no sessions while it is copied. */
async function administer(templateUrl: string, statement: string): Promise<void> {
  const url = new URL(templateUrl);
  url.pathname = '/postgres';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
