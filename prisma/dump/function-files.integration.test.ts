import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../test/kit/database/postgres.js';
import { migrateDeploy } from '../migrate.js';
import { compareFunctions, definitions, readFunctionFiles, type Difference } from './function-files.js';
import { writeMigration } from './migration.js';

const PRISMA = join(import.meta.dirname, '..');

let database: TestDatabase;
let client: pg.Client;
/** A copy of the folder, for edits. */
let prismaDir: string;

beforeEach(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.databaseUrl });
  await client.connect();
  prismaDir = mkdtempSync(join(tmpdir(), 'prisma-'));
  for (const folder of ['functions', 'migrations'])
    cpSync(join(PRISMA, folder), join(prismaDir, folder), { recursive: true });
});
afterEach(async () => {
  await client.end();
  await database.drop();
  rmSync(prismaDir, { recursive: true });
});

const path = (name: string): string => join(prismaDir, 'functions', `${name}.sql`);
const compare = async (): Promise<Difference> =>
  await compareFunctions(client, readFunctionFiles(join(prismaDir, 'functions')));

function edit(name: string, from: string, to: string): void {
  const text = readFileSync(path(name), 'utf8');
  expect(text).toContain(from);
  writeFileSync(path(name), text.replaceAll(from, to));
}

describe('prisma/functions', () => {
  it('holds each function of the database in its current text, and no other', async () => {
    expect(await compare()).toEqual({ changed: [], withoutFile: [] });
    const files = readFunctionFiles(join(PRISMA, 'functions'));
    expect(files).toHaveLength((await definitions(client)).size);
  });

  it('takes one record rather than more than four positions, apart from signatures of before', async () => {
    const { rows } = await client.query<{ name: string }>(
      "SELECT proname AS name FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND pronargs > 4",
    );
    const long = rows.map(({ name }) => name);
    const files = readFunctionFiles(join(PRISMA, 'functions'));
    const previous = files.filter((file) => file.path.startsWith('previous')).map(({ name }) => name);
    expect(previous).toEqual(expect.arrayContaining(long));
    expect(new Set(long).size).toBe(long.length);
  });

  it('is found to differ in a body, in an attribute, and in a function that the database lacks', async () => {
    edit('is_active', "'canceling'", "'canceled'");
    edit('current_version_number', 'STABLE', 'VOLATILE');
    writeFileSync(
      path('one'),
      "-- One.\nCREATE OR REPLACE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1';\n",
    );
    const { changed } = await compare();
    expect(changed.map(({ name }) => name)).toEqual(['current_version_number', 'is_active', 'one']);
  });

  it('is found to lack a function', async () => {
    rmSync(path('is_active'));
    expect(await compare()).toEqual({ changed: [], withoutFile: ['is_active(text)'] });
  });

  it('is left as it is by a comparison, and so is the database', async () => {
    const before = await definitions(client);
    edit('is_active', "'canceling'", "'canceled'");
    await compare();
    expect(await definitions(client)).toEqual(before);
  });

  it.each([
    ['another name', 'SELECT 1', 'is_active(', 'is_alive('],
    ['no comment', '', /^(--.*\n)+/, ''],
    ['a second statement', '', /$/, 'CREATE TABLE notes (id int);\n'],
  ])('takes no file with %s', (_what, _, from, to) => {
    writeFileSync(path('is_active'), readFileSync(path('is_active'), 'utf8').replace(from, to));
    expect(() => readFunctionFiles(join(prismaDir, 'functions'))).toThrow(
      'is_active.sql must hold one function',
    );
  });
});

describe('a migration from prisma/functions', () => {
  const at = new Date('2030-01-02T03:04:05Z');

  it('brings the database to the files, with the privileges of before', async () => {
    edit('is_paid_call_settled', 'STABLE', 'VOLATILE');
    const file = await writeMigration(client, prismaDir, 'settled_now', at);
    expect(file).toBe(join(prismaDir, 'migrations', '20300102030405_settled_now', 'migration.sql'));
    expect(readFileSync(file!, 'utf8').match(/CREATE OR REPLACE FUNCTION \w+/g)).toEqual([
      'CREATE OR REPLACE FUNCTION is_paid_call_settled',
    ]);
    await migrateDeploy(database.databaseUrl, join(prismaDir, 'migrations'));
    expect(await compare()).toEqual({ changed: [], withoutFile: [] });
    const { rows } = await client.query(
      `SELECT prosecdef AS definer, has_function_privilege('public', oid, 'EXECUTE') AS everyone,
        has_function_privilege('clip_chatbot_runner', oid, 'EXECUTE') AS runner
       FROM pg_proc WHERE proname = 'is_paid_call_settled'`,
    );
    expect(rows).toEqual([{ definer: true, everyone: false, runner: true }]);
  });

  it('is not written where nothing changed, under no name, and where a function lost its file', async () => {
    expect(await writeMigration(client, prismaDir, 'nothing', at)).toBeNull();
    await expect(writeMigration(client, prismaDir, '', at)).rejects.toThrow('in_words_like_these');
    rmSync(path('is_active'));
    await expect(writeMigration(client, prismaDir, 'lost', at)).rejects.toThrow('is_active(text)');
  });
});
