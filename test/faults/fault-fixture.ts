import { existsSync, readdirSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { DEMO_USER_ID } from '../../core/import/demo-user.js';
import { sha256OfFile } from '../../core/storage/file-hash.js';
import { createPrismaClient } from '../../prisma/client.js';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { ApiClient } from '../kit/server/client.js';
import { createShortFixture, type DemoFixture } from '../kit/server/demo-fixture.js';
import { confirmChange, demoJobId, followToEnd } from '../kit/server/editing.js';
import { brokenInvariants } from '../kit/database/invariants.js';
import { copyJob } from '../kit/rows/job-copy.js';
import { startServer, type TestServer } from '../kit/server/server.js';
import { JWT_SECRET, tokenFor } from '../kit/server/tokens.js';

/** Gives every change in a setup a cost. */
const PRICE = { LOCAL_RENDER_USD_PER_SECOND: '0.01' };

/** For tests that wait for a lease to end: long enough for a busy machine to renew it in time. */
export const SHORT_LEASE_SECONDS = 8;
export const SHORT_LEASE = { LEASE_SECONDS: String(SHORT_LEASE_SECONDS) };

/** A short video with its own server, to inject a fault into. */
export interface Setup {
  fixture: DemoFixture;
  db: PrismaClient;
  server: TestServer;
  api: ApiClient;
  jobId: string;
  /** Starts a server after the last one has ended. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** Opens a setup; with `like`, the segments of that setup's video are already stored, as after its first change. */
export async function openSetup(
  env: Record<string, string> | ((fixture: DemoFixture) => Promise<Record<string, string>>) = {},
  like?: Setup,
): Promise<Setup> {
  const fixture = await createShortFixture();
  if (like !== undefined) {
    const [from, to] = [like, { fixture }].map((setup) => join(setup.fixture.dataDir, 'storage/segments'));
    await cp(from!, to!, { recursive: true });
  }
  const given = typeof env === 'function' ? await env(fixture) : env;
  const serverEnv: Record<string, string> = {
    DATABASE_URL: fixture.databaseUrl,
    DATA_DIR: fixture.dataDir,
    ...PRICE,
    ...given,
  };
  const db = createPrismaClient(fixture.databaseUrl, { poolSize: 2 });
  const open = async (): Promise<{ server: TestServer; api: ApiClient }> => {
    const server = await startServer(serverEnv);
    return { server, api: await signIn(server.url, serverEnv) };
  };
  const setup: Setup = {
    ...(await open()),
    fixture,
    db,
    jobId: '',
    async restart() {
      await leave();
      Object.assign(setup, await open());
    },
    async close() {
      await leave();
      await db.$disconnect();
      await fixture.drop();
    },
  };
  const leave = async (): Promise<void> => {
    await setup.api.close();
    await setup.server.stop();
  };
  setup.jobId = await demoJobId(setup.api);
  return setup;
}

/** The same setup with a copy of its video, whose segments are already stored, as at `like`. */
export async function withCopy(setup: Setup, like: Setup): Promise<Setup> {
  const jobId = await copyJob(setup.db, setup.jobId, { title: 'A copy' });
  const [from, to] = [like, { ...setup, jobId }].map(({ fixture, jobId: of }) =>
    join(fixture.dataDir, 'storage/segments', of),
  );
  await cp(from!, to!, { recursive: true });
  // A server that is started later also belongs to the copy.
  return Object.create(setup, { jobId: { value: jobId } }) as Setup;
}

/** The owner of the video: the demo user, even if tokens come from elsewhere. */
async function signIn(url: string, env: Record<string, string>): Promise<ApiClient> {
  const configured = env['AUTH_JWT_SECRET'] === JWT_SECRET;
  return configured ? new ApiClient(url, await tokenFor(DEMO_USER_ID)) : await ApiClient.asDemoUser(url);
}

/** The change that every setup makes. */
export async function darken({ api, jobId }: Setup): Promise<string> {
  return await confirmChange(api, jobId, 1, 'make it darker');
}

/** The outcome of a change, limited to what must be the same whichever fault occurred. */
export interface Outcome {
  end: string | undefined;
  sequences: 'contiguous' | number[];
  /** Stages that were charged, from job_costs. */
  charged: string[];
  /** State, outcome and number of POSTs of each paid call. */
  calls: [string, string | null, number][];
  /** SHA-256 of the final video's file. */
  video: string;
  currentVersion: number | undefined;
  broken: string[];
  /** Scratch folders that still exist. */
  scratch: string[];
}

/** Follows a regeneration to its end, and collects everything that it left behind. */
export async function outcomeOf(setup: Setup, id: string): Promise<Outcome> {
  const { api, db, jobId, fixture } = setup;
  const events = await followToEnd(api, id);
  await clearedUp(setup, id);
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
    video: await sha256OfFile(join(fixture.dataDir, 'storage', job.videoUrl!)),
    currentVersion: job.versions[0]?.versionNumber,
    broken: await brokenInvariants(db),
    scratch: scratchFolders(setup, id),
  };
}

/** Waits until a runner has removed its scratch, which it does after it reports the end. */
async function clearedUp(setup: Setup, id: string): Promise<void> {
  const { attempt } = await setup.db.clipRegeneration.findUniqueOrThrow({ where: { id } });
  const isLeft = (): boolean => scratchFolders(setup, `${id}-a${attempt}-`).length > 0;
  for (const limit = performance.now() + CLEARING_LIMIT_MS; isLeft() && performance.now() < limit;)
    await wait(25);
}
const CLEARING_LIMIT_MS = 3000;

/** The scratch folders of runs on this machine, or only those of the runs that the text names. */
export function scratchFolders({ fixture }: Setup, of = ''): string[] {
  const folder = join(fixture.dataDir, 'work');
  const entries = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [];
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return names.filter((name) => name.includes(of));
}
