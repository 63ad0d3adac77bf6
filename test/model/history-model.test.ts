import { createPrismaClient } from '../../prisma/client.js';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { brokenInvariants } from '../kit/database/invariants.js';
import { createTestDatabase, type TestDatabase } from '../kit/database/postgres.js';
import { byEffort } from '../kit/effort.js';
import { TEST_SEED } from '../kit/seed.js';
import { optimizeSoon } from '../kit/jest/optimize-soon.js';
import { runModel } from './run.js';
import { finderOf, HISTORY_SABOTAGES, type HistorySabotage } from './sabotage.js';

/** TEST_SEED and MODEL_RUNS choose the sequences. */
const { MODEL_RUNS } = process.env;
const runs = Number(MODEL_RUNS ?? byEffort({ quick: 40, full: 1000 }));
const TEN_MINUTES = 600_000;

optimizeSoon();

let database: TestDatabase;
let db: PrismaClient;

beforeEach(async () => {
  database = await createTestDatabase();
  db = createPrismaClient(database.databaseUrl, { poolSize: 1 });
});
afterEach(async () => {
  await db.$disconnect();
  await database.drop();
});

it(
  `shows what the model says after ${runs} sequences of changes of one clip and of two, takes, restores, undos, redos and queues (TEST_SEED=${TEST_SEED})`,
  async () => {
    await runModel(db, { seed: TEST_SEED, runs, ofHistories: true });
    expect(await brokenInvariants(db)).toEqual([]);
  },
  TEN_MINUTES,
);

it.each(Object.keys(HISTORY_SABOTAGES) as HistorySabotage[])('notices that %s', async (sabotage) => {
  await HISTORY_SABOTAGES[sabotage](db);
  const run = { seed: finderOf(sabotage), runs: 100, firstOnly: true, ofHistories: true };
  await expect(runModel(db, run)).rejects.toThrow(
    /: predicted |are not what the model says|one_current_version_per_clip/,
  );
});
