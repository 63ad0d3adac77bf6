import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '../test/kit/database/postgres.js';

const root = join(import.meta.dirname, '..');

/** Runs the stock Prisma CLI against a database. */
function prisma(databaseUrl: string, ...args: string[]): { status: number | null; output: string } {
  const cli = join(root, 'node_modules', 'prisma', 'build', 'index.js');
  const env = { ...process.env, DATABASE_URL: databaseUrl };
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    cwd: root,
    env,
    encoding: 'utf8',
  });
  return { status, output: stdout + stderr };
}

describe('the database that the migrations make', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it('is the one that schema.prisma describes', () => {
    const diff = [
      'migrate',
      'diff',
      '--from-config-datasource',
      '--to-schema',
      'prisma/schema.prisma',
      '--exit-code',
    ];
    const { status, output } = prisma(database.databaseUrl, ...diff);
    // The text too: an engine that could not connect would print nothing and exit with 0.
    expect(output).toContain('No difference detected.');
    expect(status).toBe(0);
  });

  it('is up to date for the Prisma CLI, which finds its own history in it', () => {
    const { status, output } = prisma(database.databaseUrl, 'migrate', 'status');
    expect(output).toContain('Database schema is up to date!');
    expect(status).toBe(0);
  });
});
