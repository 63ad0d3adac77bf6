import type { PrismaClient } from '../../prisma/generated/client.js';

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
