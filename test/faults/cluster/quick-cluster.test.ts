import type { TestServer } from '../../kit/server/server.js';
import { until } from '../../kit/server/until.js';
import { createClusterFixture, IMAGE, RUNNER, type ClusterFixture } from './cluster-fixture.js';
import { Footage, heldRunner } from '../runner/held-runner.js';

/** A cluster whose seconds pass faster, so that deadlines and TTLs expire within a test. */
let fixture: ClusterFixture;
let server: TestServer;

beforeAll(async () => {
  fixture = await createClusterFixture({ secondMs: 30 });
  server = await fixture.startReplica({ RUNNER_JOB_TTL_SECONDS: '1' });
}, 120_000);
afterAll(async () => await fixture.close());
afterEach(async () => {
  fixture.kubernetes.machine.images[IMAGE] = RUNNER;
  await fixture.cancelAll();
  expect(await fixture.broken()).toEqual([]);
});

const jobsOf = (id: string): string[] =>
  fixture.kubernetes
    .jobs()
    .map(({ metadata }) => metadata.name)
    .filter((name) => name.includes(id));

describe('a Job that its TTL removed first', () => {
  it('20: of a regeneration that has ended changes nothing', async () => {
    const id = await fixture.admit();
    const ended = await fixture.untilRow(id, 'its end', ({ completedAt }) => completedAt !== null);
    await until(() => jobsOf(id).length === 0, { what: 'the TTL' });
    await fixture.rounds(server);
    expect(await fixture.row(id)).toEqual(ended);
    expect(jobsOf(id)).toEqual([]);
  });

  it('20: of a regeneration that has not ended is replaced once the lease is over', async () => {
    fixture.kubernetes.machine.images[IMAGE] = (await heldRunner(fixture.dataDir)).image;
    const id = await new Footage(fixture).admit();
    await fixture.untilRow(id, 'its claim', ({ status }) => status === 'processing');
    fixture.kubernetes.runOf(`regen-${id}-a1`).kill();
    await until(() => !jobsOf(id).includes(`regen-${id}-a1`), { what: 'the TTL' });
    await fixture.db.$executeRaw`
      UPDATE clip_regenerations SET lease_until = clock_timestamp() WHERE id = ${id}::uuid AND attempt = 1`;
    await fixture.untilRow(id, 'its replacement', ({ attempt }) => attempt === 2);
  });
});

describe('a Job that the cluster ends at its deadline', () => {
  it('is replaced while there is time, and then the regeneration fails with TIMEOUT', async () => {
    fixture.kubernetes.machine.images[IMAGE] = (await heldRunner(fixture.dataDir)).image;
    // Its Jobs get what is left of it as their deadline: 1.8 s for the first.
    const id = await new Footage(fixture).admit({ deadlineSeconds: 60 });
    await fixture.db.$executeRaw`UPDATE clip_regenerations SET max_attempts = 20 WHERE id = ${id}::uuid`;
    await fixture.untilRow(id, 'another attempt', ({ attempt }) => attempt > 1);
    await fixture.db.$executeRaw`
      UPDATE clip_regenerations SET deadline_at = clock_timestamp() WHERE id = ${id}::uuid`;
    const row = await fixture.untilRow(id, 'its end', ({ completedAt }) => completedAt !== null, 20_000);
    expect([row.status, row.errorCode]).toEqual(['failed', 'TIMEOUT']);
    expect(row.errorMessage).toContain('Nothing was charged.');
  });
});
