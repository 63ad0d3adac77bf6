import { once } from 'node:events';
import { appendEvent, EVENT_CHANNEL, type EventDatabase } from '../../core/regeneration/events.js';
import { connectEventDatabase } from './event-database.js';
import { claimOf } from '../../test/kit/rows/claim.js';

/** The benchmark's message to a process of writers: one connection for each regeneration. */
export interface WritersCommand {
  databaseUrl: string;
  regenerationIds: string[];
  fence: number;
  way: 'after-commit' | 'in-transaction';
  seconds: number;
  syncDelayMs: number;
}

type Write = (db: EventDatabase, id: string, fence: number) => Promise<unknown>;

const EVENT = { type: 'VIDEO_GENERATING', progress: 20, message: 'Generating the clip.' } as const;

const WAYS: Record<WritersCommand['way'], Write> = {
  'after-commit': async (db, id, fence) => await appendEvent(db, claimOf(id, fence), EVENT),
  // The same function and the same notification, in one statement and so in one transaction.
  'in-transaction': async (db, id, fence) =>
    await db.$queryRaw`
      SELECT sequence, pg_notify(${EVENT_CHANNEL}, ${id} || ':' || sequence)::text FROM (
        SELECT append_regeneration_event(${id}::uuid, ${fence}::int, ${JSON.stringify(EVENT)}::jsonb) AS sequence
      ) appended`,
};

/** Every writer appends its next event as soon as the last one is committed. Returns their number. */
async function write(command: WritersCommand): Promise<number> {
  const { databaseUrl, regenerationIds, fence, way, seconds, syncDelayMs } = command;
  const connections = await Promise.all(
    regenerationIds.map(() => connectEventDatabase(databaseUrl, syncDelayMs)),
  );
  const until = performance.now() + seconds * 1000;
  const counts = await Promise.all(
    connections.map(async (connection, index) => {
      let count = 0;
      for (; performance.now() < until; count++)
        await WAYS[way](connection.db, regenerationIds[index]!, fence);
      return count;
    }),
  );
  for (const connection of connections) await connection.end();
  return counts.reduce((sum, count) => sum + count, 0);
}

const [command] = (await once(process, 'message')) as [WritersCommand];
process.send!(await write(command));
process.disconnect();
