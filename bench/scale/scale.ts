import { brokenInvariants } from '../../test/kit/database/invariants.js';
import { withBenchDatabase } from '../kit/bench-database.js';
import type { Goal } from '../kit/goal.js';
import { bytesOnDisk } from './measure/database-load.js';
import { measureBusy, measureIdle, measurePages, type Busy } from './measure/measure.js';
import { goalsOf, report } from './report.js';
import { startFixture, type Fixture } from './scale-fixture.js';

const SIZE = { users: 200, videosEach: 5, pastJobs: 800 };
const FEW = 20;
/** At most three for each runner, and those of the api and the benchmark. */
const CONNECTIONS = 650;

/**
 * 1,000 videos, of which 200 are changed at once: one api as in production, a real database, the tests' cluster,
 * and runners that do everything that real ones do to the database, with the same code, but render nothing. The
 * baseline before it is the same with 20: the cost of one more must not grow with their number.
 */
export async function run(): Promise<Goal[]> {
  return await withBenchDatabase(
    'scale',
    async (databaseUrl) => {
      const fixture = await startFixture(databaseUrl, SIZE);
      try {
        return await measure(fixture);
      } finally {
        await fixture.stop();
      }
    },
    CONNECTIONS,
  );
}

async function measure(fixture: Fixture): Promise<Goal[]> {
  const few: Busy = await measureBusy(fixture, fixture.users.slice(0, FEW), 1);
  const before = await measureIdle(fixture);
  const many = await measureBusy(fixture, fixture.users, 0);
  const pages = await measurePages(fixture, fixture.users);
  const after = await measureIdle(fixture);
  const broken = await brokenInvariants(fixture.db);
  if (broken.length > 0) throw new Error(`The database breaks invariants:\n${broken.join('\n')}`);
  const measured = { before, few, many, pages, after, bytes: await bytesOnDisk(fixture.db) };
  report(measured);
  return goalsOf(measured);
}
