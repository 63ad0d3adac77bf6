import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';

interface Migration {
  name: string;
  sql: string;
}

interface AppliedMigration {
  migration_name: string;
  checksum: string;
  finished_at: Date | null;
  rolled_back_at: Date | null;
}

/** The key that `prisma migrate` locks too, so that it and any number of servers wait for each other. */
export const MIGRATION_LOCK = 72_707_369;

/** The table as Prisma's own engine creates it. */
const HISTORY_TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`;

/**
 * Applies the migrations that the database lacks, recorded exactly as `prisma migrate deploy` would, which the image does
 * not have: its engine would have to be downloaded.
 *
 * @param migrationsDir Folder of `<name>/migration.sql`, applied in name order.
 * @returns the names of the migrations applied now.
 * @throws when a migration failed, now or earlier, or was edited after it was applied.
 */
export async function migrateDeploy(databaseUrl: string, migrationsDir: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on('error', () => undefined); // the query that is running rejects with the same
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await client.query(HISTORY_TABLE);
    const pending = await pendingMigrations(client, readMigrations(migrationsDir));
    for (const migration of pending) await apply(client, migration);
    return pending.map(({ name }) => name);
  } finally {
    await client.end(); // and with it the lock
  }
}

function readMigrations(dir: string): Migration[] {
  const names = readdirSync(dir).filter((name) => existsSync(join(dir, name, 'migration.sql')));
  return names.sort().map((name) => ({ name, sql: readFileSync(join(dir, name, 'migration.sql'), 'utf8') }));
}

async function pendingMigrations(client: pg.Client, migrations: Migration[]): Promise<Migration[]> {
  const { rows } = await client.query<AppliedMigration>('SELECT * FROM _prisma_migrations');
  const standing = rows.filter((row) => row.rolled_back_at === null);
  const failed = standing.find((row) => row.finished_at === null);
  if (failed) {
    throw new Error(
      `The migration ${failed.migration_name} failed earlier and the database needs a look; then this lets it run again: ` +
        `UPDATE _prisma_migrations SET rolled_back_at = now() WHERE migration_name = '${failed.migration_name}'`,
    );
  }
  const applied = new Map(standing.map((row) => [row.migration_name, row.checksum]));
  const edited = migrations.find(({ name, sql }) => applied.has(name) && applied.get(name) !== checksum(sql));
  if (edited) {
    throw new Error(
      `The migration ${edited.name} was edited after this database applied it: restore the file, or start with an empty database.`,
    );
  }
  return migrations.filter(({ name }) => !applied.has(name));
}

function checksum(sql: string): string {
  return createHash('sha256').update(sql).digest('hex');
}

async function apply(client: pg.Client, { name, sql }: Migration): Promise<void> {
  const id = randomUUID();
  await client.query('INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ($1, $2, $3)', [
    id,
    checksum(sql),
    name,
  ]);
  try {
    await client.query(sql);
  } catch (cause) {
    await client.query('UPDATE _prisma_migrations SET logs = $2 WHERE id = $1', [id, String(cause)]);
    throw new Error(`The migration ${name} failed: ${(cause as Error).message}.`, { cause });
  }
  await client.query(
    'UPDATE _prisma_migrations SET finished_at = now(), applied_steps_count = 1 WHERE id = $1',
    [id],
  );
}
