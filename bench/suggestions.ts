import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPrismaClient } from '../prisma/client.js';
import { insertJob } from '../test/kit/rows/job-rows.js';
import { insertMeasurements } from '../test/kit/rows/measurements.js';
import { startServer } from '../test/kit/server/server.js';
import { PRODUCTION, tokenFor } from '../test/kit/server/tokens.js';
import { withBenchDatabase } from './kit/bench-database.js';
import type { Goal } from './kit/goal.js';
import { load, percentile } from './kit/http-load.js';

const CLIPS = 60;
const QUERY = 'query ($id: ID!) { job(id: $id) { suggestions { clipIndex instruction reason } } }';

/** How long the suggestions of a measured video of 60 clips take over HTTP, one page after the other. */
export async function run(): Promise<Goal[]> {
  return await withBenchDatabase('suggestions', async (databaseUrl) => {
    const measured = await measure(databaseUrl);
    return [{ name: 'suggestions of 60 clips', measured, wanted: 300, unit: ' ms (p99)', better: 'lower' }];
  });
}

async function measure(databaseUrl: string): Promise<number> {
  const dataDir = await mkdtemp(join(tmpdir(), 'bench-suggestions-'));
  const server = await startServer({ ...PRODUCTION, DATABASE_URL: databaseUrl, DATA_DIR: dataDir });
  const db = createPrismaClient(databaseUrl, { poolSize: 2 });
  try {
    const userId = randomUUID();
    const id = await insertJob(db, { userId, clips: CLIPS });
    await insertMeasurements(db, id, CLIPS, { 20: { level: 84 } });
    const { latenciesMs } = await load({
      url: `${server.url}/graphql`,
      headers: { Authorization: `Bearer ${await tokenFor(userId)}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ query: QUERY, variables: { id } }),
      ...{ connections: 1, requests: 100 },
    });
    return percentile(latenciesMs, 99);
  } finally {
    await db.$disconnect();
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
