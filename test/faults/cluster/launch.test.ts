import { once } from 'node:events';
import { byEffort } from '../../kit/effort.js';
import type { TestServer } from '../../kit/server/server.js';
import { until } from '../../kit/server/until.js';
import { createClusterFixture, IMAGE, RUNNER, type ClusterFixture } from './cluster-fixture.js';
import { Footage, heldRunner, type HeldRunner } from '../runner/held-runner.js';
import { jobName } from '../../kubernetes/job-name.js';

/** That go on at once at two replicas. */
const RUNS = byEffort({ quick: [1, 2], full: [1, 2, 3] });

let fixture: ClusterFixture;
let standby: TestServer;
let footage: Footage;
let held: HeldRunner;

beforeAll(async () => {
  fixture = await createClusterFixture();
  footage = new Footage(fixture);
  held = await heldRunner(fixture.dataDir);
  standby = await fixture.startReplica();
}, 120_000);
afterAll(async () => await fixture.close());
afterEach(async () => {
  fixture.kubernetes.machine.images[IMAGE] = RUNNER;
  await fixture.cancelAll();
  expect(await fixture.broken()).toEqual([]);
  // Last, so that no runner starts for what is canceled.
  Object.assign(fixture.kubernetes.faults, { unschedulable: null, createUnanswered: false });
});

const jobsOf = (id: string): string[] =>
  fixture.kubernetes
    .jobs()
    .map(({ metadata }) => metadata.name)
    .filter((name) => name.includes(id));

/** Lets one api work until it dies at the crash point; only then may another one continue. */
async function killAt(crashPoint: string, cause: () => Promise<string>): Promise<string> {
  const doomed = await fixture.startReplica({ CRASH_POINT: crashPoint });
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
    const id = await killAt('before-job-create', async () => await fixture.admit());
    expect(jobsOf(id)).toEqual([]);
    await until(() => jobsOf(id).length > 0, { limitMs: 5000, what: 'the dispatch by another replica' });
    await fixture.untilRow(id, 'its end', ({ completedAt }) => completedAt !== null);
    expect(jobsOf(id)).toEqual([jobName(id)]);
  });

  it('4: after the Job was created is adopted within 5 s, with its one Job', async () => {
    fixture.kubernetes.faults.unschedulable = 'no machine has room';
    const id = await killAt('after-job-create', async () => await fixture.admit());
    const { uid } = fixture.kubernetes.job(jobName(id)).metadata;
    expect((await fixture.row(id)).launchedAttempt).toBe(0);
    await fixture.untilRow(id, 'its adoption', ({ launchedAttempt }) => launchedAttempt === 1, 5000);
    expect(jobsOf(id)).toEqual([jobName(id)]);
    expect(fixture.kubernetes.job(jobName(id)).metadata.uid).toBe(uid);
  });

  it('4: after it had replaced a lost runner is dispatched again within 5 s, once', async () => {
    fixture.kubernetes.machine.images[IMAGE] = held.image;
    const id = await killAt('after-restart', async () => {
      const admitted = await footage.admit();
      await fixture.untilRow(admitted, 'its claim', ({ status }) => status === 'processing');
      fixture.kubernetes.runOf(jobName(admitted)).kill();
      return admitted;
    });
    expect(jobsOf(id)).toEqual([jobName(id)]);
    await until(() => jobsOf(id).includes(jobName(id, 2)), { limitMs: 5000, what: 'the second Job' });
    const restarts = (await fixture.eventTypes(id)).filter((type) => type === 'REGENERATION_RESTARTED');
    expect(restarts).toHaveLength(1);
  });
});

describe('two replicas', () => {
  beforeAll(async () => void (await fixture.startReplica()));

  it('5: make one Job where its creation succeeded without an answer', async () => {
    const { faults, requests } = fixture.kubernetes;
    Object.assign(faults, { createUnanswered: true, unschedulable: 'no machine has room' });
    const id = await fixture.admit();
    await until(() => jobsOf(id).length > 0);
    faults.createUnanswered = false;
    const asked = requests.length;
    await fixture.untilRow(id, 'its launch', ({ launchedAttempt }) => launchedAttempt === 1, 15_000);
    expect(requests.slice(asked).filter(({ verb }) => verb === 'create')).not.toEqual([]);
    expect(jobsOf(id)).toEqual([jobName(id)]);
    faults.unschedulable = null;
    const { attempt } = await fixture.untilRow(id, 'its end', (row) => row.completedAt !== null);
    expect(attempt).toBe(1);
  });

  it('21: do what one would: one Job per attempt, one replacement, one end', async () => {
    fixture.kubernetes.machine.images[IMAGE] = held.image;
    const ids = await Promise.all(RUNS.map(async () => await footage.admit()));
    for (const id of ids) await fixture.untilRow(id, 'its claim', ({ status }) => status === 'processing');
    fixture.kubernetes.machine.images[IMAGE] = RUNNER;
    for (const id of ids) fixture.kubernetes.runOf(jobName(id)).kill();
    for (const id of ids) await fixture.untilRow(id, 'its second claim', ({ fence }) => fence >= 3);
    for (const id of ids) {
      expect(jobsOf(id)).toEqual([jobName(id), jobName(id, 2)]);
      const types = await fixture.eventTypes(id);
      expect(types.filter((type) => type === 'REGENERATION_RESTARTED')).toHaveLength(1);
    }
  });
});
