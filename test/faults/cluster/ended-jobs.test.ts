import { CANCEL } from '../../kit/server/operations.js';
import { quotaOfJobs } from '../../kit/kubernetes/api-server/status.js';
import type { TestServer } from '../../kit/server/server.js';
import { until } from '../../kit/server/until.js';
import { createClusterFixture, IMAGE, RUNNER, type ClusterFixture } from './cluster-fixture.js';
import { Footage, heldRunner, type HeldRunner } from '../runner/held-runner.js';
import { jobName } from '../../kubernetes/job-name.js';

let fixture: ClusterFixture;
let server: TestServer;
let footage: Footage;
let held: HeldRunner;

beforeAll(async () => {
  fixture = await createClusterFixture();
  footage = new Footage(fixture);
  held = await heldRunner(fixture.dataDir);
  server = await fixture.startReplica();
}, 120_000);
afterAll(async () => await fixture.close());
afterEach(async () => {
  fixture.kubernetes.machine.images[IMAGE] = RUNNER;
  await fixture.cancelAll();
  expect(await fixture.broken()).toEqual([]);
  // Last, so that no runner starts for what is canceled.
  Object.assign(fixture.kubernetes.faults, { unschedulable: null, createRefused: null });
});

/** Admits a regeneration whose runner works until the test interferes. */
async function working(): Promise<string> {
  fixture.kubernetes.machine.images[IMAGE] = held.image;
  const id = await footage.admit();
  await fixture.untilRow(id, 'its claim', ({ status }) => status === 'processing');
  return id;
}

describe('a calm run', () => {
  it('costs one request beside lists and watches, and leaves its Job and log to the TTL', async () => {
    const asked = fixture.kubernetes.requests.length;
    const id = await fixture.admit();
    await fixture.untilRow(id, 'its end', ({ completedAt }) => completedAt !== null);
    await fixture.rounds(server);
    const requests = fixture.kubernetes.requests.slice(asked);
    const own = requests.filter(({ verb }) => verb !== 'list' && verb !== 'watch');
    expect(own).toEqual([{ verb: 'create', resource: 'jobs', name: null }]);
    expect(fixture.kubernetes.job(jobName(id)).status.conditions).toMatchObject([{ type: 'Complete' }]);
    const lines = fixture.kubernetes.logOf(jobName(id)).trim().split('\n');
    expect(JSON.parse(lines.at(-2)!)).toMatchObject({ regeneration: id, attempt: 1, fence: 1 });
  });
});

describe('a Job with two pods', () => {
  it('16: has one that claims; the other exits 75 in sight, and the first works on', async () => {
    const id = await working();
    const [first] = fixture.kubernetes.podsOf(jobName(id));
    fixture.kubernetes.addSecondPod(jobName(id));
    const exitCodes = (): (number | undefined)[] =>
      fixture.kubernetes
        .podsOf(jobName(id))
        .map(({ status }) => status.containerStatuses?.[0]?.state?.terminated?.exitCode);
    await until(() => exitCodes().includes(75), { what: 'the rejection of the second pod' });
    await fixture.rounds(server);
    expect(first!.status.phase).toBe('Running');
    expect(await fixture.row(id)).toMatchObject({ attempt: 1, status: 'processing', fence: 1 });
    await held.release();
    const ended = await fixture.untilRow(id, 'its end', ({ completedAt }) => completedAt !== null);
    expect(ended.attempt).toBe(1);
    held = await heldRunner(fixture.dataDir);
  });
});

describe('a Job that is deleted by hand', () => {
  it('19: while its runner works, is replaced', async () => {
    const id = await working();
    await fixture.kubernetes.deleteJob(jobName(id));
    const { fence } = await fixture.untilRow(
      id,
      'its second claim',
      (row) => row.attempt === 2 && row.leaseUntil !== null,
    );
    expect(fence).toBe(3);
  });

  it('19: before its runner has started, is replaced at once, because it was seen to go', async () => {
    fixture.kubernetes.faults.unschedulable = 'no machine has room';
    const id = await fixture.admit();
    await fixture.untilRow(id, 'its launch', ({ launchedAttempt }) => launchedAttempt === 1);
    await fixture.kubernetes.deleteJob(jobName(id));
    await until(() => fixture.kubernetes.jobs().some(({ metadata }) => metadata.name === jobName(id, 2)));
  });
});

