import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../embedded-postgres/embedded-postgres.js';
import { packagePath } from '../core/util/package-path.js';
import { createPrismaClient } from '../prisma/client.js';
import { migrateDeploy } from '../prisma/migrate.js';
import { insertJob } from '../test/kit/rows/job-rows.js';
import { startServer, type TestServer } from '../test/kit/server/server.js';
import { CLIP_LIST, countStatements, type StatementCount } from '../test/kit/database/statement-count.js';
import { PRODUCTION, tokenFor } from '../test/kit/server/tokens.js';
import type { Goal } from './kit/goal.js';
import { load, percentile, type LoadResult } from './kit/http-load.js';

const CLIPS = 60;
const CONNECTIONS = 50;
const REQUESTS = 5000;
const ROUNDS = 3;

/**
 * The clips query of a 60-clip job on the bundled server as in production: 50 connections, each of which sends its
 * next request when the last one is answered. The interleaved baseline is the smallest query: the cost of HTTP,
 * sign-in and GraphQL without any clips. The first round warms both up and does not count.
 */
export async function run(): Promise<Goal[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'bench-clips-'));
  const log = { info: () => undefined, error: console.error };
  const postgres = await startEmbeddedPostgres({ dataDir, log });
  try {
    await migrateDeploy(postgres.databaseUrl, packagePath('prisma/migrations'));
    return await measure(postgres.databaseUrl, dataDir);
  } finally {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function measure(databaseUrl: string, dataDir: string): Promise<Goal[]> {
  const userId = randomUUID();
  const jobId = await insertBenchJob(databaseUrl, userId);
  const statements = await countStatements(databaseUrl, jobId, userId);
  console.log(
    `SQL statements: ${statements.first} for the first query, ${statements.next} while nothing has changed`,
  );
  const server = await startServer({
    ...PRODUCTION,
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
  });
  try {
    return goals(statements, await measureRounds(server, await tokenFor(userId), jobId));
  } finally {
    await server.stop();
  }
}

async function insertBenchJob(databaseUrl: string, userId: string): Promise<string> {
  const db = createPrismaClient(databaseUrl, { poolSize: 1 });
  const jobId = await insertJob(db, { userId, clips: CLIPS });
  const clipIndexes = Array.from({ length: CLIPS }, (_, index) => index);
  await db.clipThumbnail.createMany({
    data: clipIndexes.map((clipIndex) => ({
      jobId,
      clipIndex,
      thumbnailUrl: `clip-thumbnails/${jobId}/${clipIndex}.jpg`,
    })),
  });
  await db.$disconnect();
  return jobId;
}

interface Round {
  clips: LoadResult;
  viewer: LoadResult;
}

async function measureRounds(server: TestServer, bearer: string, jobId: string): Promise<Round[]> {
  const send = async (query: string, variables: object): Promise<LoadResult> =>
    await load({
      url: `${server.url}/graphql`,
      headers: { Authorization: `Bearer ${bearer}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ query, variables }),
      connections: CONNECTIONS,
      requests: REQUESTS,
    });
  const rounds: Round[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const viewer = await send('{ viewer { id } }', {});
    const clips = await send(CLIP_LIST, { jobId });
    console.log(
      `${round === 0 ? 'warm-up' : `round ${round}`}: clips ${describe(clips)}; baseline ${describe(viewer)}`,
    );
    if (round > 0) rounds.push({ clips, viewer });
  }
  return rounds;
}

function describe({ latenciesMs, requestsPerSecond }: LoadResult): string {
  const [p50, p99] = [50, 99].map((rank) => percentile(latenciesMs, rank).toFixed(1));
  return `p50 ${p50} ms, p99 ${p99} ms, ${requestsPerSecond.toFixed(0)}/s`;
}

function goals(statements: StatementCount, rounds: Round[]): Goal[] {
  const p99 = (pick: (round: Round) => LoadResult): number =>
    percentile(
      rounds.flatMap((round) => pick(round).latenciesMs),
      99,
    );
  const [clips, viewer] = [p99((round) => round.clips), p99((round) => round.viewer)];
  console.log(`p99 of the clips query is ${(clips / viewer).toFixed(1)}x the baseline's`);
  return [
    { name: 'clips-sql', measured: statements.first, wanted: 2, unit: ' statements', better: 'lower' },
    { name: 'clips-p99', measured: clips, wanted: 50, unit: ' ms', better: 'lower' },
  ];
}
