import pg from 'pg';
import { MIGRATION_LOCK } from './migrate.js';

/** PostgreSQL's codes for a wrong password, and for a role that already exists. */
const WRONG_PASSWORD = '28P01';
const ROLE_EXISTS = ['42710', '23505'];

/**
 * Creates the runners' role if it is missing, with the password of `runnerUrl`, and grants it what a run needs
 * (grant_to_runner): it reads and writes no table. Any number of servers may call it at once.
 *
 * @param databaseUrl The database itself, as the owner of its tables.
 * @param runnerUrl The same database as runners reach it; its user and password are the role's.
 * @throws if the role has other rights or cannot be created; the message says what to do.
 */
export async function grantRunnerRole(databaseUrl: string, runnerUrl: string): Promise<void> {
  const role = roleOf(runnerUrl);
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on('error', () => undefined); // the query that is running rejects with the same
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await makeRole(client, role, asRoleOf(databaseUrl, runnerUrl));
    await refuseMighty(client, role.name);
    await client.query('SELECT grant_to_runner($1)', [role.name]);
  } finally {
    await client.end(); // and with it the lock
  }
}

/** The same database, at the same address, as the role of another URL. */
export function asRoleOf(databaseUrl: string, runnerUrl: string): string {
  const url = new URL(databaseUrl);
  const { username, password } = new URL(runnerUrl);
  Object.assign(url, { username, password });
  return url.href;
}

interface Role {
  name: string;
  password: string;
}

function roleOf(runnerUrl: string): Role {
  const { username, password } = new URL(runnerUrl);
  if (username === '' || password === '') throw new Error('it names no user with a password');
  return { name: decodeURIComponent(username), password: decodeURIComponent(password) };
}

async function makeRole(client: pg.Client, role: Role, roleUrl: string): Promise<void> {
  const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role.name]);
  if (rowCount === 0) return await createRole(client, role);
  if (await logsIn(roleUrl)) return;
  await client.query(
    `ALTER ROLE ${client.escapeIdentifier(role.name)} LOGIN PASSWORD ${client.escapeLiteral(role.password)}`,
  );
}

async function createRole(client: pg.Client, { name, password }: Role): Promise<void> {
  const [identifier, literal] = [client.escapeIdentifier(name), client.escapeLiteral(password)];
  try {
    await client.query(`CREATE ROLE ${identifier} LOGIN NOINHERIT PASSWORD ${literal}`);
  } catch (error) {
    const { code = '', message } = error as pg.DatabaseError;
    // Roles belong to all databases of a server: another of them may have made it just now.
    if (ROLE_EXISTS.includes(code)) return;
    const advice = `as an administrator of the database: CREATE ROLE ${identifier} LOGIN PASSWORD '…'`;
    throw new Error(`the role could not be made (${message}); make it ${advice}`, { cause: error });
  }
}

async function logsIn(roleUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: roleUrl });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch (error) {
    if ((error as pg.DatabaseError).code === WRONG_PASSWORD) return false;
    throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function refuseMighty(client: pg.Client, name: string): Promise<void> {
  const { rows } = await client.query<{ mighty: boolean }>(
    `SELECT rolsuper OR rolcreaterole OR rolbypassrls OR rolreplication OR pg_has_role($1, current_user, 'MEMBER') AS mighty
     FROM pg_roles WHERE rolname = $1`,
    [name],
  );
  if (rows[0]?.mighty !== false)
    throw new Error(`"${name}" may do more than a run needs; name a role of its own, which is then made`);
}
