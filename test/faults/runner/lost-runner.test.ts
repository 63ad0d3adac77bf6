import { endRegeneration } from '../../../core/regeneration/lifecycle.js';
import { CANCEL } from '../../kit/server/operations.js';
import type { TestServer } from '../../kit/server/server.js';
import { until } from '../../kit/server/until.js';
import { byEffort } from '../../kit/effort.js';
import { SHORT_LEASE_SECONDS } from '../fault-fixture.js';
import { createClusterFixture, IMAGE, type ClusterFixture } from '../cluster/cluster-fixture.js';
import { Footage, heldRunner } from './held-runner.js';
import { jobName } from '../../kubernetes/job-name.js';

/** At full effort, the lease of production. */
const LEASE_SECONDS = byEffort({ quick: SHORT_LEASE_SECONDS, full: 30 });
const LOST_LIMIT_MS = (LEASE_SECONDS + 10) * 1000;

let fixture: ClusterFixture;
let server: TestServer;
let footage: Footage;

beforeAll(async () => {
  // A pod's grace period of 30 s takes 3 s.
  fixture = await createClusterFixture({ secondMs: 100 });
  footage = new Footage(fixture);
  fixture.kubernetes.machine.images[IMAGE] = (await heldRunner(fixture.dataDir)).image;
  const lease = { LEASE_SECONDS: String(LEASE_SECONDS) };
  [server] = await Promise.all([fixture.startReplica(lease), fixture.startReplica(lease)]);
}, 120_000);
afterAll(async () => await fixture.close());

/**
 * Admits a change and stops its runner once it works: the cluster still reports it as running. Resolves to its id.
 */
async function frozen(): Promise<string> {
  const id = await footage.admit();
  await fixture.untilRow(id, 'its claim', ({ status }) => status === 'processing');
  process.kill(-fixture.kubernetes.runOf(jobName(id)).pid!, 'SIGSTOP');
  return id;
}

describe('a runner that does not respond although its pod is running', () => {
  let lost: string;
  let deaf: string;
  let stuck: string;
  let frozenAt: number;

  beforeAll(async () => {
    [lost, deaf, stuck] = await Promise.all([frozen(), frozen(), frozen()]);
    frozenAt = Date.now();
    fixture.kubernetes.loseNode(jobName(lost));
    await (await fixture.client(server)).data(CANCEL, { id: deaf });
    // As if an api had died between the end and the deletion of the Job.
    await endRegeneration(
      fixture.db,
      { id: stuck, attempt: 1 },
      { status: 'canceled', message: 'Canceled.' },
    );
  }, 60_000);

  it('has its Job deleted within 10 s of being canceled, and ends as canceled once its pod is gone', async () => {
    await until(() => fixture.kubernetes.podsOf(jobName(deaf)).length === 0, {
      what: 'the deletion of its Job',
    });
    await fixture.untilRow(deaf, 'its end', ({ status }) => status === 'canceled');
    expect((await fixture.messages(deaf)).at(-1)).toBe('Canceled. Nothing was charged.');
  });

  it('keeps its Job for a while after its row has ended, for a runner about to leave; then it is deleted', async () => {
    const { completedAt } = await fixture.row(stuck);
    const deletedAt = (): string | undefined =>
      fixture.kubernetes.jobs().find(({ metadata }) => metadata.name === jobName(stuck))?.metadata
        .deletionTimestamp;
    await until(() => deletedAt() !== undefined, { limitMs: 25_000, what: 'the deletion of its Job' });
    expect(Number(new Date(deletedAt()!)) - Number(completedAt)).toBeGreaterThan(14_000);
  });

  it('is replaced within 10 s of the end of its lease: another runner has claimed', async () => {
    const left = LOST_LIMIT_MS - (Date.now() - frozenAt);
    const row = await fixture.untilRow(
      lost,
      'its replacement',
      ({ attempt, leaseUntil }) => attempt === 2 && leaseUntil !== null,
      left,
    );
    expect(row.fence).toBe(3);
    process.stdout.write(
      `A lost runner was replaced after ${((Date.now() - frozenAt) / 1000).toFixed(1)} s\n`,
    );
    const types = await fixture.eventTypes(lost);
    expect(types.filter((type) => type === 'REGENERATION_RESTARTED')).toHaveLength(1);
    // The lost runner's Job has ended: if its machine returns, it finds no work.
    await until(() => fixture.kubernetes.podsOf(jobName(lost)).length === 0);
    await fixture.cancelAll();
    expect(await fixture.broken()).toEqual([]);
  });
});
