import { Prisma, type ChatOffer, type PrismaClient } from '../../prisma/generated/client.js';
import { measuredCount } from '../measurements/measurements.js';
import { sharing } from '../util/sharing.js';
import { toMessage, toOffer, type Exchange, type Message, type MessageRow, type Offer } from './message.js';

/** A page of newest messages first; `after` is the place of the last one that is known. */
interface Page {
  jobId: string;
  userId: string;
  first: number;
  after: number | null;
}

/** Reads conversations for one process. Lookups of one turn of the event loop share one statement. */
export class ConversationRepository {
  private readonly pages = sharing(async (keys: readonly Page[]) => await this.readPages(keys));

  private readonly revisions = sharing(async (jobIds: readonly string[]) => await this.readRevisions(jobIds));

  constructor(private readonly db: PrismaClient) {}

  /** At most `first` of the user's messages about a video, newest first, and whether there are older ones. */
  async page(page: Page): Promise<{ messages: Message[]; hasMore: boolean }> {
    return await this.pages.load(page);
  }

  /**
   * Another one whenever something is said about a video, an offer is answered or made anew, or more is measured, which
   * suggestions come of.
   */
  async revision(jobId: string): Promise<string> {
    return await this.revisions.load(jobId);
  }

  /** What a message with this key said, and its answer; null if none was sent. */
  async exchangeOf(
    userId: string,
    idempotencyKey: string,
  ): Promise<(Exchange & { inputHash: string | null }) | null> {
    const said = await this.db.chatMessage.findUnique({
      where: { userId_idempotencyKey: { userId, idempotencyKey } },
      include: { offer: true, answer: { include: { offer: true } } },
    });
    if (said === null || said.answer === null) return null;
    return { message: toMessage(said), reply: toMessage(said.answer), inputHash: said.inputHash };
  }

  /** The user's offer; null if there is none. */
  async offer(id: string, userId: string): Promise<Offer | null> {
    const row = await this.db.chatOffer.findUnique({ where: { id, userId } });
    return row === null ? null : toOffer(row);
  }

  /** The message that makes an offer; null if it is not the user's. */
  async messageOf(offerId: string, userId: string): Promise<Message | null> {
    const row = await this.db.chatMessage.findFirst({
      where: { offerId, userId, role: 'ASSISTANT' },
      orderBy: { place: 'asc' },
      include: { offer: true },
    });
    return row === null ? null : toMessage(row);
  }

  /** The newest offer for a video that can still be accepted; null if there is none. */
  async openOffer(jobId: string, userId: string): Promise<Offer | null> {
    const row = await this.db.chatOffer.findFirst({
      where: { jobId, userId },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    });
    const offer = row === null ? null : toOffer(row);
    return offer?.state === 'OPEN' ? offer : null;
  }

  private async readRevisions(jobIds: readonly string[]): Promise<string[]> {
    const rows = await this.db.$queryRaw<{ revision: string }[]>`
      SELECT concat((SELECT max(m.place) FROM chat_messages m WHERE m.job_id = key.id), '-',
        (SELECT sum(o.revision) FROM chat_offers o WHERE o.job_id = key.id), '-',
        (SELECT max(v.version_number) FROM video_versions v WHERE v.job_id = key.id), '-',
        ${measuredCount(Prisma.sql`key.id`)}) AS revision
      FROM unnest(${[...jobIds]}::uuid[]) WITH ORDINALITY AS key(id, asked) ORDER BY key.asked`;
    return rows.map(({ revision }) => revision);
  }

  private async readPages(keys: readonly Page[]): Promise<{ messages: Message[]; hasMore: boolean }[]> {
    const rows = await this.db.$queryRaw<(MessageRow & { asked: number; offer: OfferJson | null })[]>`
      SELECT key.asked::int, m.id, m.job_id AS "jobId", m.place, m.role, m.text, m.clip_index AS "clipIndex",
        COALESCE(m.clip_indexes, '{}') AS "clipIndexes", m.choices, m.cost::text, m.created_at AS "createdAt", to_jsonb(o) AS offer
      FROM unnest(${keys.map(({ jobId }) => jobId)}::uuid[], ${keys.map(({ userId }) => userId)}::uuid[],
        ${keys.map(({ first }) => first)}::int[], ${keys.map(({ after }) => after)}::int[])
        WITH ORDINALITY AS key(job_id, user_id, size, after, asked)
      CROSS JOIN LATERAL (SELECT * FROM chat_messages c
        WHERE c.job_id = key.job_id AND c.user_id = key.user_id AND (key.after IS NULL OR c.place < key.after)
        ORDER BY c.place DESC LIMIT key.size + 1) m
      LEFT JOIN chat_offers o ON o.id = m.offer_id
      ORDER BY key.asked, m.place DESC`;
    return keys.map(({ first }, at) => {
      const found = rows.filter(({ asked }) => asked === at + 1);
      const messages = found
        .slice(0, first)
        .map(({ offer, ...row }) => toMessage({ ...row, offer: offer === null ? null : fromJson(offer) }));
      return { messages, hasMore: found.length > first };
    });
  }
}

/** A row of chat_offers as PostgreSQL writes it into JSON. */
interface OfferJson {
  id: string;
  job_id: string;
  user_id: string;
  kind: string;
  changes: ChatOffer['changes'];
  quote: ChatOffer['quote'];
  quote_token: string | null;
  restores: number | null;
  restores_clip: number | null;
  expected_version: number | null;
  state: string;
  expires_at: string;
  regeneration_id: string | null;
  created_at: string;
  revision: number;
}

function fromJson(row: OfferJson): ChatOffer {
  return {
    ...{
      id: row.id,
      jobId: row.job_id,
      userId: row.user_id,
      kind: row.kind,
      changes: row.changes,
      quote: row.quote,
    },
    ...{ quoteToken: row.quote_token, restores: row.restores, restoresClip: row.restores_clip },
    ...{ expectedVersion: row.expected_version, state: row.state, expiresAt: new Date(row.expires_at) },
    ...{ regenerationId: row.regeneration_id, createdAt: new Date(row.created_at) },
    revision: row.revision,
  };
}
