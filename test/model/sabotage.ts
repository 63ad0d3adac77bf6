import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { PrismaClient } from '../../prisma/generated/client.js';

const finders = z
  .record(z.string(), z.number())
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, 'finders.json'), 'utf8')));

/**
 * The seed whose first sequence notices a sabotage, or a function without its fence. Once the commands have changed, another
 * of its sequences may be the one: it takes longer, until finders.json has a better seed.
 */
export const finderOf = (sabotage: string): number => finders[sabotage] ?? 1;

/** What the model test is worth: each of these takes one protection away, and the test has to notice. */
export const SABOTAGES = { fence: removeFence, index: removeIndex, intent: removeIntent } as const;
export type Sabotage = keyof typeof SABOTAGES;

export const isSabotage = (name: string): name is Sabotage => Object.hasOwn(SABOTAGES, name);

/** Every function that compares fences lets older ones pass. */
async function removeFence(db: PrismaClient): Promise<void> {
  for (const name of await fencedFunctions(db)) await loosenFence(db, name);
}

/** The functions that compare a fence. */
export async function fencedFunctions(db: PrismaClient): Promise<string[]> {
  const rows = await db.$queryRaw<{ name: string }[]>`
    SELECT proname AS name FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosrc ~ 'fence = p_fence'
    ORDER BY proname`;
  return rows.map(({ name }) => name);
}

/** Lets older fences pass in one function; returns what puts it back. */
export async function loosenFence(db: PrismaClient, name: string): Promise<() => Promise<unknown>> {
  const [row] = await db.$queryRaw<{ definition: string }[]>`
    SELECT pg_get_functiondef(oid) AS definition FROM pg_proc WHERE proname = ${name} AND prosrc ~ 'fence = p_fence'`;
  const { definition } = row!;
  // Not what assigns a fence: SET fence = p_fence.
  await db.$executeRawUnsafe(definition.replace(/(?<!SET )\b((?:\w\.)?fence) = p_fence/g, '$1 >= p_fence'));
  return async () => await db.$executeRawUnsafe(definition);
}

async function removeIndex(db: PrismaClient): Promise<void> {
  await db.$executeRaw`DROP INDEX one_active_regeneration_per_job`;
}

/** What an attempt has left open is forgotten when the next one opens the call: as if no INTENT had been written. */
async function removeIntent(db: PrismaClient): Promise<void> {
  const [row] = await db.$queryRaw<{ definition: string }[]>`
    SELECT pg_get_functiondef(oid) AS definition FROM pg_proc WHERE proname = 'open_paid_call' AND prosrc ~ 'fence = p_fence'`;
  const forget = `
    DELETE FROM paid_calls c WHERE c.regeneration_id = p_id AND c.stage_name = p_call ->> 'stage' AND c.state <> 'settled';`;
  await db.$executeRawUnsafe(row!.definition.replace(/^BEGIN$/m, `BEGIN${forget}`));
}

/** What the sequences of histories are worth, as above. */
export const HISTORY_SABOTAGES = {
  'a change does not end redo': replacing(
    'add_video_version',
    "r.restores -> 'redo', '[]'",
    "r.restores -> 'redo', (SELECT to_jsonb(v.redo) FROM video_versions v WHERE v.job_id = r.job_id ORDER BY v.version_number DESC LIMIT 1)",
  ),
  'undo goes back one version, not one state': replacing(
    'plan_restore',
    '(SELECT s.undoable FROM reachable_states(p_job) s)',
    'NULLIF(v_last.version_number - 1, 0)',
  ),
  'a restored version stands for itself': replacing(
    'current_cut',
    'COALESCE(restored_from, version_number)',
    'version_number',
  ),
  'what was restored leaves the earlier version current': replacing(
    'restore_clips',
    'is_current = false',
    'is_current = true',
  ),
  'the collector takes what undo brings back': replacing(
    'forget_old_videos',
    's.undoable, s.redoable',
    's.redoable',
  ),
  'the collector takes the original': replacing(
    'forget_old_videos',
    'version_number = 1',
    'version_number = 0',
  ),
  'a take becomes current': replacing(
    'keep_unselected_clips',
    'made.cost, false, p_id',
    'made.cost, true, p_id',
  ),
  'a change of several clips moves the first alone': replacing(
    'publish_result',
    'jsonb_array_elements(v_clips) AS v_clip',
    'jsonb_array_elements(jsonb_build_array(v_clips -> 0)) AS v_clip',
  ),
  'a change of several clips is two versions of the video': replacing(
    'publish_result',
    'PERFORM add_video_version(p_id, v_video);',
    'PERFORM add_video_version(p_id, v_video); PERFORM add_video_version(p_id, v_video);',
  ),
  'a queued change that was reworded starts as it was': replacing(
    'start_queued_change',
    'q.revision = p_revision',
    'q.revision >= p_revision',
  ),
  'a queued change that starts goes on waiting': replacing(
    'start_queued_change',
    'DELETE FROM queued_changes WHERE id = p_id',
    'PERFORM 1',
  ),
  'a queued change overtakes one of the same clip that asks': replacing(
    'next_queued_change',
    'b.clip_indexes && q.clip_indexes',
    "b.clip_indexes && q.clip_indexes AND b.state = 'WAITING'",
  ),
  'the last of a queue is the next': replacing('next_queued_change', 'ORDER BY q.place', 'ORDER BY -q.place'),
  'what waits keeps nothing waiting': replacing(
    'add_queued_change',
    'next_queued_change(v_job.id) IS NULL',
    'true',
  ),
  'a version that was expected is not looked at': replacing(
    'restore_cut',
    'v_asked."expectedVersion" <>',
    'v_asked."expectedVersion" + 1000 =',
  ),
} as const;
export type HistorySabotage = keyof typeof HISTORY_SABOTAGES;

function replacing(name: string, from: string, to: string): (db: PrismaClient) => Promise<void> {
  return async (db) => {
    const [row] = await db.$queryRaw<{ definition: string }[]>`
      SELECT pg_get_functiondef(oid) AS definition FROM pg_proc WHERE proname = ${name}`;
    const changed = row!.definition.replaceAll(from, to);
    if (changed === row!.definition) throw new Error(`${name} has no ${from}`);
    await db.$executeRawUnsafe(changed);
  };
}
