import { readdirSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { DEMO_USER_ID } from '../../core/import/demo-user.js';
import { sha256OfFile } from '../../core/storage/file-hash.js';
import { createPrismaClient } from '../../prisma/client.js';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { ApiClient } from '../kit/server/client.js';
import { createShortWorld, type DemoWorld } from '../kit/server/demo-fixture.js';
import { confirmChange, demoJobId, followToEnd } from '../kit/server/editing.js';
import { brokenInvariants } from '../kit/database/invariants.js';
import { startServer, type TestServer } from '../kit/server/server.js';
import { JWT_SECRET, tokenFor } from '../kit/server/tokens.js';

/** What every change of a scene costs something by. */
const PRICE = { LOCAL_RENDER_USD_PER_SECOND: '0.01' };

/** For tests that wait for a lease to run out: long enough for a busy machine to renew it in time. */
export const SHORT_LEASE_SECONDS = 8;
export const SHORT_LEASE = { LEASE_SECONDS: String(SHORT_LEASE_SECONDS) };

/** A short video with a server of its own, to which something happens. */
export interface Scene {
  world: DemoWorld;
  db: PrismaClient;
  server: TestServer;
  api: ApiClient;
  jobId: string;
  /** Starts a server where the last one has ended. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** Opens a scene; with `like`, what that one's video is made of lies ready, as after its first change. */
export async function openScene(
  env: Record<string, string> | ((world: DemoWorld) => Promise<Record<string, string>>) = {},
  like?: Scene,
): Promise<Scene> {
  const world = await createShortWorld();
  if (like !== undefined) {
    const [from, to] = [like, { world }].map((scene) => join(scene.world.dataDir, 'storage/segments'));
    await cp(from!, to!, { recursive: true });
  }
  const given = typeof env === 'function' ? await env(world) : env;
  const serverEnv: Record<string, string> = {
    DATABASE_URL: world.databaseUrl,
    DATA_DIR: world.dataDir,
    ...PRICE,
    ...given,
  };
  const db = createPrismaClient(world.databaseUrl, { poolSize: 2 });
  const open = async (): Promise<{ server: TestServer; api: ApiClient }> => {
    const server = await startServer(serverEnv);
    return { server, api: await signIn(server.url, serverEnv) };
  };
  const scene: Scene = {
    ...(await open()),
    world,
    db,
    jobId: '',
    async restart() {
      await leave();
      Object.assign(scene, await open());
    },
    async close() {
      await leave();
      await db.$disconnect();
      await world.drop();
    },
  };
  const leave = async (): Promise<void> => {
    await scene.api.close();
    await scene.server.stop();
  };
  scene.jobId = await demoJobId(scene.api);
  return scene;
}

/** Whose the video is: the demo user, also where tokens come from elsewhere. */
async function signIn(url: string, env: Record<string, string>): Promise<ApiClient> {
  const configured = env['AUTH_JWT_SECRET'] === JWT_SECRET;
  return configured ? new ApiClient(url, await tokenFor(DEMO_USER_ID)) : await ApiClient.asDemoUser(url);
}

/** The change that every scene asks for. */
export async function darken({ api, jobId }: Scene): Promise<string> {
  return await confirmChange(api, jobId, 1, 'make it darker');
}

/** How a change has ended, in what must be the same whatever happened to it on the way. */
export interface Outcome {
  end: string | undefined;
  sequences: 'contiguous' | number[];
  /** Stages that were charged, as in job_costs. */
  charged: string[];
  /** State, outcome and number of POSTs of each paid call. */
  calls: [string, string | null, number][];
  /** SHA-256 of the final video's file. */
  video: string;
  currentVersion: number | undefined;
  broken: string[];
  /** Runs' scratch folders that are still there. */
  scratch: string[];
}

/** Follows a regeneration to its end, and looks at all that it has left. */
export async function outcomeOf(scene: Scene, id: string): Promise<Outcome> {
  const { api, db, jobId, world } = scene;
  const events = await followToEnd(api, id);
  await clearedUp(scene, id);
  const sequences = events.map(({ sequence }) => sequence);
  const costs = await db.jobCost.findMany({ where: { regenerationId: id } });
  const calls = await db.paidCall.findMany({ where: { regenerationId: id } });
  const job = await db.job.findUniqueOrThrow({
    where: { id: jobId },
    include: { versions: { where: { isCurrent: true, clipIndex: 1 } } },
  });
  return {
    end: events.at(-1)?.type,
    sequences: sequences.every((sequence, index) => sequence === index + 1) ? 'contiguous' : sequences,
    charged: costs.map(({ stageName }) => stageName),
    calls: calls.map(({ state, outcome, posts }) => [state, outcome, posts]),
    video: await sha256OfFile(join(world.dataDir, 'storage', job.videoUrl!)),
    currentVersion: job.versions[0]?.versionNumber,
    broken: await brokenInvariants(db),
    scratch: scratchFolders(scene),
  };
}

/** A runner tells the end before it removes its scratch; gives it the time that it may take. */
async function clearedUp(scene: Scene, id: string): Promise<void> {
  const { attempt } = await scene.db.clipRegeneration.findUniqueOrThrow({ where: { id } });
  const isLeft = (): boolean => scratchFolders(scene).some((name) => name.includes(`${id}-a${attempt}-`));
  for (const limit = Date.now() + CLEARING_LIMIT_MS; isLeft() && Date.now() < limit;) await wait(25);
}
const CLEARING_LIMIT_MS = 3000;

/** The scratch folders of runs. */
export function scratchFolders({ world }: Scene): string[] {
  const entries = readdirSync(join(world.dataDir, 'work'), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}
