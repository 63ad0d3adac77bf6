import fc from 'fast-check';
import { removeQueuedChange } from '../../core/queue/queue-changes.js';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { invariantChecker, type InvariantChecker } from '../kit/database/invariants.js';
import { histories, sequences } from './commands/sequences.js';
import { admitPlainly } from './commands/admission.js';
import { compareReads } from './commands/reads.js';
import { giveUp } from './commands/reconciler.js';
import { take } from './commands/runner.js';
import { compareState } from './compare.js';
import type { Model } from './model.js';
import { agree, checkInvariants } from './step.js';
import { activeOf, end } from './transitions.js';
import { createFixture, type Fixture } from './model-fixture.js';

/** Which sequences: a seed makes the same ones; `path` is one of them, by its number. */
export interface ModelRun {
  seed: number;
  runs: number;
  path?: string;
  /** Sequences of restores, undos and redos instead of those of one run's lifecycle. */
  ofHistories?: boolean;
  /** Stops at the first counterexample instead of looking for the shortest. */
  firstOnly?: boolean;
}

/**
 * All invariants take 2 ms of the database's CPU, which would be 35 s of 1,000 sequences of histories: they are checked after
 * each step of every so many, and of those that look for a shorter counterexample; at the end of all.
 */
const STEPS_CHECKED_EVERY = 8;

/** So many share their tables, and then make room: each statement of a thousandth would read the rows of all before it. */
const TOGETHER = 20;

/** Runs sequences against the database; rejects with the counterexample, its seed and its path. */
export async function runModel(db: PrismaClient, run: ModelRun): Promise<void> {
  const { seed, runs: numRuns, path, firstOnly: endOnFailure } = run;
  const broken = await invariantChecker(db);
  let [count, hasFailed] = [0, false];
  const property = fc.asyncProperty(run.ofHistories === true ? histories : sequences, async (commands) => {
    const checksSteps = hasFailed || count++ % STEPS_CHECKED_EVERY === 0;
    try {
      await runSequence(db, commands, { broken, checksSteps });
      if (count % TOGETHER === 0) await makeRoom(db, broken);
    } catch (error) {
      hasFailed = true;
      throw error;
    }
  });
  await fc.assert(property, {
    seed,
    numRuns,
    endOnFailure,
    includeErrorInReport: true,
    // Long sequences from the first one on.
    unbiased: true,
    ...(path === undefined ? {} : { path }),
  });
}

/** All invariants hold for all sequences since the last time. */
async function makeRoom(db: PrismaClient, broken: InvariantChecker): Promise<void> {
  const jobs = await db.job.findMany({ select: { id: true } });
  agree('invariants of sequences that share their tables', await broken(jobs.map(({ id }) => id)), []);
  await db.$executeRaw`TRUNCATE jobs CASCADE`;
}

type Commands = typeof sequences extends fc.Arbitrary<infer T> ? T : never;

async function runSequence(
  db: PrismaClient,
  commands: Commands,
  checks: Pick<Fixture, 'broken' | 'checksSteps'>,
): Promise<void> {
  const { real, model } = await createFixture(db, checks);
  try {
    await begin(model, real);
    await fc.asyncModelRun(() => ({ real, model }), commands);
    await endAll(model, real);
    await compareReads(model, real);
    compareCharges(model);
    await checkInvariants(model, real, 'the end');
  } catch (error) {
    // Else its rows would be in the way of the next sequence, which is to be shorter.
    await db.job.deleteMany({ where: { id: { in: jobIds(model) } } });
    throw error;
  }
}

const jobIds = ({ jobs }: Model): string[] => jobs.map(({ id }) => id);

/** One regeneration runs already: most of what can go wrong comes after that. */
async function begin(model: Model, fixture: Fixture): Promise<void> {
  await admitPlainly({ job: 0, retry: null }, model, fixture);
  await take(model.regenerations[0]!, 0, model, fixture);
}

/** Nothing is stuck: whatever is active can be ended, what waits can be removed, and then its job is free. */
async function endAll(model: Model, fixture: Fixture): Promise<void> {
  for (const regeneration of activeOf(model)) {
    agree('the last end', await giveUp(fixture.db, regeneration, regeneration.attempt), true);
    end(regeneration, 'failed', 'INFRASTRUCTURE', true);
  }
  for (const job of model.jobs) {
    for (const { id } of job.queue) {
      const own = { id, userId: fixture.users[job.owner]! };
      agree('the last removal', await removeQueuedChange(fixture.db, own), true);
    }
    job.queue = [];
  }
  await compareState(model, fixture, 'the last end');
}

/** The ledger has what the provider charged, once per step; an unknown outcome is marked. */
function compareCharges({ regenerations, provider }: Model): void {
  for (const call of regenerations.flatMap(({ calls }) => calls).filter(({ ambiguous }) => !ambiguous)) {
    agree('the ledger has what the provider charged', call.cost, provider.charged(call.id).total);
  }
  for (const { id, calls } of regenerations) {
    for (const stage of new Set(calls.map((call) => call.stage))) {
      const step = calls.filter((call) => call.stage === stage);
      if (step.some(({ ambiguous }) => ambiguous)) continue;
      const charges = step.reduce((sum, call) => sum + provider.charged(call.id).predictions, 0);
      agree(`${stage} of ${id} is charged at most once`, charges <= 1, true);
    }
  }
}
