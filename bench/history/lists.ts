import { randomUUID } from 'node:crypto';
import { CLIP_LIST, countStatements } from '../../test/kit/database/statement-count.js';
import { insertJob } from '../../test/kit/rows/job-rows.js';
import { tokenFor } from '../../test/kit/server/tokens.js';
import type { Goal } from '../kit/goal.js';
import { load, percentile } from '../kit/http-load.js';
import { familyCpuSeconds } from '../scale/measure/process-figures.js';
import type { Stage } from './stage.js';

const CLIPS = 60;
const VERSIONS = 100;
const REQUESTS = 60;
/** The first round warms the server up and does not count. */
const ROUNDS = 3;

const VERSION = `versionNumber origin isCurrent prompt instruction videoModel cost createdAt restoredFrom
  thumbnailUrl videoUrl`;
const CLIP_VERSIONS = `query ($jobId: ID!) { job(id: $jobId) { clips { clipIndex
  versions(first: ${VERSIONS}) { totalCount edges { node { ${VERSION} } } } } } }`;
const VIDEO_VERSIONS = `query ($jobId: ID!) { job(id: $jobId) { versions(first: ${VERSIONS}) { totalCount edges { node {
  versionNumber isCurrent createdAt summary isRestorable videoUrl changes { clipIndex fromVersion toVersion } } } } } }`;

const QUERIES = { 'clip versions': CLIP_VERSIONS, 'video versions': VIDEO_VERSIONS, clips: CLIP_LIST };
type Name = keyof typeof QUERIES;

/** 60 clips with 100 versions each, asked for in one query; beside it the versions of the video, and the clips alone. */
export async function measureLists({ db, databaseUrl, server }: Stage): Promise<Goal[]> {
  const userId = randomUUID();
  const jobId = await insertJob(db, { userId, clips: CLIPS });
  await insertVersions(db, jobId);
  const headers = { Authorization: `Bearer ${await tokenFor(userId)}`, 'Content-Type': 'application/json' };
  const latencies: Record<Name, number[]> = { 'clip versions': [], 'video versions': [], clips: [] };
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of Object.keys(QUERIES) as Name[]) {
      const body = JSON.stringify({ query: QUERIES[name], variables: { jobId } });
      const before = await familyCpuSeconds(server.process.pid!);
      const url = `${server.url}/graphql`;
      const { latenciesMs } = await load({ url, headers, body, connections: 1, requests: REQUESTS });
      const cpu = (((await familyCpuSeconds(server.process.pid!)) - before) * 1000) / REQUESTS;
      const [p50, p95] = [50, 95].map((rank) => percentile(latenciesMs, rank).toFixed(1));
      console.log(
        `${round === 0 ? 'warm-up' : `round ${round}`}: ${name} p50 ${p50} ms, p95 ${p95} ms, ${cpu.toFixed(1)} ms of CPU`,
      );
      if (round > 0) latencies[name].push(...latenciesMs);
    }
  }
  const of = async (name: Name): Promise<number> => {
    const { first, next } = await countStatements(databaseUrl, jobId, userId, QUERIES[name]);
    console.log(
      `SQL statements of ${name}: ${next}; ${first} where the process has not read the video before`,
    );
    return next;
  };
  const goal = (name: string, measured: number, wanted: number, unit: string): Goal => ({
    ...{ name: `history, ${name}`, measured, wanted, unit, better: 'lower' },
  });
  return [
    goal('6,000 clip versions', percentile(latencies['clip versions'], 95), 200, ' ms (p95)'),
    goal('100 video versions', percentile(latencies['video versions'], 95), 200, ' ms (p95)'),
    goal('clip versions', await of('clip versions'), 2, ' statements'),
    goal('video versions', await of('video versions'), 2, ' statements'),
  ];
}

/** As publications leave them, but for the regenerations that made them. */
async function insertVersions(db: Stage['db'], jobId: string): Promise<void> {
  await db.$executeRaw`
    INSERT INTO clip_versions (job_id, clip_index, version_number, origin, video_url, sha256, thumbnail_url, prompt,
      user_instruction, video_model, cost, is_current)
    SELECT ${jobId}::uuid, clip, version, CASE version WHEN 1 THEN 'ORIGINAL' ELSE 'CHANGE' END,
      format('video-clips/%s/%s-%s.mp4', ${jobId}::text, clip, version), md5(format('%s-%s', clip, version)),
      format('clip-thumbnails/%s/%s-%s.jpg', ${jobId}::text, clip, version), repeat('a quiet street in the rain ', 12),
      'make it nighttime', 'local', 0.25, version = ${VERSIONS}
    FROM generate_series(0, ${CLIPS - 1}) AS clip, generate_series(1, ${VERSIONS}) AS version`;
  await db.$executeRaw`
    INSERT INTO video_versions (job_id, version_number, cut, footage, video_url, stands_for, parent, summary)
    SELECT ${jobId}::uuid, version, cut, cut, format('video-outputs/%s/%s.mp4', ${jobId}::text, version), version,
      NULLIF(version - 1, 0), 'Clip 1: make it nighttime'
    FROM generate_series(1, ${VERSIONS}) AS version, LATERAL (
      SELECT COALESCE(jsonb_object_agg(clip::text, version) FILTER (WHERE version > 1), '{}') AS cut
      FROM generate_series(0, ${CLIPS - 1}) AS clip) AS cuts`;
}
