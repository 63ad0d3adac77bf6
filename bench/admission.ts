import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../api/embedded-postgres.js';
import { packagePath } from '../api/package-path.js';
import { endRegeneration } from '../core/regeneration/lifecycle.js';
import { createPrismaClient } from '../prisma/client.js';
import type { PrismaClient } from '../prisma/generated/client.js';
import { migrateDeploy } from '../prisma/migrate.js';
import { insertJob } from '../test/job-rows.js';
import { startKubernetes } from '../test/kubernetes/start.js';
import { REGENERATE } from '../test/operations.js';
import { startServer, type TestServer } from '../test/server.js';
import { JWT_SECRET, tokenFor } from '../test/tokens.js';
import { burst, type BurstAnswer } from './burst.js';
import type { Goal } from './goal.js';
import { percentile } from './http-load.js';

const REPLICAS = 4;
const CONTENDERS = 100;
const ROUNDS = 100;
const WARM_UP = 5;

/**
 * Admission under contention: 100 people confirm a change of one video at once, over four api processes, each round on a
 * video of its own. Exactly one may be admitted. The baseline, in turn with it, is the smallest query there is, sent by
 * as many at once: what HTTP, sign-in and GraphQL cost on this machine without any admission. No runner is started: the
 * cluster is away.
 */
export async function run(): Promise<Goal[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'bench-admission-'));
  const log = { info: () => undefined, error: console.error };
  const settings = { max_connections: '200' };
  const postgres = await startEmbeddedPostgres({ dataDir, log, settings });
  const kubernetes = await startKubernetes();
  const environment = {
    NODE_ENV: 'production',
    LOG_LEVEL: 'fatal',
    AUTH_JWT_SECRET: JWT_SECRET,
    MEDIA_URL_SECRET: JWT_SECRET,
    DATABASE_URL: postgres.databaseUrl,
    DATA_DIR: dataDir,
    LAUNCHER: 'kubernetes',
    KUBECONFIG: kubernetes.kubeconfigPath,
    RUNNER_IMAGE: 'runner:bench',
  };
  const servers: TestServer[] = [];
  try {
    await migrateDeploy(postgres.databaseUrl, packagePath('prisma/migrations'));
    for (let replica = 0; replica < REPLICAS; replica++) servers.push(await startServer(environment));
    // From here on it would only take this process's time from the requests that it measures.
    await kubernetes.goAway();
    return await measure(
      postgres.databaseUrl,
      servers.map(({ url }) => `${url}/graphql`),
    );
  } finally {
    await Promise.all(servers.map(async (server) => await server.stop()));
    await kubernetes.close();
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function measure(databaseUrl: string, urls: string[]): Promise<Goal[]> {
  const db = createPrismaClient(databaseUrl, { poolSize: 2 });
  try {
    const rounds: Round[] = [];
    for (let round = 0; round < WARM_UP + ROUNDS; round++) {
      const one = await measureRound(db, urls);
      if (round >= WARM_UP) rounds.push(one);
    }
    return goals(rounds);
  } finally {
    await db.$disconnect();
  }
}

const CANCELED = { status: 'canceled', message: 'Canceled.' } as const;

interface Round {
  admissions: number[];
  baseline: number[];
  admitted: number;
  rows: number;
}

async function measureRound(db: PrismaClient, urls: string[]): Promise<Round> {
  const userId = randomUUID();
  const jobId = await insertJob(db, { userId });
  const headers = { Authorization: `Bearer ${await tokenFor(userId)}`, 'Content-Type': 'application/json' };
  const input = { jobId, clipIndex: 1, instruction: 'make it nighttime' };
  const send = async (query: string, variables: object): Promise<BurstAnswer[]> =>
    await burst({ urls, headers, body: JSON.stringify({ query, variables }), count: CONTENDERS });
  const baseline = await send('{ viewer { id } }', {});
  const answers = await send(REGENERATE, { input });
  const rows = await db.clipRegeneration.findMany({ where: { jobId } });
  // The next round's contenders are not to compete with what waits from this one.
  for (const { id } of rows) await endRegeneration(db, id, { attempt: 1 }, CANCELED);
  return {
    admissions: answers.map(({ ms }) => ms),
    baseline: baseline.map(({ ms }) => ms),
    admitted: answers.filter(({ body }) => !body.includes('"errors"')).length,
    rows: rows.length,
  };
}

function goals(rounds: Round[]): Goal[] {
  const admissions = rounds.flatMap((round) => round.admissions);
  const baseline = rounds.flatMap((round) => round.baseline);
  const describe = (values: number[]): string =>
    [50, 99, 100].map((rank) => `p${rank} ${percentile(values, rank).toFixed(1)} ms`).join(', ');
  console.log(`${CONTENDERS} contenders, ${REPLICAS} api processes, ${rounds.length} rounds`);
  console.log(`admission: ${describe(admissions)}`);
  console.log(`baseline:  ${describe(baseline)}`);
  const ratio = percentile(admissions, 99) / percentile(baseline, 99);
  console.log(`p99 of an admission is ${ratio.toFixed(1)}x the smallest query's`);
  const excess = rounds.reduce(
    (sum, { admitted, rows }) => sum + Math.abs(admitted - 1) + Math.abs(rows - 1),
    0,
  );
  return [
    {
      name: 'admission-p99',
      measured: percentile(admissions, 99),
      wanted: 100,
      unit: ' ms',
      better: 'lower',
    },
    { name: 'admission-excess', measured: excess, wanted: 0, unit: ' admissions', better: 'lower' },
  ];
}
