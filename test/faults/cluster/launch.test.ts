import { once } from 'node:events';
import type { TestServer } from '../../kit/server/server.js';
import { until } from '../../kit/server/until.js';
import { createClusterWorld, IMAGE, RUNNER, type ClusterWorld } from './cluster-fixture.js';
import { Footage, heldRunner, type HeldRunner } from '../runner/held-runner.js';
import { jobName } from '../../kubernetes/job-name.js';

let world: ClusterWorld;
let standby: TestServer;
let footage: Footage;
let held: HeldRunner;

beforeAll(async () => {
  world = await createClusterWorld();
  footage = new Footage(world);
  held = await heldRunner(world.dataDir);
  standby = await world.startReplica();
}, 120_000);
afterAll(async () => await world.close());
afterEach(async () => {
  Object.assign(world.kubernetes.faults, { unschedulable: null, createUnanswered: false });
  world.kubernetes.machine.images[IMAGE] = RUNNER;
  await world.cancelAll();
  expect(await world.broken()).toEqual([]);
});

const jobsOf = (id: string): string[] =>
  world.kubernetes
    .jobs()
    .map(({ metadata }) => metadata.name)
    .filter((name) => name.includes(id));

/** Lets one api work until it dies of the crash point; only then another one may go on. */
async function killAt(crashPoint: string, cause: () => Promise<string>): Promise<string> {
  const doomed = await world.startReplica({ CRASH_POINT: crashPoint });
  const died = once(doomed.process, 'exit');
  standby.process.kill('SIGSTOP');
  try {
    const id = await cause();
    await died;
    return id;
  } finally {
    standby.process.kill('SIGCONT');
  }
}

describe('a row whose api died', () => {
  it('3: before the Job was created is dispatched within 5 s by another replica', async () => {
    const id = await killAt('before-job-create', async () => await world.admit());
    expect(jobsOf(id)).toEqual([]);
    await until(() => jobsOf(id).length > 0, { limitMs: 5000, what: 'the dispatch by another replica' });
    await world.untilRow(id, 'its end', ({ completedAt }) => completedAt !== null);
    expect(jobsOf(id)).toEqual([jobName(id)]);
  });

  it('4: after the Job was created is adopted within 5 s, with its one Job', async () => {
    world.kubernetes.faults.unschedulable = 'no machine has room';
    const id = await killAt('after-job-create', async () => await world.admit());
    const { uid } = world.kubernetes.job(jobName(id)).metadata;
    expect((await world.row(id)).launchedAttempt).toBe(0);
    await world.untilRow(id, 'its adoption', ({ launchedAttempt }) => launchedAttempt === 1, 5000);
    expect(jobsOf(id)).toEqual([jobName(id)]);
    expect(world.kubernetes.job(jobName(id)).metadata.uid).toBe(uid);
  });

  it('4: after it had replaced a lost runner is dispatched again within 5 s, once', async () => {
    world.kubernetes.machine.images[IMAGE] = held.image;
    const id = await killAt('after-restart', async () => {
      const admitted = await footage.admit();
      await world.untilRow(admitted, 'its claim', ({ status }) => status === 'processing');
      world.kubernetes.runOf(jobName(admitted)).killForMemory();
      return admitted;
    });
    expect(jobsOf(id)).toEqual([jobName(id)]);
    await until(() => jobsOf(id).includes(jobName(id, 2)), { limitMs: 5000, what: 'the second Job' });
    const restarts = (await world.eventTypes(id)).filter((type) => type === 'REGENERATION_RESTARTED');
    expect(restarts).toHaveLength(1);
  });
});

describe('two replicas', () => {
  beforeAll(async () => void (await world.startReplica()));

  it('5: make one Job where its creation succeeded without an answer', async () => {
    const { faults, requests } = world.kubernetes;
    Object.assign(faults, { createUnanswered: true, unschedulable: 'no machine has room' });
    const id = await world.admit();
    await until(() => jobsOf(id).length > 0);
    faults.createUnanswered = false;
    const asked = requests.length;
    await world.untilRow(id, 'its launch', ({ launchedAttempt }) => launchedAttempt === 1, 15_000);
    expect(requests.slice(asked).filter(({ verb }) => verb === 'create')).not.toEqual([]);
    expect(jobsOf(id)).toEqual([jobName(id)]);
    faults.unschedulable = null;
    const { attempt } = await world.untilRow(id, 'its end', (row) => row.completedAt !== null);
    expect(attempt).toBe(1);
  });

  it('21: do what one would: one Job per attempt, one replacement, one end', async () => {
    world.kubernetes.machine.images[IMAGE] = held.image;
    const ids = await Promise.all([1, 2, 3].map(async () => await footage.admit()));
    for (const id of ids) await world.untilRow(id, 'its claim', ({ status }) => status === 'processing');
    world.kubernetes.machine.images[IMAGE] = RUNNER;
    for (const id of ids) world.kubernetes.runOf(jobName(id)).killForMemory();
    for (const id of ids) await world.untilRow(id, 'its second claim', ({ fence }) => fence >= 3);
    for (const id of ids) {
      expect(jobsOf(id)).toEqual([jobName(id), jobName(id, 2)]);
      const types = await world.eventTypes(id);
      expect(types.filter((type) => type === 'REGENERATION_RESTARTED')).toHaveLength(1);
    }
  });
});
