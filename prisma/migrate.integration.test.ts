import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../test/kit/database/postgres.js';
import { migrateDeploy } from './migrate.js';

describe('migrateDeploy', () => {
  let database: TestDatabase;
  let folder: string;
  let client: pg.Client;

  beforeEach(async () => {
    database = await createTestDatabase();
    folder = join(mkdtempSync(join(tmpdir(), 'migrations-')), 'migrations');
    cpSync(join(import.meta.dirname, 'migrations'), folder, { recursive: true });
    client = new pg.Client({ connectionString: database.databaseUrl });
    await client.connect();
  });

  afterEach(async () => {
    await client.end();
    await database.drop();
    rmSync(folder, { recursive: true });
  });

  function addMigration(name: string, sql: string): void {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'migration.sql'), sql);
  }

  it('applies each migration once, whoever else starts at the same moment', async () => {
    addMigration('20991231000000_notes', 'CREATE TABLE notes (id INT); INSERT INTO notes VALUES (1);');
    const starts = Array.from({ length: 4 }, () => migrateDeploy(database.databaseUrl, folder));
    expect((await Promise.all(starts)).flat()).toEqual(['20991231000000_notes']);
    expect((await client.query('SELECT * FROM notes')).rowCount).toBe(1);
    expect(await migrateDeploy(database.databaseUrl, folder)).toEqual([]);
  });

  it('rolls a failing migration back and refuses to go on until somebody looked', async () => {
    addMigration('20991231000000_broken', 'CREATE TABLE half (id INT); SELECT no_such_function();');
    await expect(migrateDeploy(database.databaseUrl, folder)).rejects.toThrow(
      'The migration 20991231000000_broken failed: function no_such_function() does not exist.',
    );
    expect((await client.query("SELECT to_regclass('half') AS half")).rows).toEqual([{ half: null }]);
    await expect(migrateDeploy(database.databaseUrl, folder)).rejects.toThrow(
      '20991231000000_broken failed earlier',
    );
    // The message says how it is let run again, once what was in its way is gone.
    const failure = await migrateDeploy(database.databaseUrl, folder).catch((error: Error) => error.message);
    await client.query(/UPDATE .*/.exec(String(failure))![0]);
    await client.query('CREATE FUNCTION no_such_function() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$');
    expect(await migrateDeploy(database.databaseUrl, folder)).toEqual(['20991231000000_broken']);
  });

  it('records a migration as Prisma does, by the SHA-256 of its file', async () => {
    const sql = 'CREATE TABLE notes (id INT);';
    addMigration('20991231000000_notes', sql);
    await migrateDeploy(database.databaseUrl, folder);
    const { rows } = await client.query(
      `SELECT length(id) AS id_length, checksum, logs, rolled_back_at, applied_steps_count, started_at <= finished_at AS done
       FROM _prisma_migrations WHERE migration_name = '20991231000000_notes'`,
    );
    const checksum = createHash('sha256').update(sql).digest('hex');
    const finished = { logs: null, rolled_back_at: null, applied_steps_count: 1, done: true };
    expect(rows).toEqual([{ id_length: 36, checksum, ...finished }]);
  });

  it('refuses a migration that was edited after it was applied', async () => {
    addMigration('20991231000000_notes', 'CREATE TABLE notes (id INT);');
    await migrateDeploy(database.databaseUrl, folder);
    writeFileSync(join(folder, '20991231000000_notes', 'migration.sql'), 'CREATE TABLE notes (id BIGINT);');
    await expect(migrateDeploy(database.databaseUrl, folder)).rejects.toThrow('was edited after');
  });
});
