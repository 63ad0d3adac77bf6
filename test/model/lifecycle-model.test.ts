import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { createPrismaClient } from '../../prisma/client.js';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { byEffort, spread } from '../kit/effort.js';
import { brokenInvariants } from '../kit/database/invariants.js';
import { createTestDatabase, type TestDatabase } from '../kit/database/postgres.js';
import { TEST_SEED } from '../kit/seed.js';
import { optimizeSoon } from '../kit/jest/optimize-soon.js';
import { INSERT_COPY } from './commands/bystanders.js';
import { runModel } from './run.js';
import { fencedFunctions, finderOf, isSabotage, loosenFence, SABOTAGES, type Sabotage } from './sabotage.js';

optimizeSoon();

/**
 * TEST_SEED and MODEL_RUNS choose the sequences; MODEL_WITHOUT=fence|index|intent takes a protection away first, and
 * shows the shortest sequence that needs it.
 */
const { MODEL_RUNS, MODEL_WITHOUT } = process.env;
const runs = Number(MODEL_RUNS ?? byEffort({ quick: 60, full: 1000 }));
const TEN_MINUTES = 600_000;

/** Sequences that once found something: add what a failure prints as `seed`, and the first number of its `path`. */
const pastSeeds = z
  .array(z.object({ seed: z.number(), path: z.string(), found: z.string() }))
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, 'seeds.json'), 'utf8')));

let database: TestDatabase;
let db: PrismaClient;

beforeEach(async () => {
  database = await createTestDatabase();
  // One sequence runs at a time.
  db = createPrismaClient(database.databaseUrl, { poolSize: 1 });
  await db.$executeRawUnsafe(INSERT_COPY);
});
afterEach(async () => {
  await db.$disconnect();
  await database.drop();
});

async function takeAway(name: string | undefined): Promise<void> {
  if (name === undefined) return;
  if (!isSabotage(name)) throw new Error(`MODEL_WITHOUT is one of ${Object.keys(SABOTAGES).join(', ')}`);
  await SABOTAGES[name](db);
}

it('does again what the sequences that once found something say', async () => {
  for (const { seed: past, path } of pastSeeds) await runModel(db, { seed: past, path, runs: 1 });
});

it(
  `does what the model says in ${runs} sequences (TEST_SEED=${TEST_SEED})`,
  async () => {
    await takeAway(MODEL_WITHOUT);
    await runModel(db, { seed: TEST_SEED, runs });
    expect(await brokenInvariants(db)).toEqual([]);
  },
  TEN_MINUTES,
);

const findings: [Sabotage, RegExp][] = [
  ['fence', /fence \d+ of \d+ is old/],
  ['index', /the partial index refuses a second active row/],
  ['intent', /INTENT of an earlier attempt is found again/],
];
it.each(findings)('notices that the %s is gone', async (missing, finding) => {
  await takeAway(missing);
  await expect(runModel(db, { seed: 1, runs: 100, firstOnly: true })).rejects.toThrow(finding);
});

/** Called by runs that these sequences have none of; core/regeneration/clip-changes and core/history/restore-cut try their fences. */
const OF_OTHER_RUNS = ['fail_clip_change', 'run_restore'];

it(
  'notices in each function alone that its fence is gone',
  async () => {
    const functions = (await fencedFunctions(db)).filter((name) => !OF_OTHER_RUNS.includes(name));
    expect(functions.length).toBeGreaterThan(8);
    for (const name of spread(functions, 3)) {
      const restore = await loosenFence(db, name);
      await expect(runModel(db, { seed: finderOf(name), runs: 300, firstOnly: true })).rejects.toThrow(
        /fence \d+ of \d+ is old|are not what the model says|invariants after/,
      );
      await restore();
    }
  },
  TEN_MINUTES,
);
