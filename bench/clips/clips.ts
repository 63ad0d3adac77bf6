import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPrismaClient } from '../../prisma/client.js';
import { CLIP_LIST, countStatements, type StatementCount } from '../../test/kit/database/statement-count.js';
import { insertJob } from '../../test/kit/rows/job-rows.js';
import { startServer } from '../../test/kit/server/server.js';
import { PRODUCTION, tokenFor } from '../../test/kit/server/tokens.js';
import { withBenchDatabase } from '../kit/bench-database.js';
import type { Goal } from '../kit/goal.js';
import { percentile } from '../kit/http-load.js';
import { ask, measured, type Measured, type Target } from './load-target.js';
import { startPeer, writePeerClips } from './peer-process.js';

const CLIPS = 60;
const ROUNDS = 4;

/**
 * The clips query of a 60-clip job on the bundled server as in production. Interleaved with it: the smallest query,
 * which is the cost of HTTP, sign-in and GraphQL without any clips, and the same clips from a peer that does nothing
 * but read and write them. The first round warms all of them up and does not count.
 */
export async function run(): Promise<Goal[]> {
  return await withBenchDatabase('clips', async (databaseUrl) => {
    const dataDir = await mkdtemp(join(tmpdir(), 'bench-clips-data-'));
    const server = await startServer({ ...PRODUCTION, DATABASE_URL: databaseUrl, DATA_DIR: dataDir });
    const peer = await startPeer(databaseUrl);
    try {
      const userId = randomUUID();
      const jobId = await insertBenchJob(databaseUrl, userId);
      const headers = { Authorization: `Bearer ${await tokenFor(userId)}` };
      const ours = { pid: server.process.pid!, url: `${server.url}/graphql`, headers };
      const statements = await statementsOf(databaseUrl, jobId, userId);
      await prepareSameAnswers(databaseUrl, jobId, ours, peer);
      return goals(statements, await measureRounds(ours, peer, jobId));
    } finally {
      peer.stop();
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    }
  });
}

async function statementsOf(databaseUrl: string, jobId: string, userId: string): Promise<StatementCount> {
  const statements = await countStatements(databaseUrl, jobId, userId);
  console.log(
    `SQL statements: ${statements.first} for the first query, ${statements.next} while nothing has changed`,
  );
  return statements;
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

interface ClipsAnswer {
  data: { clips: { clips: Record<string, unknown>[] } };
}

/** Gives the peer our answer to read, down to the length of our signed URLs, and checks that it answers alike. */
async function prepareSameAnswers(
  databaseUrl: string,
  jobId: string,
  ours: Target,
  peer: Target,
): Promise<void> {
  const query = { query: CLIP_LIST, variables: { jobId } };
  const answer = (await ask(ours, query)) as ClipsAnswer;
  await writePeerClips(databaseUrl, jobId, answer.data.clips.clips);
  const theirs = await ask(peer, query);
  if (JSON.stringify(theirs) !== JSON.stringify(answer))
    throw new Error(`The peer answers otherwise: ${JSON.stringify(theirs).slice(0, 500)}`);
}

interface Round {
  clips: Measured;
  viewer: Measured;
  peer: Measured;
}

async function measureRounds(ours: Target, peer: Target, jobId: string): Promise<Round[]> {
  const clipList = { query: CLIP_LIST, variables: { jobId } };
  const rounds: Round[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const viewer = await measured(ours, { query: '{ viewer { id } }' });
    const clips = await measured(ours, clipList);
    const peers = await measured(peer, clipList);
    console.log(
      `${round === 0 ? 'warm-up' : `round ${round}`}: clips ${describe(clips)}; smallest query ${describe(viewer)}; peer ${describe(peers)}`,
    );
    if (round > 0) rounds.push({ clips, viewer, peer: peers });
  }
  return rounds;
}

function describe({ latenciesMs, requestsPerSecond, cpuMs }: Measured): string {
  const [p50, p99] = [50, 99].map((rank) => percentile(latenciesMs, rank).toFixed(1));
  return `p50 ${p50} ms, p99 ${p99} ms, ${requestsPerSecond.toFixed(0)}/s, ${cpuMs.toFixed(2)} ms of CPU`;
}

function goals(statements: StatementCount, rounds: Round[]): Goal[] {
  const p99 = (pick: (round: Round) => Measured): number =>
    percentile(
      rounds.flatMap((round) => pick(round).latenciesMs),
      99,
    );
  const cpu = (pick: (round: Round) => Measured): number =>
    rounds.reduce((sum, round) => sum + pick(round).cpuMs, 0) / rounds.length;
  const [clips, peer] = [cpu((round) => round.clips), cpu((round) => round.peer)];
  console.log(`CPU per request: ${clips.toFixed(2)} ms, the peer ${peer.toFixed(2)} ms`);
  return [
    { name: 'clips-sql', measured: statements.first, wanted: 2, unit: ' statements', better: 'lower' },
    { name: 'clips-p99', measured: p99((round) => round.clips), wanted: 50, unit: ' ms', better: 'lower' },
    { name: 'clips-peer', measured: clips / peer, wanted: 1.3, unit: 'x', better: 'lower' },
  ];
}
