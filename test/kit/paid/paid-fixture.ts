import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Decimal } from 'decimal.js';
import { createPrismaClient } from '../../../prisma/client.js';
import type { PaidCall, PrismaClient } from '../../../prisma/generated/client.js';
import { ApiClient } from '../server/client.js';
import { createShortFixture, type DemoFixture } from '../server/demo-fixture.js';
import { confirmChange, demoJobId, followToEnd } from '../server/editing.js';
import { makeClip, type ClipOptions } from '../media/media.js';
import type { ProgressEvent } from '../server/operations.js';
import { startReplicateServer, type ReplicateServer } from '../../providers/replicate-server.js';
import { startServer, type TestServer } from '../server/server.js';
import { until } from '../server/until.js';

/** A server with a video and access to a video provider that charges. */
export interface PaidFixture extends DemoFixture {
  provider: ReplicateServer;
  db: PrismaClient;
  jobId: string;
  /** The running server; a different one after `restart`. */
  readonly server: TestServer;
  readonly api: ApiClient;
  /** Confirms a change of the next clip in turn; returns the regeneration's id. */
  confirm(): Promise<string>;
  /** How a regeneration ends. */
  last(id: string): Promise<ProgressEvent>;
  /** Stops the server and starts another one, with further settings. */
  restart(env?: Record<string, string>): Promise<void>;
}

/** Every test video has at least this many. */
const CLIPS = 3;

type Settings = Record<string, string>;

export interface PaidFixtureOptions {
  /** Maps the database's URL to the one that the server uses. Default: the same URL. */
  databaseUrl?: (straight: string) => string;
  /** Settings for every server, or a function that returns them. */
  env?: Settings | ((fixture: DemoFixture, provider: ReplicateServer) => Promise<Settings>);
  /** Makes the fixture with the video. Default: the short one. */
  createFixture?: () => Promise<DemoFixture>;
  /** What the provider makes. Default: color bars of five seconds. */
  footage?: Partial<ClipOptions>;
}

export async function createPaidFixture(options: PaidFixtureOptions = {}): Promise<PaidFixture> {
  const { databaseUrl = (straight) => straight, env = {}, createFixture = createShortFixture } = options;
  const fixture = await createFixture();
  const video = await makeClip({
    file: join(fixture.dataDir, 'provided.mp4'),
    seconds: 5,
    fps: 24,
    pattern: 'smptebars',
    ...options.footage,
  });
  const provider = await startReplicateServer(video);
  const settings = typeof env === 'function' ? await env(fixture, provider) : env;
  const db = createPrismaClient(fixture.databaseUrl);
  const start = async (more: Record<string, string>): Promise<[TestServer, ApiClient]> => {
    const server = await startServer({
      DATABASE_URL: databaseUrl(fixture.databaseUrl),
      DATA_DIR: fixture.dataDir,
      BUDGET_LIMIT_USD: '1000',
      LOG_LEVEL: 'info',
      ...provider.env,
      ...settings,
      ...more,
    });
    return [server, await ApiClient.asDemoUser(server.url)];
  };
  let [server, api] = await start({});
  const jobId = await demoJobId(api);
  let confirmed = 0;
  const stop = async (): Promise<void> => {
    await api.close();
    await server.stop();
  };
  return {
    ...fixture,
    provider,
    db,
    jobId,
    get server() {
      return server;
    },
    get api() {
      return api;
    },
    confirm: async () =>
      await confirmChange(api, jobId, confirmed++ % CLIPS, `make it darker ${randomUUID()}`),
    last: async (id) => (await followToEnd(api, id)).at(-1)!,
    async restart(more = {}) {
      await stop();
      [server, api] = await start(more);
    },
    async drop() {
      await stop();
      await provider.close();
      await db.$disconnect();
      await fixture.drop();
    },
  };
}

/** The charge for a regeneration in each of our books, in USD with four decimal places. */
export interface Books {
  regeneration: string;
  ledger: string;
  jobCosts: string;
}

export async function booksOf(db: PrismaClient, id: string): Promise<Books> {
  const row = await db.clipRegeneration.findUniqueOrThrow({ where: { id } });
  const calls = await db.paidCall.findMany({ where: { regenerationId: id } });
  const costs = await db.jobCost.findMany({ where: { regenerationId: id } });
  return {
    regeneration: row.cost.toFixed(4),
    ledger: total(calls.map(({ cost }) => String(cost ?? 0))),
    jobCosts: total(costs.map(({ cost }) => String(cost))),
  };
}

/** The same sum in every book. */
export function eachBook(usd: string): Books {
  return { regeneration: usd, ledger: usd, jobCosts: usd };
}

function total(costs: string[]): string {
  return Decimal.sum(0, ...costs).toFixed(4);
}

/** What the provider billed in a period: charges, predictions created, and USD. */
export interface Billed {
  charged: number;
  made: number;
  usd: string;
}

/** Starts counting; the result returns what was billed since then. */
export function meter(provider: ReplicateServer): () => Billed {
  const [before, made] = [provider.bill(), provider.predictions.length];
  return () => {
    const now = provider.bill();
    return {
      charged: now.charged - before.charged,
      made: provider.predictions.length - made,
      usd: new Decimal(now.usd).minus(before.usd).toFixed(4),
    };
  };
}

/** The only call of a regeneration in the ledger. */
export async function callOf(db: PrismaClient, id: string): Promise<PaidCall> {
  const [call, ...others] = await db.paidCall.findMany({ where: { regenerationId: id } });
  if (call === undefined || others.length > 0)
    throw new Error(`The regeneration has ${others.length} other calls`);
  return call;
}

/** Waits until the call of a regeneration reaches a state. */
export async function callIs(
  db: PrismaClient,
  id: string,
  state: 'intent' | 'accepted' | 'settled',
): Promise<void> {
  const reached = async (): Promise<boolean> =>
    (await db.paidCall.count({ where: { regenerationId: id, state } })) === 1;
  await until(reached, { limitMs: 60_000, what: `a call that is ${state}` });
}

/** Makes ended changes older than an hour for the hourly limit, because a test makes more than five. */
export async function letAnHourPass(db: PrismaClient): Promise<void> {
  await db.$transaction([
    // A trigger protects ended changes.
    db.$executeRaw`SET LOCAL session_replication_role = replica`,
    db.$executeRaw`UPDATE clip_regenerations SET created_at = created_at - interval '2 hours'
      WHERE completed_at IS NOT NULL`,
  ]);
}
