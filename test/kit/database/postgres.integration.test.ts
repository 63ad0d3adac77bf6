import pg from 'pg';
import { createTestDatabase } from './postgres.js';

describe('createTestDatabase', () => {
  it('gives databases with every migration applied that share no rows', async () => {
    const [first, second] = [await createTestDatabase(), await createTestDatabase()];
    const count = async (databaseUrl: string, insert: boolean) => {
      const client = new pg.Client({ connectionString: databaseUrl });
      await client.connect();
      if (insert) await client.query('INSERT INTO jobs (user_id) VALUES (gen_random_uuid())');
      const { rows } = await client.query<{ count: string }>('SELECT count(*) FROM jobs');
      await client.end();
      return Number(rows[0]!.count);
    };
    expect(await count(first.databaseUrl, true)).toBe(1);
    expect(await count(second.databaseUrl, false)).toBe(0);
    await Promise.all([first.drop(), second.drop()]);
  });
});
