import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPrismaClient } from '../../prisma/client.js';
import { startServer } from '../../test/kit/server/server.js';
import { PRODUCTION } from '../../test/kit/server/tokens.js';
import { withBenchDatabase } from '../kit/bench-database.js';
import type { Goal } from '../kit/goal.js';
import { measureLists } from './lists.js';
import { measureSize } from './size.js';
import type { Stage } from './stage.js';
import { measureSteps } from './steps.js';
import { measureRestores } from './restores.js';

/**
 * The history of a video on the bundled server: its lists, the way back where the final video is kept and where it is
 * composed again, and what a version takes.
 */
export async function run(): Promise<Goal[]> {
  return await withBenchDatabase('history', async (databaseUrl) => {
    const dataDir = await mkdtemp(join(tmpdir(), 'bench-history-'));
    const server = await startServer({ ...PRODUCTION, DATABASE_URL: databaseUrl, DATA_DIR: dataDir });
    const db = createPrismaClient(databaseUrl, { poolSize: 2 });
    const stage: Stage = { db, databaseUrl, dataDir, server };
    try {
      const lists = await measureLists(stage);
      const steps = await measureSteps(stage);
      await measureSize(stage);
      return [...lists, ...steps, ...(await measureRestores(stage))];
    } finally {
      await db.$disconnect();
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    }
  });
}
