import { z } from 'zod';
import type { PrismaClient } from '../../prisma/generated/client.js';
import type { Choice, Exchange, Offer, OfferedWork } from './message.js';

/** What a person said. */
export interface Said {
  jobId: string;
  userId: string;
  text: string;
  /** The only clip that was picked; null: none, or several. */
  clipIndex: number | null;
  /** All clips that were picked, in order. */
  clipIndexes: readonly number[];
  idempotencyKey: string | null;
  /** The same key with another hash is another message. */
  inputHash: string;
}

/** What the assistant answers. */
export interface Reply {
  text: string;
  /** Ready answers to a question. */
  choices?: readonly Choice[];
  /** Something new that it would do. */
  offer?: { work: OfferedWork; expiresAt: Date };
  /** An offer that stood before, and what became of it. */
  about?: Offer;
  /** A language model was asked: that call in the ledger, and USD that it was charged, decimal string. */
  call?: { id: string; costUsd: string };
}

/** Messages that a person may send within a minute: more is no conversation. */
export const MOST_MESSAGES_A_MINUTE = 60;

const keptRow = z.object({
  outcome: z.enum(['KEPT', 'KNOWN', 'RATE_LIMITED', 'NOT_FOUND']),
  message_id: z.string().nullable(),
  reply_id: z.string().nullable(),
  offer_id: z.string().nullable(),
  place: z.number(),
  said_at: z.date(),
});

/** Why an exchange is not kept: its key was used meanwhile, too many were sent, the video is gone. */
export type NotKept = Exclude<z.infer<typeof keptRow>['outcome'], 'KEPT'>;

/** Keeps what was said and its answer, both or neither. */
export async function keepExchange(
  db: PrismaClient,
  said: Said,
  reply: Reply,
): Promise<Exchange | { outcome: NotKept }> {
  const offer = reply.offer && { ...reply.offer.work, expiresAt: reply.offer.expiresAt };
  const answer = { ...reply, offer, about: reply.about?.id, call: reply.call?.id };
  const [row] = await db.$queryRaw<unknown[]>`
    SELECT * FROM keep_exchange(${JSON.stringify({ ...said, mostAMinute: MOST_MESSAGES_A_MINUTE })}::jsonb,
      ${JSON.stringify(answer)}::jsonb)`;
  const { outcome, ...kept } = keptRow.parse(row);
  if (outcome !== 'KEPT') return { outcome };
  const { jobId, clipIndex, clipIndexes } = said;
  const common = { jobId, clipIndex, clipIndexes, cost: '0.0000', createdAt: kept.said_at };
  const asked = { ...common, id: z.string().parse(kept.message_id), place: kept.place, text: said.text };
  const answered = {
    ...common,
    id: z.string().parse(kept.reply_id),
    place: kept.place + 1,
    text: reply.text,
    cost: reply.call?.costUsd ?? common.cost,
  };
  return {
    message: { ...asked, role: 'USER', choices: null, offer: null },
    reply: {
      ...{ ...answered, role: 'ASSISTANT', choices: reply.choices === undefined ? null : [...reply.choices] },
      offer: reply.offer === undefined ? (reply.about ?? null) : newOffer(jobId, kept.offer_id, reply.offer),
    },
  };
}

function newOffer(jobId: string, id: string | null, { work, expiresAt }: NonNullable<Reply['offer']>): Offer {
  return { id: z.string().parse(id), jobId, work, expiresAt, state: 'OPEN', regenerationId: null };
}

/** Declines the user's offer; nothing where it is not open any more. */
export async function declineOffer(db: PrismaClient, id: string, userId: string): Promise<void> {
  const data = { state: 'DECLINED', revision: { increment: 1 } };
  await db.chatOffer.updateMany({ where: { id, userId, state: 'OPEN' }, data });
}

/** Puts another offer into the place of one, with its sentence. False where that was accepted meanwhile. */
export async function renewOffer(
  db: PrismaClient,
  { id, userId }: { id: string; userId: string },
  text: string,
  { work, expiresAt }: NonNullable<Reply['offer']>,
): Promise<boolean> {
  const offer = JSON.stringify({ ...work, expiresAt });
  const [row] = await db.$queryRaw<{ renewed: boolean }[]>`
    WITH renewed AS (
      UPDATE chat_offers o SET kind = n.kind, changes = n.changes, quote = n.quote, quote_token = n."quoteToken",
        restores = n.restores, restores_clip = n."restoresClip", expected_version = n."expectedVersion",
        expires_at = n."expiresAt", state = 'OPEN', revision = o.revision + 1
      FROM jsonb_to_record(${offer}::jsonb) AS n(kind text, changes jsonb, quote jsonb, "quoteToken" text, restores int,
        "restoresClip" int, "expectedVersion" int, "expiresAt" timestamptz)
      WHERE o.id = ${id}::uuid AND o.user_id = ${userId}::uuid AND o.state <> 'ACCEPTED' RETURNING o.id),
    said AS (
      UPDATE chat_messages m SET text = ${text} FROM renewed WHERE m.offer_id = renewed.id AND m.place = (
        SELECT min(f.place) FROM chat_messages f WHERE f.offer_id = renewed.id AND f.role = 'ASSISTANT'))
    SELECT EXISTS (SELECT 1 FROM renewed) AS renewed`;
  return row?.renewed ?? false;
}
