import type { PrismaClient } from '../../../prisma/generated/client.js';
import { INVARIANT_QUERIES } from './invariant-queries.js';

/**
 * The names of the broken invariants, each with the rows that break it; empty when all hold. With `jobIds`, only these
 * jobs and what belongs to them are checked.
 */
export async function brokenInvariants(db: PrismaClient, jobIds?: readonly string[]): Promise<string[]> {
  const broken = await (jobIds === undefined
    ? db.$queryRawUnsafe<Found[]>(everywhere)
    : db.$queryRawUnsafe<Found[]>(within('$1'), jobIds));
  return described(broken);
}

/** Checks jobs again and again. */
export type InvariantChecker = (jobIds: readonly string[]) => Promise<string[]>;

/**
 * For thousands of checks in one database: the same statement in a function, whose plan is kept. Planning it takes four
 * times as long as executing it, and its compilation (JIT) longer still.
 */
export async function invariantChecker(db: PrismaClient): Promise<InvariantChecker> {
  await db.$executeRawUnsafe(`
    CREATE OR REPLACE FUNCTION broken_invariants(p_jobs uuid[]) RETURNS TABLE (violation jsonb) LANGUAGE plpgsql STABLE
    SET plan_cache_mode = force_generic_plan SET jit = off AS $$
    BEGIN RETURN QUERY ${within('p_jobs')}; END $$`);
  return async (jobIds) =>
    described(
      await db.$queryRaw<Found[]>`SELECT violation AS found FROM broken_invariants(${jobIds}::uuid[])`,
    );
}

interface Found {
  found: { name: string; row: unknown };
}

function described(all: readonly Found[]): string[] {
  const names = [...new Set(all.map(({ found }) => found.name))];
  const rowsOf = (name: string): unknown[] =>
    all.filter(({ found }) => found.name === name).map(({ found }) => found.row);
  return names.map((name) => `${name}: ${JSON.stringify(rowsOf(name))}`);
}

const everywhere = inOneStatement('true');
const within = (jobs: string): string => inOneStatement(`job_id = ANY(${jobs}::uuid[])`);

/** All invariants in one round trip. The rows that `ofJobs` selects shadow the tables. */
function inOneStatement(ofJobs: string): string {
  const ofRegenerations = `regeneration_id IN (SELECT id FROM public.clip_regenerations WHERE ${ofJobs})`;
  const queries = Object.entries(INVARIANT_QUERIES).map(
    ([name, query]) =>
      `SELECT jsonb_build_object('name', '${name.replaceAll("'", "''")}', 'row', to_jsonb(broken)) AS found FROM (${query}) broken`,
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
      chat_messages AS (SELECT * FROM public.chat_messages WHERE ${ofJobs}),
      assistant_calls AS (SELECT * FROM public.assistant_calls WHERE ${ofJobs}),
      job_costs AS (SELECT * FROM public.job_costs WHERE ${ofRegenerations} OR ${ofJobs})
    ${queries.join('\nUNION ALL\n')}`;
}
