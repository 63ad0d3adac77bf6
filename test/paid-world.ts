import { join } from 'node:path';
import { Decimal } from 'decimal.js';
import { createPrismaClient } from '../prisma/client.js';
import type { PrismaClient } from '../prisma/generated/client.js';
import { ApiClient } from './client.js';
import { createDemoWorld, type DemoWorld } from './demo-world.js';
import { demoJobId } from './editing.js';
import { makeClip } from './media.js';
import { startReplicateServer, type ReplicateServer } from './providers/replicate-server.js';
import { startServer, type TestServer } from './server.js';

/** A server with the demo video and access to a video provider that charges. */
export interface PaidWorld extends DemoWorld {
  provider: ReplicateServer;
  db: PrismaClient;
  jobId: string;
  /** The server that runs; another one after `restart`. */
  readonly server: TestServer;
  readonly api: ApiClient;
  /** Stops the server and starts another one, with further settings. */
  restart(env?: Record<string, string>): Promise<void>;
}

export async function createPaidWorld(env: Record<string, string> = {}): Promise<PaidWorld> {
  const world = await createDemoWorld();
  const video = await makeClip({
    file: join(world.dataDir, 'provided.mp4'),
    seconds: 5,
    fps: 24,
    pattern: 'smptebars',
  });
  const provider = await startReplicateServer(video);
  const db = createPrismaClient(world.databaseUrl);
  const start = async (more: Record<string, string>): Promise<[TestServer, ApiClient]> => {
    const server = await startServer({
      DATABASE_URL: world.databaseUrl,
      DATA_DIR: world.dataDir,
      REGENERATIONS_PER_JOB_PER_HOUR: '1000',
      REGENERATIONS_PER_USER_PER_HOUR: '1000',
      BUDGET_LIMIT_USD: '1000',
      LOG_LEVEL: 'info',
      ...provider.env,
      ...env,
      ...more,
    });
    return [server, await ApiClient.asDemoUser(server.url)];
  };
  let [server, api] = await start({});
  const stop = async (): Promise<void> => {
    await api.close();
    await server.stop();
  };
  return {
    ...world,
    provider,
    db,
    jobId: await demoJobId(api),
    get server() {
      return server;
    },
    get api() {
      return api;
    },
    async restart(more = {}) {
      await stop();
      [server, api] = await start(more);
    },
    async drop() {
      await stop();
      await provider.close();
      await db.$disconnect();
      await world.drop();
    },
  };
}

/** What was charged for a regeneration by each of our books, USD with four places. */
export interface Books {
  regeneration: string;
  ledger: string;
  jobCosts: string;
}

export async function booksOf(db: PrismaClient, id: string): Promise<Books> {
  const row = await db.clipRegeneration.findUniqueOrThrow({ where: { id } });
  const sum = (rows: { cost: Decimal.Value | null }[]): string =>
    Decimal.sum(0, ...rows.map(({ cost }) => String(cost ?? 0))).toFixed(4);
  return {
    regeneration: row.cost.toFixed(4),
    ledger: sum(
      (await db.paidCall.findMany({ where: { regenerationId: id } })).map(({ cost }) => ({
        cost: String(cost ?? 0),
      })),
    ),
    jobCosts: sum(
      (await db.jobCost.findMany({ where: { regenerationId: id } })).map(({ cost }) => ({
        cost: String(cost),
      })),
    ),
  };
}
