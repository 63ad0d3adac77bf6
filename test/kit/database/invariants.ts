import type { PrismaClient } from '../../../prisma/generated/client.js';
import { INVARIANT_QUERIES } from './invariant-queries.js';

/**
 * The names of the broken invariants, each with the rows that break it; empty when all hold. With `jobIds`, only these
 * jobs and what belongs to them are checked.
 */
export async function brokenInvariants(db: PrismaClient, jobIds?: readonly string[]): Promise<string[]> {
  const broken = await (jobIds === undefined
    ? db.$queryRawUnsafe<Broken[]>(everywhere)
    : db.$queryRawUnsafe<Broken[]>(withinJobs, jobIds));
  return broken.map(({ name, rows }) => `${name}: ${JSON.stringify(rows)}`);
}

interface Broken {
  name: string;
  rows: unknown[];
}

const [everywhere, withinJobs] = [inOneStatement('true'), inOneStatement('job_id = ANY($1::uuid[])')];

/** All invariants in one round trip. The rows that `ofJobs` selects shadow the tables. */
function inOneStatement(ofJobs: string): string {
  const ofRegenerations = `regeneration_id IN (SELECT id FROM public.clip_regenerations WHERE ${ofJobs})`;
  const queries = Object.entries(INVARIANT_QUERIES).map(
    ([name, query]) =>
      `SELECT '${name.replaceAll("'", "''")}' AS name, jsonb_agg(broken) AS rows FROM (${query}) broken HAVING count(*) > 0`,
  );
  return `
    WITH jobs AS (SELECT * FROM public.jobs WHERE ${ofJobs.replace('job_id', 'id')}),
      clip_regenerations AS (SELECT * FROM public.clip_regenerations WHERE ${ofJobs}),
      clip_versions AS (SELECT * FROM public.clip_versions WHERE ${ofJobs}),
      queued_changes AS (SELECT * FROM public.queued_changes WHERE ${ofJobs}),
      video_versions AS (SELECT * FROM public.video_versions WHERE ${ofJobs}),
      regeneration_events AS (SELECT * FROM public.regeneration_events WHERE ${ofRegenerations}),
      paid_calls AS (SELECT * FROM public.paid_calls WHERE ${ofRegenerations}),
      clip_changes AS (SELECT * FROM public.clip_changes WHERE ${ofRegenerations}),
      job_costs AS (SELECT * FROM public.job_costs WHERE ${ofRegenerations} OR ${ofJobs})
    ${queries.join('\nUNION ALL\n')}`;
}
