import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packagePath } from '../../core/util/package-path.js';
import { endRegeneration } from '../../core/regeneration/lifecycle.js';
import { createPrismaClient } from '../../prisma/client.js';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { insertJob } from '../../test/kit/rows/job-rows.js';
import { startKubernetes } from '../../test/kit/kubernetes/start.js';
import { REGENERATE } from '../../test/kit/server/operations.js';
import { startServer, type TestServer } from '../../test/kit/server/server.js';
import { PRODUCTION, tokenFor } from '../../test/kit/server/tokens.js';
import type { ContendersAnswer, ContendersCommand } from './contenders.js';
import { withBenchDatabase } from '../kit/bench-database.js';
import { burst, type BurstAnswer } from '../kit/burst.js';
import type { Goal } from '../kit/goal.js';
import { percentile } from '../kit/http-load.js';

const PROCESSES = 4;
const CONTENDERS = 100;
const ROUNDS = 100;
/**
 * Until V8 has compiled the path of a request: an api process has served hundreds of requests after its first
 * minute.
 */
const WARM_UP = 40;

/**
 * 100 users confirm a change of one video at once, over four processes; each round uses a new video, and exactly
 * one user may be admitted. Measured twice: the admission itself, from its call in an api process to its answer,
 * and whole mutations over HTTP. The interleaved baseline is the smallest query, sent by as many at once: the cost
 * of HTTP, sign-in and GraphQL on this machine. No runner starts: the cluster is away.
 */
export async function run(): Promise<Goal[]> {
  return await withBenchDatabase('admission', async (databaseUrl) => {
    const dataDir = await mkdtemp(join(tmpdir(), 'bench-admission-'));
    const servers = await startServers(databaseUrl, dataDir);
    const contenders = Array.from({ length: PROCESSES }, () =>
      fork(packagePath('dist/bench/admission/contenders.js')),
    );
    const db = createPrismaClient(databaseUrl, { poolSize: 2 });
    try {
      const urls = servers.map(({ url }) => `${url}/graphql`);
      return goals(await measureRounds(db, databaseUrl, contenders, urls));
    } finally {
      contenders.forEach((process) => process.disconnect());
      await db.$disconnect();
      await Promise.all(servers.map(async (server) => await server.stop()));
      await rm(dataDir, { recursive: true, force: true });
    }
  });
}

async function startServers(databaseUrl: string, dataDir: string): Promise<TestServer[]> {
  const kubernetes = await startKubernetes();
  const environment = {
    ...PRODUCTION,
    LOG_LEVEL: 'fatal',
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    LAUNCHER: 'kubernetes',
    KUBECONFIG: kubernetes.kubeconfigPath,
    RUNNER_IMAGE: 'runner:bench',
  };
  const servers: TestServer[] = [];
  for (let replica = 0; replica < PROCESSES; replica++) servers.push(await startServer(environment));
  // From here on it would only take CPU time from the measured requests.
  await kubernetes.close();
  return servers;
}

/** Milliseconds of each contender, and the rows that the database has afterwards. */
interface Round {
  admission: number[];
  mutation: number[];
  baseline: number[];
  /** Admissions too many or too few, by the answers and by the rows. */
  excess: number;
}

async function measureRounds(
  db: PrismaClient,
  databaseUrl: string,
  contenders: ChildProcess[],
  urls: string[],
): Promise<Round[]> {
  const rounds: Round[] = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    const [mutation, baseline, mutationExcess] = await measureMutations(db, urls);
    const [admission, admissionExcess] = await measureAdmissions(db, databaseUrl, contenders);
    if (round >= WARM_UP)
      rounds.push({ admission, mutation, baseline, excess: mutationExcess + admissionExcess });
  }
  return rounds;
}

async function measureAdmissions(
  db: PrismaClient,
  databaseUrl: string,
  processes: ChildProcess[],
): Promise<[number[], number]> {
  const userId = randomUUID();
  const jobId = await insertJob(db, { userId });
  const command: ContendersCommand = { databaseUrl, userId, jobId, contenders: CONTENDERS / PROCESSES };
  const answers = await Promise.all(
    processes.map(async (process) => {
      const answered = once(process, 'message') as Promise<[ContendersAnswer]>;
      process.send(command);
      return (await answered)[0];
    }),
  );
  const admitted = answers.reduce((sum, answer) => sum + answer.admitted, 0);
  return [answers.flatMap(({ ms }) => ms), await excess(db, jobId, admitted)];
}

async function measureMutations(db: PrismaClient, urls: string[]): Promise<[number[], number[], number]> {
  const userId = randomUUID();
  const jobId = await insertJob(db, { userId });
  const headers = { Authorization: `Bearer ${await tokenFor(userId)}`, 'Content-Type': 'application/json' };
  const input = { jobId, clipIndex: 1, instruction: 'make it nighttime' };
  const send = async (query: string, variables: object): Promise<BurstAnswer[]> =>
    await burst({ urls, headers, body: JSON.stringify({ query, variables }), count: CONTENDERS });
  const baseline = await send('{ viewer { id } }', {});
  const answers = await send(REGENERATE, { input });
  const admitted = answers.filter(({ body }) => !body.includes('"errors"')).length;
  return [answers.map(({ ms }) => ms), baseline.map(({ ms }) => ms), await excess(db, jobId, admitted)];
}

const CANCELED = { status: 'canceled', message: 'Canceled.' } as const;

/**
 * How far answers and rows are from one admission. Ends the admitted one, so that it does not compete with the next
 * round.
 */
async function excess(db: PrismaClient, jobId: string, admitted: number): Promise<number> {
  const rows = await db.clipRegeneration.findMany({ where: { jobId } });
  for (const { id } of rows) await endRegeneration(db, { id, attempt: 1 }, CANCELED);
  return Math.abs(admitted - 1) + Math.abs(rows.length - 1);
}

function goals(rounds: Round[]): Goal[] {
  const all = (pick: (round: Round) => number[]): number[] => rounds.flatMap(pick);
  const measured = {
    admission: all((round) => round.admission),
    mutation: all((round) => round.mutation),
    baseline: all((round) => round.baseline),
  };
  console.log(`${CONTENDERS} contenders, ${PROCESSES} processes, ${rounds.length} rounds`);
  for (const [name, ms] of Object.entries(measured)) {
    const ranks = [50, 99, 100].map((rank) => `p${rank} ${percentile(ms, rank).toFixed(1)} ms`);
    console.log(`${name}: ${ranks.join(', ')}`);
  }
  const [admission, mutation, baseline] = Object.values(measured).map((ms) => percentile(ms, 99)) as [
    number,
    number,
    number,
  ];
  console.log(
    `p99 against the smallest query: admission ${(admission / baseline).toFixed(1)}x, whole mutation ${(mutation / baseline).toFixed(1)}x`,
  );
  const tooMany = rounds.reduce((sum, round) => sum + round.excess, 0);
  return [
    { name: 'admission-p99', measured: admission, wanted: 100, unit: ' ms', better: 'lower' },
    { name: 'admission-http-p99', measured: mutation, wanted: 100, unit: ' ms', better: 'lower' },
    { name: 'admission-excess', measured: tooMany, wanted: 0, unit: ' admissions', better: 'lower' },
  ];
}
