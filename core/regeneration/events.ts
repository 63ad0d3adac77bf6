import { createHash } from 'node:crypto';
import type {
  PrismaClient,
  RegenerationEvent as RegenerationEventRow,
} from '../../prisma/generated/client.js';
import { REGENERATION_ERROR_CODES } from '../errors.js';
import { REGENERATION_EVENT_TYPES, type RegenerationEventType } from './status.js';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { Notifications } from './notifications.js';
import type { Claim } from './claim.js';

/**
 * The Postgres channel of notifications: `topic:sequence` after an event is committed, `jobs:topic` after a user's jobs
 * have changed, `queue` when a queued change may be due. A notification may be lost: the row is the truth.
 */
export const EVENT_CHANNEL = 'regeneration_events';

/**
 * Names a regeneration or a user in notifications. Every role that may connect may listen, and the id of a regeneration is
 * enough to act as its runner, so notifications carry a hash instead of the id.
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

/** One committed event, as subscribers receive it. */
export interface RegenerationEvent {
  regenerationId: string;
  sequence: number;
  attempt: number;
  type: RegenerationEventType;
  /** 0 to 100. */
  progress: number;
  message: string;
  data: RegenerationEventData;
  /** The clip that it is about; null where it is about the whole. */
  clipIndex: number | null;
  at: Date;
}

/** An event to append; the database adds its sequence and time. */
export interface NewEvent {
  type: RegenerationEventType;
  progress: number;
  message: string;
  data?: RegenerationEventData;
  /** The clip that it is about; none where it is about the whole. */
  clipIndex?: number;
  /** How much of that clip's change is done, 0 to 100. */
  clipProgress?: number;
}

/** The committed events after a sequence number, in order; with `limit` only the first ones. */
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

/** The last `limit` committed events, in order. */
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

/** A row of regeneration_events, without its fence. */
export type EventRow = Omit<RegenerationEventRow, 'fence'>;

export function parseEvent(row: EventRow): RegenerationEvent {
  return {
    regenerationId: row.regenerationId,
    sequence: row.sequence,
    attempt: row.attempt,
    type: z.enum(REGENERATION_EVENT_TYPES).parse(row.type),
    progress: row.progress,
    message: row.message,
    data: dataSchema.parse(row.data),
    clipIndex: row.clipIndex,
    at: row.at,
  };
}

/** The part of a database client that writing events needs. */
export type EventDatabase = Pick<PrismaClient, '$queryRaw'>;

/** Appends an event and announces it. Returns its sequence, or null if the fence is old or the run has ended. */
export async function appendEvent(
  db: EventDatabase,
  { id, fence }: Claim,
  event: NewEvent,
): Promise<number | null> {
  const notifications = notificationsOf(db, id);
  return await notifications.after(async () => {
    const [row] = await db.$queryRaw<{ sequence: number | null }[]>`
      SELECT append_regeneration_event(${id}::uuid, ${fence}::int, ${JSON.stringify(event)}::jsonb) AS sequence`;
    return row?.sequence ?? null;
  });
}

const notificationsByDatabase = new WeakMap<EventDatabase, LRUCache<string, Notifications>>();
const KEPT_NOTIFICATIONS = 1000;

function notificationsOf(db: EventDatabase, regenerationId: string): Notifications {
  const known =
    notificationsByDatabase.get(db) ?? new LRUCache<string, Notifications>({ max: KEPT_NOTIFICATIONS });
  notificationsByDatabase.set(db, known);
  const announced = async (sequence: number): Promise<void> => await announce(db, regenerationId, sequence);
  const notifications = known.get(regenerationId) ?? new Notifications(announced);
  known.set(regenerationId, notifications);
  return notifications;
}

/**
 * Sends NOTIFY in its own transaction, after the event's commit and without waiting for the disk: inside the event's
 * transaction it would serialize all writers on one lock. A failed one is only a lost notification.
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
