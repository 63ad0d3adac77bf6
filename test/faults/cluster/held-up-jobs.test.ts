import { byEffort } from '../../kit/effort.js';
import { ApiStatus, quotaOfJobs } from '../../kit/kubernetes/api-server/status.js';
import type { TestServer } from '../../kit/server/server.js';
import { until } from '../../kit/server/until.js';
import { createClusterFixture, type ClusterFixture } from './cluster-fixture.js';

let fixture: ClusterFixture;
let server: TestServer;

beforeAll(async () => {
  fixture = await createClusterFixture();
  server = await fixture.startReplica();
}, 120_000);
afterAll(async () => await fixture.close());
afterEach(async () => {
  Object.assign(fixture.kubernetes.faults, CLEAR);
  fixture.restoreSecret();
  await fixture.cancelAll();
  expect(await fixture.broken()).toEqual([]);
});

const CLEAR = { unschedulable: null, createRefused: null, podsRefused: null, imagePullError: null };
const WAITING = {
  capacity: 'Waiting for a free machine.',
  quota: 'Waiting: all available machines are busy.',
  image: 'Waiting: this cannot be started yet; an administrator may have to help.',
  rejected: 'Waiting: the server does not let this start yet.',
};
const admissionRule = new ApiStatus(
  403,
  'Forbidden',
  'admission webhook "policy.example" denied the request: image is not signed',
);

/** Moves the start of the wait back in time, by the database's clock, which all waiting uses. */
async function age(id: string, seconds: number): Promise<void> {
  await fixture.db.$executeRaw`
    UPDATE clip_regenerations SET waiting_since = waiting_since - make_interval(secs => ${seconds}::int) WHERE id = ${id}::uuid`;
}

async function untilFailed(id: string, limitMs?: number): Promise<string> {
  const row = await fixture.untilRow(id, 'its end', ({ status }) => status === 'failed', limitMs);
  expect(row.errorCode).toBe('INFRASTRUCTURE');
  const job = await fixture.db.job.findUniqueOrThrow({ where: { id: row.jobId } });
  expect([job.reservedCost.toFixed(2), job.totalCost.toFixed(2)]).toEqual(['0.00', '1.50']);
  return row.errorMessage!;
}

/** Requests to create a Job. */
const creations = (): number =>
  fixture.kubernetes.requests.filter(({ verb, resource }) => verb === 'create' && resource === 'jobs').length;

/** The problems that an operator reads in /readyz. */
async function missing(): Promise<string[]> {
  const answer = (await (await fetch(`${server.url}/readyz`)).json()) as { missing?: string[] };
  return answer.missing ?? [];
}

/** /readyz and one line in the log name what to raise. */
async function untilQuotaIsNamed(logLength: number): Promise<void> {
  const sentence = /^The quota of RUNNER_NAMESPACE clips is used up.*raise its ResourceQuota/;
  await until(async () => (await missing()).some((one) => sentence.test(one)));
  const lines = (): string[] => {
    const since = server.output().slice(logLength).split('\n').slice(0, -1);
    return since.filter((line) => line.includes('ResourceQuota'));
  };
  await until(() => lines().length > 0, { what: 'the quota in the log' });
  expect(lines()).toHaveLength(1);
}

describe('a Job that cannot start yet', () => {
  const hindrances = [
    [
      '12: because no machine has room',
      { unschedulable: '0/3 nodes are available: 3 Insufficient cpu.' },
      'capacity',
    ],
    ['10: because the quota of Jobs is used up', { createRefused: quotaOfJobs('regen') }, 'quota'],
    [
      '10: because the quota of pods is used up',
      { podsRefused: 'exceeded quota: pods, requested: pods=1, used: pods=5, limited: pods=5' },
      'quota',
    ],
    [
      '10: because the quota of what pods request is used up',
      { podsRefused: 'exceeded quota: runners, requested: requests.cpu=2' },
      'quota',
    ],
  ] as const;
  const some = hindrances.slice(0, byEffort({ quick: 3, full: hindrances.length }));
  it.each(some)('%s, waits in words and goes on by itself', async (_why, faults, reason) => {
    const logLength = server.output().length;
    Object.assign(fixture.kubernetes.faults, faults);
    const id = await fixture.admit();
    await fixture.untilMessage(id, WAITING[reason]);
    if (reason === 'quota') await untilQuotaIsNamed(logLength);
    await age(id, 300);
    // Several rounds later it still waits, and the user has one message about it.
    const asked = creations();
    await fixture.rounds(server);
    if ('createRefused' in faults)
      await until(() => creations() > asked + 1, { what: 'further tries to create it' });
    expect((await fixture.row(id)).status).toBe('queued');
    expect((await fixture.messages(id)).filter((sentence) => sentence === WAITING[reason])).toHaveLength(1);
    Object.assign(fixture.kubernetes.faults, CLEAR);
    await fixture.untilRow(id, 'its claim', ({ fence }) => fence > 0, 15_000);
    await until(async () => (await missing()).length === 0);
  });

  it('11: because its image cannot be pulled, fails after 120 s in words for an operator', async () => {
    fixture.kubernetes.faults.imagePullError = 'manifest unknown';
    const id = await fixture.admit();
    await fixture.untilMessage(id, WAITING.image);
    await age(id, 110);
    await fixture.rounds(server);
    expect((await fixture.row(id)).status).toBe('queued');
    await age(id, 10);
    expect(await untilFailed(id)).toContain('RUNNER_IMAGE');
    await server.untilLogged('manifest unknown');
  });

  it.each([
    [
      '10: because the cluster refuses its pod',
      () => (fixture.kubernetes.faults.podsRefused = 'violates PodSecurity'),
    ],
    ['10: because its Secret is not there', () => fixture.setSecret(null)],
  ])('%s, fails after 30 s in words for an operator', async (_why, hinder) => {
    hinder();
    const id = await fixture.admit();
    await fixture.untilMessage(id, WAITING.rejected);
    await age(id, 30);
    expect(await untilFailed(id)).toMatch(/quota, limits, Pod Security or Secret.*Nothing was charged/s);
  });
});

describe('a Job that can never start', () => {
  it('10: because an admission rule refuses it, fails at once in words for an operator', async () => {
    fixture.kubernetes.faults.createRefused = admissionRule;
    const id = await fixture.admit();
    expect(await untilFailed(id, 5000)).toContain("the cluster's rules refuse the runner");
    await server.untilLogged('image is not signed');
  });

  it('because its settings are wrong (exit 64), fails at once, and its log is kept', async () => {
    fixture.setSecret({});
    const id = await fixture.admit();
    expect(await untilFailed(id)).toContain('An administrator can find the setting in its log');
    const name = `regen-${id}-a1`;
    const log = (): string => fixture.kubernetes.logOf(name);
    await until(() => log().includes('DATABASE_URL'));
    expect(fixture.kubernetes.job(name).status.conditions).toMatchObject([{ type: 'Failed' }]);
    expect((await fixture.row(id)).attempt).toBe(1);
  });
});
