import { randomUUID } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { AdmissionLimits } from '../../../core/regeneration/admission.js';
import { packagePath } from '../../../core/util/package-path.js';
import { createPrismaClient } from '../../../prisma/client.js';
import type { ClipRegeneration, PrismaClient } from '../../../prisma/generated/client.js';
import { admit } from '../../kit/rows/admit.js';
import { ApiClient } from '../../kit/server/client.js';
import { brokenInvariants } from '../../kit/database/invariants.js';
import { insertJob } from '../../kit/rows/job-rows.js';
import { startKubernetes, type KubernetesOptions, type TestKubernetes } from '../../kit/kubernetes/start.js';
import { asRunner, createTestDatabase, type TestDatabase } from '../../kit/database/postgres.js';
import { startServer, type TestServer } from '../../kit/server/server.js';
import { JWT_SECRET, tokenFor } from '../../kit/server/tokens.js';
import { until } from '../../kit/server/until.js';
import { SHORT_LEASE } from '../fault-fixture.js';
import { removeFolder } from '../../kit/storage/remove-folder.js';

export const IMAGE = 'runner:test';
const SECRET = 'clip-chatbot-runner';

/** The bundled runner, as an image. Jobs of this fixture have no footage, so every regeneration fails for that reason. */
export const RUNNER = { folder: packagePath('.') };

/** Starts a separate fixture: a database with a data folder, a cluster, and no api yet. */
export async function createClusterFixture(
  options: Pick<KubernetesOptions, 'secondMs' | 'permissions'> = {},
): Promise<ClusterFixture> {
  const database = await createTestDatabase();
  const dataDir = await mkdtemp(join(process.env.TEST_RUN_FOLDER!, 'cluster-'));
  const kubernetes = await startKubernetes({
    ...options,
    images: { [IMAGE]: RUNNER },
    secrets: { [SECRET]: { DATABASE_URL: asRunner(database.databaseUrl) } },
    claims: { media: dataDir },
  });
  return new ClusterFixture(database, dataDir, kubernetes);
}

/** Api processes that share a cluster and a database. */
export class ClusterFixture {
  readonly db: PrismaClient;
  private readonly servers: TestServer[] = [];
  readonly userId = randomUUID();

  constructor(
    private readonly database: TestDatabase,
    /** DATA_DIR of its api processes, and the volume of its runners. */
    readonly dataDir: string,
    readonly kubernetes: TestKubernetes,
  ) {
    this.db = createPrismaClient(database.databaseUrl, { poolSize: 2 });
  }

  async startReplica(change: Record<string, string> = {}): Promise<TestServer> {
    const server = await startServer({
      DATABASE_URL: this.database.databaseUrl,
      DATA_DIR: this.dataDir,
      AUTH_JWT_SECRET: JWT_SECRET,
      MEDIA_URL_SECRET: JWT_SECRET,
      // It logs its rounds.
      LOG_LEVEL: 'debug',
      ...SHORT_LEASE,
      LAUNCHER: 'kubernetes',
      KUBECONFIG: this.kubernetes.kubeconfigPath,
      RUNNER_IMAGE: IMAGE,
      RUNNER_STORAGE_CLAIM: 'media',
      ...change,
    });
    this.servers.push(server);
    return server;
  }

  /** Admits a regeneration of a new video, which any replica may dispatch; returns its id. */
  async admit(
    prepare: (jobId: string) => Promise<void> = async () => undefined,
    limits: Partial<AdmissionLimits> = {},
  ): Promise<string> {
    const jobId = await insertJob(this.db, { userId: this.userId });
    await prepare(jobId);
    return await admit(this.db, this.userId, jobId, limits);
  }

  /** Waits for several more rounds of a server's reconciler, so that it has done everything it would do. */
  async rounds({ output }: TestServer, count = 3): Promise<void> {
    const logged = (): number => output().split('"msg":"Reconciled"').length;
    const enough = logged() + count;
    await until(() => logged() >= enough, { what: 'rounds of the reconciler' });
  }

