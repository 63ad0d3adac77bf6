import { Prisma, type PrismaClient } from '../../prisma/generated/client.js';
import type { Exchange } from './conversation-repository.js';
import { toMessage, type Choice, type OfferedWork } from './message.js';

/** What a person said. */
export interface Said {
  jobId: string;
  userId: string;
  text: string;
  /** The clip that was picked; null: none. */
  clipIndex: number | null;
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
  about?: string;
}

/**
 * Keeps what was said and its answer, both or neither. Null where the video is gone, or the key was used meanwhile: then the
 * exchange of that key is the answer.
 */
export async function keepExchange(db: PrismaClient, said: Said, reply: Reply): Promise<Exchange | null> {
  const { jobId, userId, clipIndex } = said;
  try {
    return await db.$transaction(async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('chat:' || ${jobId}::text, 0))`;
      const last = await tx.chatMessage.aggregate({ where: { jobId }, _max: { place: true } });
      const place = (last._max.place ?? 0) + 1;
      const message = await tx.chatMessage.create({
        data: { ...said, place, role: 'USER' },
        include: { offer: true },
      });
      const offer =
        reply.offer === undefined ? null : await tx.chatOffer.create({ data: offerRow(said, reply.offer) });
      const answer = await tx.chatMessage.create({
        data: {
          ...{
            jobId,
            userId,
            clipIndex,
            place: place + 1,
            role: 'ASSISTANT',
            text: reply.text,
            replyTo: message.id,
          },
          ...(reply.choices === undefined ? {} : { choices: [...reply.choices] as object[] }),
          offerId: offer?.id ?? reply.about ?? null,
        },
        include: { offer: true },
      });
      return { message: toMessage(message), reply: toMessage(answer) };
    });
  } catch (error) {
    const isKnown = error instanceof Prisma.PrismaClientKnownRequestError;
    if (isKnown && (error.code === 'P2002' || error.code === 'P2003')) return null;
    throw error;
  }
}

function offerRow({ jobId, userId }: Said, { work, expiresAt }: NonNullable<Reply['offer']>) {
  const { kind } = work;
  if ('changes' in work) {
    const { changes, quote, quoteToken } = work;
    return { jobId, userId, kind, expiresAt, changes: changes as object[], quote, quoteToken };
  }
  const { restores, restoresClip, expectedVersion } = work;
  return { jobId, userId, kind, expiresAt, restores, restoresClip, expectedVersion };
}

/** Declines the user's offer; nothing where it is not open any more. */
export async function declineOffer(db: PrismaClient, id: string, userId: string): Promise<void> {
  await db.chatOffer.updateMany({ where: { id, userId, state: 'OPEN' }, data: { state: 'DECLINED' } });
}

/** Notes what an accepted offer became. */
export async function noteAccepted(db: PrismaClient, id: string, regenerationId: string): Promise<void> {
  await db.chatOffer.updateMany({
    where: { id, state: 'OPEN' },
    data: { state: 'ACCEPTED', regenerationId },
  });
}

/** Messages that a user has sent within the last minute. */
export async function sentLately(db: PrismaClient, userId: string): Promise<number> {
  const since = new Date(Date.now() - 60_000);
  return await db.chatMessage.count({ where: { userId, role: 'USER', createdAt: { gt: since } } });
}