describe('a runner that the cluster ends', () => {
  it('for whatever reason is replaced until its attempts are used up; the Jobs keep their logs', async () => {
    const id = await working();
    await fixture.db.$executeRaw`UPDATE clip_regenerations SET max_attempts = 2 WHERE id = ${id}::uuid`;
    for (const attempt of [1, 2]) {
      await fixture.untilRow(id, 'its claim', (row) => row.attempt === attempt && row.leaseUntil !== null);
      fixture.kubernetes.runOf(jobName(id, attempt)).kill();
    }
    const row = await fixture.untilRow(id, 'its end', ({ status }) => status === 'failed');
    expect(row.errorMessage).toContain('stopped several times');
    expect(row.errorMessage).toContain('Nothing was charged.');
    for (const attempt of [1, 2]) {
      expect(fixture.kubernetes.job(jobName(id, attempt)).status.conditions).toMatchObject([
        { type: 'Failed' },
      ]);
      // A pod that still exists has its log.
      expect(fixture.kubernetes.podsOf(jobName(id, attempt))).toHaveLength(1);
    }
    // The line is logged once the row has ended.
    const reconciled = (): string | undefined =>
      server
        .output()
        .split('\n')
        .slice(0, -1)
        .find((line) => line.includes(id) && line.includes('give-up'));
    await until(() => reconciled() !== undefined, { what: 'the line in the log' });
    expect(JSON.parse(reconciled()!)).toMatchObject({ regeneration: id, attempt: 2, fence: row.fence - 1 });
  });

  it('for its memory is not replaced: its user reads why, and the operator which setting', async () => {
    const id = await working();
    fixture.kubernetes.runOf(jobName(id)).killForMemory();
    const row = await fixture.untilRow(id, 'its end', ({ status }) => status === 'failed');
    expect([row.attempt, row.errorCode]).toEqual([1, 'INFRASTRUCTURE']);
    expect(row.errorMessage).toMatch(
      /needs more memory.*RUNNER_MEMORY.*Nothing of your video has changed\. Nothing was charged\./,
    );
    await server.untilLogged('OOMKilled');
    const readyz = (await (await fetch(`${server.url}/readyz`)).json()) as { missing?: string[] };
    expect(readyz.missing).toEqual([expect.stringMatching(/raise RUNNER_MEMORY \(.*OOMKilled/)]);
  });
});

describe('a regeneration that is canceled on a cluster', () => {
  async function cancel(id: string): Promise<void> {
    const api = await fixture.client(server);
    await api.data(CANCEL, { id });
  }

  it('before it is launched costs nothing and launches nothing', async () => {
    fixture.kubernetes.faults.createRefused = quotaOfJobs('regen');
    const id = await fixture.admit();
    await fixture.untilMessage(id, 'Waiting: all available machines are busy.');
    await cancel(id);
    const { status, cost } = await fixture.row(id);
    expect([status, cost.toFixed(2)]).toEqual(['canceled', '0.00']);
    Object.assign(fixture.kubernetes.faults, { createRefused: null, unschedulable: 'no machine has room' });
    const next = await fixture.admit();
    const jobs = (): string[] => fixture.kubernetes.jobs().map(({ metadata }) => metadata.name);
    await until(() => jobs().includes(jobName(next)), { what: 'a launch that came later' });
    expect(jobs().filter((name) => name.includes(id))).toEqual([]);
  });

  it('while its Job waits is canceled, and the Job is deleted', async () => {
    fixture.kubernetes.faults.unschedulable = 'no machine has room';
    const id = await fixture.admit();
    await fixture.untilMessage(id, 'Waiting for a free machine.');
    await cancel(id);
    await fixture.untilRow(id, 'its end', ({ status }) => status === 'canceled', 5000);
    await until(() => fixture.kubernetes.podsOf(jobName(id)).length === 0);
  });

  it('while its runner works is canceled within 10 s, and the Job is deleted', async () => {
    const id = await working();
    await cancel(id);
    await fixture.untilRow(id, 'its end', ({ status }) => status === 'canceled', 10_000);
    await until(() => fixture.kubernetes.podsOf(jobName(id)).length === 0);
    expect((await fixture.messages(id)).at(-1)).toBe('Canceled. Nothing was charged.');
    const deletions = fixture.kubernetes.requests.filter(
      ({ verb, name }) => verb === 'delete' && name === jobName(id),
    );
    expect(deletions).toHaveLength(1);
  });
});