  async client(server: TestServer): Promise<ApiClient> {
    return new ApiClient(server.url, await tokenFor(this.userId));
  }

  /** The runners' Secret; `null` if it does not exist. */
  setSecret(keys: Record<string, string> | null): void {
    if (keys === null) delete this.kubernetes.machine.secrets[SECRET];
    else this.kubernetes.machine.secrets[SECRET] = keys;
  }

  restoreSecret(): void {
    this.setSecret({ DATABASE_URL: asRunner(this.database.databaseUrl) });
  }

  async row(id: string): Promise<ClipRegeneration> {
    return await this.db.clipRegeneration.findUniqueOrThrow({ where: { id } });
  }

  /** The user's messages about a regeneration, oldest first. */
  async messages(id: string): Promise<string[]> {
    return (await this.events(id)).map(({ message }) => message);
  }

  async eventTypes(id: string): Promise<string[]> {
    return (await this.events(id)).map(({ type }) => type);
  }

  /** Waits until a row meets a condition, and returns it. */
  async untilRow(
    id: string,
    what: string,
    holds: (row: ClipRegeneration) => boolean,
    limitMs?: number,
  ): Promise<ClipRegeneration> {
    const limit = limitMs === undefined ? {} : { limitMs };
    await until(async () => holds(await this.row(id)), { what, ...limit });
    return await this.row(id);
  }

  async untilMessage(id: string, sentence: string, limitMs = 10_000): Promise<void> {
    await until(async () => (await this.messages(id)).includes(sentence), { what: `"${sentence}"`, limitMs });
  }

  /** Cancels everything that a test leaves running, as its user. */
  async cancelAll(): Promise<void> {
    await this.db.$executeRaw`
      SELECT request_regeneration_cancel(id, user_id, 'Canceled. {charged}') FROM clip_regenerations WHERE is_active(status)`;
    const active = { status: { in: ['queued', 'processing', 'canceling'] } };
    await until(async () => (await this.db.clipRegeneration.count({ where: active })) === 0, {
      what: 'the end of all',
    });
  }

  /** Broken invariants of the database, and Jobs that contradict it. */
  async broken(): Promise<string[]> {
    let stray: string[] = [];
    // A launch that crossed its row's end is collected 15 s after it.
    const none = async (): Promise<boolean> =>
      (stray = await strayJobs(this.db, this.kubernetes)).length === 0;
    await until(none, { limitMs: 30_000 }).catch(() => undefined);
    return [...(await brokenInvariants(this.db)), ...stray];
  }

  async close(): Promise<void> {
    for (const server of this.servers) server.process.kill('SIGCONT');
    await Promise.all(this.servers.map(async (server) => await server.stop()));
    await this.kubernetes.close();
    await this.db.$disconnect();
    await this.database.drop();
    await removeFolder(this.dataDir);
  }

  private async events(id: string): Promise<{ type: string; message: string }[]> {
    return await this.db.regenerationEvent.findMany({
      where: { regenerationId: id },
      orderBy: { sequence: 'asc' },
    });
  }
}

/** Jobs that contradict the database: every Job has a row, and no Job works once its row has ended. */
async function strayJobs(db: PrismaClient, kubernetes: TestKubernetes): Promise<string[]> {
  const rows = await db.clipRegeneration.findMany({
    select: { id: true, attempt: true, completedAt: true },
  });
  const known = new Map(rows.map((row) => [row.id, row]));
  return kubernetes.jobs().flatMap(({ metadata, status }) => {
    const row = known.get(z.string().parse(metadata.labels['clip-chatbot/regeneration']));
    if (row === undefined) return [`${metadata.name} has no row`];
    const works = status.conditions === undefined && metadata.deletionTimestamp === undefined;
    const wanted = row.completedAt === null && metadata.name.endsWith(`-a${row.attempt}`);
    return works && !wanted ? [`${metadata.name} works without a running row`] : [];
  });
}
