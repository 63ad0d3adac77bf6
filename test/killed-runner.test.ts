import { execFileSync } from 'node:child_process';
import { createPrismaClient } from '../prisma/client.js';
import type { PrismaClient } from '../prisma/generated/client.js';
import { ApiClient } from './client.js';
import { createDemoWorld, type DemoWorld } from './demo-world.js';
import { confirmChange, demoJobId, followToEnd } from './editing.js';
import { brokenInvariants } from './invariants.js';
import { JOB, PROGRESS, type JobAnswer, type ProgressEvent } from './operations.js';
import { startServer, type TestServer } from './server.js';

let world: DemoWorld;
let server: TestServer;
let api: ApiClient;
let db: PrismaClient;
let jobId: string;
const start = async (): Promise<void> => {
  server = await startServer({
    DATABASE_URL: world.databaseUrl,
    DATA_DIR: world.dataDir,
    LOCAL_RENDER_USD_PER_SECOND: '0.01',
  });
  api = await ApiClient.asDemoUser(server.url);
};

beforeAll(async () => {
  world = await createDemoWorld();
  db = createPrismaClient(world.databaseUrl);
  await start();
  jobId = await demoJobId(api);
}, 120_000);
afterAll(async () => {
  await api.close();
  await server.stop();
  await db.$disconnect();
  await world.drop();
});
afterEach(async () => {
  expect(await brokenInvariants(db)).toEqual([]);
});

/** Pids of the server's runners. */
function runners(serverPid: number): number[] {
  const table = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' });
  return table
    .split('\n')
    .filter((line) => line.includes('runner/main.js') && Number(line.trim().split(/\s+/)[1]) === serverPid)
    .map((line) => Number(line.trim().split(/\s+/)[0]));
}

/** Waits for the first event of a type and answers with every event up to it. */
async function until(id: string, type: string): Promise<ProgressEvent[]> {
  const seen: ProgressEvent[] = [];
  for await (const { data } of api.subscribe<{ regenerationProgress: ProgressEvent }>(PROGRESS, {
    id,
    after: 0,
  })) {
    seen.push(data!.regenerationProgress);
    if (seen.at(-1)!.type === type) return seen;
  }
  throw new Error(`ended before ${type}: ${seen.map((event) => event.type).join(', ')}`);
}

describe('a runner that is killed', () => {
  it.each(['VIDEO_GENERATING', 'RECOMPOSING'])(
    'during %s is replaced, pays once and finishes',
    async (step) => {
      const before = (await api.data<JobAnswer>(JOB, { id: jobId })).job;
      const id = await confirmChange(api, jobId, 1, 'make it darker');
      await until(id, step);
      for (const pid of runners(server.process.pid!)) process.kill(pid, 'SIGKILL');

      const events = await followToEnd(api, id);
      expect(events.map(({ type }) => type)).toContain('REGENERATION_RESTARTED');
      expect(events.at(-1)?.type).toBe('REGENERATION_COMPLETE');
      expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1));
      const costs = await db.jobCost.findMany({ where: { regenerationId: id } });
      expect(costs.map(({ stageName }) => stageName)).toEqual(['video_generator']);
      const { job } = await api.data<JobAnswer>(JOB, { id: jobId });
      expect(Number(job.totalCost)).toBeCloseTo(Number(before.totalCost) + Number(costs[0]!.cost), 4);
    },
    120_000,
  );
});

describe('a server that is stopped in the middle', () => {
  it('takes its runner with it, and the next server finishes what it began', async () => {
    const id = await confirmChange(api, jobId, 3, 'make it brighter');
    await until(id, 'VIDEO_GENERATING');
    const [runner] = runners(server.process.pid!);
    await api.close();
    await server.stop();
    expect(() => process.kill(runner!, 0)).toThrow(/ESRCH/);
    await start();
    expect((await followToEnd(api, id)).at(-1)?.type).toBe('REGENERATION_COMPLETE');
  }, 120_000);

  it('by kill -9 loses nothing either', async () => {
    const id = await confirmChange(api, jobId, 4, 'make it brighter');
    await until(id, 'VIDEO_GENERATING');
    server.process.kill('SIGKILL');
    await api.close();
    await start();
    const events = await followToEnd(api, id);
    expect(events.at(-1)?.type).toBe('REGENERATION_COMPLETE');
    const { job } = await api.data<JobAnswer>(JOB, { id: jobId });
    expect(job).toMatchObject({ status: 'COMPLETED', activeRegeneration: null });
  }, 120_000);
});
