import { createHash } from 'node:crypto';
import type {
  PrismaClient,
  RegenerationEvent as RegenerationEventRow,
} from '../../prisma/generated/client.js';
import { REGENERATION_ERROR_CODES } from '../errors.js';
import { REGENERATION_EVENT_TYPES, type RegenerationEventType } from './status.js';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { Hints } from './notifications.js';
import type { Claim } from './lifecycle.js';

/**
 * The Postgres channel on which `topic:sequence` says that an event was committed, and `jobs:topic` that the jobs of a user
 * have changed. Only a hint: the row is the truth.
 */
export const EVENT_CHANNEL = 'regeneration_events';

/**
 * What notifications call a regeneration or a user. Every role that may connect may listen, and whoever knows the id of a
 * regeneration may act as its runner: so ids are not said aloud.
 */
export function eventTopic(id: string): string {
  return createHash('sha256').update(id).digest('base64url').slice(0, 22);
}

const errorSchema = z.object({
  code: z.enum(REGENERATION_ERROR_CODES),
  message: z.string(),
  retryable: z.boolean(),
  /** USD, as a decimal string. */
  charged: z.string(),
});

const dataSchema = z.object({
  modifiedPrompt: z.string().optional(),
  videoKey: z.string().optional(),
  error: errorSchema.optional(),
});
export type RegenerationEventData = z.infer<typeof dataSchema>;

/** One committed event, as it is replayed to subscribers. */
export interface RegenerationEvent {
  regenerationId: string;
  sequence: number;
  attempt: number;
  type: RegenerationEventType;
  /** 0 to 100. */
  progress: number;
  message: string;
  data: RegenerationEventData;
  at: Date;
}

/** What a runner appends; sequence and time are the database's. */
export interface NewEvent {
  type: RegenerationEventType;
  progress: number;
  message: string;
  data?: RegenerationEventData;
}

/** The committed events after a sequence number, in order; with a limit the first so many. */
export async function readEvents(
  db: PrismaClient,
  regenerationId: string,
  afterSequence: number,
  limit?: number,
): Promise<RegenerationEvent[]> {
  const rows = await db.regenerationEvent.findMany({
    where: { regenerationId, sequence: { gt: afterSequence } },
    orderBy: { sequence: 'asc' },
    take: limit,
  });
  return rows.map(parseEvent);
}

/** The last so many committed events, in order. */
export async function newestEvents(
  db: PrismaClient,
  regenerationId: string,
  limit: number,
): Promise<RegenerationEvent[]> {
  const rows = await db.regenerationEvent.findMany({
    where: { regenerationId },
    orderBy: { sequence: 'desc' },
    take: limit,
  });
  return rows.reverse().map(parseEvent);
}

function parseEvent(row: RegenerationEventRow): RegenerationEvent {
  return {
    regenerationId: row.regenerationId,
    sequence: row.sequence,
    attempt: row.attempt,
    type: z.enum(REGENERATION_EVENT_TYPES).parse(row.type),
    progress: row.progress,
    message: row.message,
    data: dataSchema.parse(row.data),
    at: row.at,
  };
}

/** All that writing events needs of a database client. */
export type EventDatabase = Pick<PrismaClient, '$queryRaw'>;

/** Appends an event and hints at it. Returns its sequence, or null where the fence is old or the run has ended. */
export async function appendEvent(
  db: EventDatabase,
  { id, fence }: Claim,
  event: NewEvent,
): Promise<number | null> {
  const hints = hintsOf(db, id);
  return await hints.after(async () => {
    const [row] = await db.$queryRaw<{ sequence: number | null }[]>`
      SELECT append_regeneration_event(${id}::uuid, ${fence}::int, ${JSON.stringify(event)}::jsonb) AS sequence`;
    return row?.sequence ?? null;
  });
}

const hintsByDatabase = new WeakMap<EventDatabase, LRUCache<string, Hints>>();
const KEPT_HINTS = 1000;

function hintsOf(db: EventDatabase, regenerationId: string): Hints {
  const known = hintsByDatabase.get(db) ?? new LRUCache<string, Hints>({ max: KEPT_HINTS });
  hintsByDatabase.set(db, known);
  const announced = async (sequence: number): Promise<void> => await announce(db, regenerationId, sequence);
  const hints = known.get(regenerationId) ?? new Hints(announced);
  known.set(regenerationId, hints);
  return hints;
}

/**
 * NOTIFY in a transaction of its own, after the event's commit and without waiting for the disk: inside the event's
 * transaction it serialises all writers on one lock. One that fails is only a hint lost.
 */
export async function announce(
  db: EventDatabase,
  regenerationId: string,
  sequence: number | null,
): Promise<void> {
  if (sequence === null) return;
  const payload = `${eventTopic(regenerationId)}:${sequence}`;
  await db.$queryRaw`
    SELECT set_config('synchronous_commit', 'off', true), pg_notify(${EVENT_CHANNEL}, ${payload})::text`.catch(
    () => undefined,
  );
}
