import { Decimal } from 'decimal.js';
import { z } from 'zod';
import type { ChatOffer } from '../../prisma/generated/client.js';
import type { ChangeInput } from '../order/changes-request.js';

export type MessageRole = 'USER' | 'ASSISTANT';
export type OfferKind = 'CHANGE' | 'TAKES' | 'UNDO' | 'REDO' | 'RESTORE';
/** EXPIRED: nobody accepted it in time. */
export type OfferState = 'OPEN' | 'ACCEPTED' | 'DECLINED' | 'EXPIRED';

/** A ready answer: what it says, and what choosing it sends. */
export interface Choice {
  label: string;
  text: string;
}

const choices = z.array(z.object({ label: z.string(), text: z.string() }));
const changes = z.array(z.looseObject({ clipIndex: z.number(), instruction: z.string() }));

/** Changes of clips at a price. */
export interface QuotedWork {
  kind: 'CHANGE' | 'TAKES';
  changes: readonly ChangeInput[];
  quoteToken: string;
  /** As it was shown. */
  quote: object;
}

/** What an offer does, once it is accepted. */
export type OfferedWork =
  | QuotedWork
  | {
      kind: 'UNDO' | 'REDO' | 'RESTORE';
      /** The version that comes back: of this clip, or of the whole video. */
      restores: number;
      restoresClip: number | null;
      /** The current one of the same when it was offered. */
      expectedVersion: number;
    };

/** Something that the assistant would do. */
export interface Offer {
  id: string;
  jobId: string;
  work: OfferedWork;
  state: OfferState;
  expiresAt: Date;
  /** What it became; null while it waits in the queue, too. */
  regenerationId: string | null;
}

/** One thing that was said about a video. */
export interface Message {
  id: string;
  jobId: string;
  place: number;
  role: MessageRole;
  text: string;
  /** The only clip that was picked; null: none, or several. */
  clipIndex: number | null;
  /** All clips that were picked. */
  clipIndexes: readonly number[];
  choices: Choice[] | null;
  offer: Offer | null;
  /** USD, decimal string. */
  cost: string;
  createdAt: Date;
}

/** What was said, and what the assistant answered. */
export interface Exchange {
  message: Message;
  reply: Message;
}

/** A message's row with its offer's. */
export interface MessageRow {
  id: string;
  jobId: string;
  place: number;
  role: string;
  text: string;
  clipIndex: number | null;
  clipIndexes: number[];
  choices: unknown;
  offer: ChatOffer | null;
  cost: Decimal | string;
  createdAt: Date;
}

export function toMessage(row: MessageRow): Message {
  const { id, jobId, place, text, clipIndex, clipIndexes, createdAt } = row;
  return {
    ...{ id, jobId, place, text, clipIndex, clipIndexes, createdAt },
    role: z.enum(['USER', 'ASSISTANT']).parse(row.role),
    choices: choices.nullable().parse(row.choices),
    offer: row.offer === null ? null : toOffer(row.offer),
    cost: new Decimal(row.cost).toFixed(4),
  };
}

export function toOffer(row: ChatOffer, now = Date.now()): Offer {
  const { id, jobId, expiresAt, regenerationId } = row;
  const isLate = row.state === 'OPEN' && expiresAt.getTime() <= now;
  const state = isLate ? 'EXPIRED' : z.enum(['OPEN', 'ACCEPTED', 'DECLINED']).parse(row.state);
  return { id, jobId, work: workOf(row), state, expiresAt, regenerationId };
}

function workOf(row: ChatOffer): OfferedWork {
  const kind = z.enum(['CHANGE', 'TAKES', 'UNDO', 'REDO', 'RESTORE']).parse(row.kind);
  if (kind === 'CHANGE' || kind === 'TAKES') {
    const quote = z.looseObject({}).parse(row.quote);
    return { kind, changes: changes.parse(row.changes), quoteToken: row.quoteToken ?? '', quote };
  }
  const { restores, restoresClip, expectedVersion } = row;
  return { kind, restores: restores ?? 1, restoresClip, expectedVersion: expectedVersion ?? 1 };
}
