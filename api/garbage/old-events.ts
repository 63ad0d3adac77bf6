import type { PrismaClient } from '../../prisma/generated/client.js';

const REGENERATIONS_AT_ONCE = 500;

/**
 * Removes the events of regenerations that ended more than `days` ago, but for the last one, which says how they ended.
 *
 * @returns The number of removed events.
 */
export async function pruneEvents(db: PrismaClient, days: number, signal: AbortSignal): Promise<number> {
  for (let removed = 0; ;) {
    signal.throwIfAborted();
    const count = await db.$executeRaw`
      DELETE FROM regeneration_events e USING (
        SELECT r.id, r.last_sequence FROM clip_regenerations r
        WHERE r.completed_at < clock_timestamp() - make_interval(days => ${days}::int) AND EXISTS (
          SELECT 1 FROM regeneration_events o WHERE o.regeneration_id = r.id AND o.sequence < r.last_sequence)
        LIMIT ${REGENERATIONS_AT_ONCE}) old
      WHERE e.regeneration_id = old.id AND e.sequence < old.last_sequence`;
    if (count === 0) return removed;
    removed += count;
  }
}
