import { JOBS } from '../../kit/server/operations.js';
import { ApiStatus } from '../../kit/kubernetes/api-server/status.js';
import type { TestServer } from '../../kit/server/server.js';
import { until } from '../../kit/server/until.js';
import { createClusterFixture, IMAGE, RUNNER, type ClusterFixture } from './cluster-fixture.js';
import { Footage, heldRunner } from '../runner/held-runner.js';
import { jobName } from '../../kubernetes/job-name.js';

const UNREACHABLE = 'Waiting: no machine can be reached at the moment. This continues by itself.';

/** The cluster's API goes away while one runner works and another regeneration waits; then it comes back. */
async function goesAway(): Promise<void> {
  const fixture = await createClusterFixture();
  const { kubernetes } = fixture;
  const held = await heldRunner(fixture.dataDir);
  kubernetes.machine.images[IMAGE] = held.image;
  try {
    const api = await fixture.client(await fixture.startReplica());
    const running = await new Footage(fixture).admit();
    await fixture.untilRow(running, 'its claim', ({ status }) => status === 'processing');
    await kubernetes.goAway();
    const waiting = await fixture.admit();
    await fixture.untilMessage(waiting, UNREACHABLE);
    const { jobs } = await api.data<{ jobs: { totalCount: number } }>(JOBS);
    expect(jobs.totalCount).toBe(2);
    await held.release();
    const ended = await fixture.untilRow(
      running,
      'its end',
      ({ completedAt }) => completedAt !== null,
      30_000,
    );
    // The runner reached the other clips, which have no footage here, and ended the regeneration itself.
    expect([ended.errorCode, ended.attempt]).toEqual(['RECOMPOSITION_FAILED', 1]);
    expect((await fixture.row(waiting)).status).toBe('queued');

    await kubernetes.open();
    await fixture.untilRow(waiting, 'its launch', ({ launchedAttempt }) => launchedAttempt === 1, 13_000);
    await fixture.untilRow(waiting, 'its end', ({ completedAt }) => completedAt !== null);
    expect(await fixture.broken()).toEqual([]);
  } finally {
    await fixture.close();
  }
}

describe('a cluster', () => {
  let fixture: ClusterFixture;
  let server: TestServer;
  let footage: Footage;
  // Both wait for infrequent attempts, so they wait at the same time.
  let away: Promise<void>;
  let foundAfterMs: Promise<number>;

  beforeAll(async () => {
    away = goesAway();
    away.catch(() => undefined);
    fixture = await createClusterFixture();
    footage = new Footage(fixture);
    // The lease is longer than the time between lists: if a dead runner is found before it ends, a list found it.
    const lease = { LEASE_SECONDS: '30' };
    [server] = await Promise.all([fixture.startReplica(lease), fixture.startReplica(lease)]);
    foundAfterMs = stalledSilently();
    await Promise.allSettled([away, foundAfterMs]);
  }, 120_000);
  afterAll(async () => await fixture.close());
  afterEach(async () => {
    Object.assign(fixture.kubernetes.faults, { storm: null, watchesStalled: false });
    fixture.kubernetes.machine.images[IMAGE] = RUNNER;
    await fixture.cancelAll();
    expect(await fixture.broken()).toEqual([]);
    // Last, so that no runner starts for what is canceled.
    fixture.kubernetes.faults.unschedulable = null;
  });

  it('6: whose API is away leaves queries working and runners running; what waits is dispatched when it is back', async () => {
    await away;
  });

  it('7: that answers 500 and 429 is asked seldom, and makes each Job once when it has recovered', async () => {
    const { kubernetes } = fixture;
    kubernetes.faults.unschedulable = 'no machine has room';
    const names = (): string[] => kubernetes.jobs().map(({ metadata }) => metadata.name);
    const before = names();
    const asked = kubernetes.requests.length;
    kubernetes.faults.storm = new ApiStatus(500, 'InternalError', 'etcdserver: request timed out');
    const ids = await Promise.all(Array.from({ length: 10 }, async () => await fixture.admit()));
    await new Promise((resolve) => setTimeout(resolve, 3000));
    const creations = kubernetes.requests.slice(asked).filter(({ verb }) => verb === 'create');
    // Two replicas try at once and after about 1 and 2 s. Ten rows with attempts of their own would make more requests.
    expect(creations.length).toBeLessThanOrEqual(6);
    await fixture.untilMessage(ids[0]!, UNREACHABLE);
    kubernetes.faults.storm = new ApiStatus(429, 'TooManyRequests', 'try again', { 'retry-after': '1' });
    const refused = kubernetes.requests.length;
    await until(() => kubernetes.requests.length > refused, { what: 'a request that is refused with 429' });
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);

    kubernetes.faults.storm = null;
    const launched = async (): Promise<boolean> =>
      (await fixture.db.clipRegeneration.count({ where: { id: { in: ids }, launchedAttempt: 1 } })) === 10;
    await until(launched, { limitMs: 13_000, what: 'the launch of all' });
    expect(names().slice(before.length).sort()).toEqual(ids.map((id) => jobName(id)).sort());
  });

  /** Disturbs the watches while a runner works, then kills the runner. */
  async function dieAfter(befall: () => void): Promise<{ id: string; diedAt: number }> {
    fixture.kubernetes.machine.images[IMAGE] = (await heldRunner(fixture.dataDir)).image;
    const id = await footage.admit();
    await fixture.untilRow(id, 'its claim', ({ status }) => status === 'processing');
    befall();
    await fixture.rounds(server);
    expect((await fixture.row(id)).attempt).toBe(1);
    fixture.kubernetes.runOf(jobName(id)).kill();
    return { id, diedAt: Date.now() };
  }

  /** Stalls the watches silently and kills a runner; returns the milliseconds until it is replaced. */
  async function stalledSilently(): Promise<number> {
    const { id, diedAt } = await dieAfter(() => (fixture.kubernetes.faults.watchesStalled = true));
    await fixture.untilRow(id, 'its replacement', ({ attempt }) => attempt === 2, 20_000);
    return Date.now() - diedAt;
  }

  it('8: whose watches stall silently is listed: a dead runner is found before its lease ends', async () => {
    expect(await foundAfterMs).toBeLessThan(20_000);
  });

  it('9: that has forgotten (410 Gone) is listed and watched again: nothing is taken for absent', async () => {
    const { id } = await dieAfter(() => fixture.kubernetes.compact());
    // Lists are 15 s apart, so within 6 s only a watch can report it.
    await fixture.untilRow(id, 'its replacement', ({ attempt }) => attempt === 2, 6000);
    expect((await fixture.eventTypes(id)).filter((type) => type === 'REGENERATION_RESTARTED')).toHaveLength(
      1,
    );
  });
});
