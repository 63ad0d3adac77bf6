import { brokenInvariants } from '../../kit/database/invariants.js';
import { byEffort } from '../../kit/effort.js';
import { TEST_SEED } from '../../kit/seed.js';
import { createChaosFixture, type ChaosFixture } from './chaos/chaos-fixture.js';
import { drawPlan } from './chaos/plan.js';
import { runChaos } from './chaos/run.js';

/** TEST_SEED chooses what strikes and when, CHAOS_RUNS how many changes, CHAOS_CLIPS of how many of their video's clips. */
const { CHAOS_RUNS, CHAOS_CLIPS } = process.env;
const runs = Number(CHAOS_RUNS ?? byEffort({ quick: 3, full: 50 }));
const OF_CLIPS = byEffort({ quick: 12, full: 60 });
const FEW_CLIPS = 6;
/** A clip costs about as much as killing a runner: most changes are of few, and every tenth is of all. */
const changes = Array.from({ length: runs }, (_, run) =>
  Number(CHAOS_CLIPS ?? (run % 10 === 0 ? OF_CLIPS : FEW_CLIPS)),
);

let fixture: ChaosFixture;

beforeAll(async () => void (fixture = await createChaosFixture(OF_CLIPS)), 120_000);
afterAll(async () => await fixture.drop());

it(
  `${runs} changes of ${Math.min(...changes)} to ${Math.max(...changes)} clips end, however runners, api, database and provider are killed, and each clip is ordered once (TEST_SEED=${TEST_SEED})`,
  async () => {
    fixture.paid.provider.course({ runMs: 200, startMs: 50 });
    const outcomes = await runChaos(fixture, drawPlan(TEST_SEED, changes, OF_CLIPS));
    expect(outcomes.map(([found]) => found)).toEqual(outcomes.map(([, expected]) => expected));
    const videos = outcomes.map(([{ video }]) => video).filter((video) => video !== null);
    expect([...new Set(videos)].slice(1)).toEqual([]);
    expect(await brokenInvariants(fixture.paid.db)).toEqual([]);
  },
  20_000 * runs + 60_000,
);
