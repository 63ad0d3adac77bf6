import { createPrismaClient } from '../../prisma/client.js';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { ApiClient } from '../kit/server/client.js';
import { createShortFixture, type DemoFixture } from '../kit/server/demo-fixture.js';
import { confirmChange, demoJobId, followToEnd } from '../kit/server/editing.js';
import { brokenInvariants } from '../kit/database/invariants.js';
import { PROGRESS } from '../kit/server/operations.js';
import { startDemoCluster, type DemoCluster } from '../kit/kubernetes/with-demo.js';
import { startServer, type TestServer } from '../kit/server/server.js';

let fixture: DemoFixture;
let cluster: DemoCluster;
let server: TestServer;
let api: ApiClient;
let db: PrismaClient;

beforeAll(async () => {
  fixture = await createShortFixture();
  db = createPrismaClient(fixture.databaseUrl);
  cluster = await startDemoCluster(fixture);
  server = await startServer(cluster.environment);
  api = await ApiClient.asDemoUser(server.url);
}, 120_000);
afterAll(async () => {
  await api.close();
  await server.stop();
  await cluster.kubernetes.close();
  await db.$disconnect();
  await fixture.drop();
});

describe('a regeneration on Kubernetes', () => {
  it('runs as one Job with one pod, to its end', async () => {
    const id = await confirmChange(api, await demoJobId(api), 1, 'make it darker');
    const events = await followToEnd(api, id);
    expect(events.at(-1)?.type).toBe('REGENERATION_COMPLETE');
    expect(await brokenInvariants(db)).toEqual([]);
    const [job, ...others] = cluster.kubernetes.jobs();
    expect(others).toEqual([]);
    expect(job?.metadata).toMatchObject({
      name: `regen-${id}-a1`,
      labels: { 'clip-chatbot/regeneration': id, 'clip-chatbot/clip': '1' },
    });
    expect(cluster.kubernetes.podsOf(job!.metadata.name)).toHaveLength(1);
  }, 120_000);

  it('outlives the server that launched it', async () => {
    const id = await confirmChange(api, await demoJobId(api), 2, 'make it brighter');
    for await (const event of api.subscribe(PROGRESS, { id, after: 0 }))
      if (event.data !== null && isRunning(cluster, id)) break;
    await api.close();
    await server.stop();
    expect(isRunning(cluster, id)).toBe(true);
    server = await startServer(cluster.environment);
    api = await ApiClient.asDemoUser(server.url);
    const events = await followToEnd(api, id);
    expect(events.at(-1)?.type).toBe('REGENERATION_COMPLETE');
    expect(events.map(({ type }) => type)).not.toContain('REGENERATION_RESTARTED');
  }, 120_000);
});

function isRunning({ kubernetes }: DemoCluster, id: string): boolean {
  const [pod] = kubernetes.podsOf(`regen-${id}-a1`);
  return pod?.status.phase === 'Running';
}
