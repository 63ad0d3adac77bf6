import {
  Prisma,
  type ClipChange,
  type ClipRegeneration,
  type PrismaClient,
} from '../../prisma/generated/client.js';
import { parseEvent, type EventRow, type RegenerationEvent } from './events.js';
import { sharing } from '../util/sharing.js';

/** The columns that users see. */
export type RegenerationRow = Pick<
  ClipRegeneration,
  | 'id'
  | 'jobId'
  | 'userId'
  | 'clipIndex'
  | 'kind'
  | 'status'
  | 'userInstruction'
  | 'originalPrompt'
  | 'modifiedPrompt'
  | 'templates'
  | 'conversationHistory'
  | 'videoBefore'
  | 'progress'
  | 'lastSequence'
  | 'estimatedCost'
  | 'estimatedSeconds'
  | 'languageModelCost'
  | 'videoCost'
  | 'cost'
  | 'errorCode'
  | 'errorMessage'
  | 'errorRetryable'
  | 'attempt'
  | 'createdAt'
  | 'startedAt'
  | 'completedAt'
  | 'onFailure'
> & {
  /** The clips that can be tried again: those that failed or were canceled, without what content rules refused. */
  retryableClips: number[];
  /** Those of them that were tried again: a later change in the same words makes them now, or has made them. */
  retriedClips: number[];
};

/** One clip's part, as users see it. */
export type ClipChangeRow = Omit<
  ClipChange,
  'checkpoint' | 'estimatedCost' | 'originalPrompt' | 'baseVersionNumber'
>;

const SELECT_ROWS = Prisma.sql`
  SELECT id, job_id AS "jobId", user_id AS "userId", clip_index AS "clipIndex", kind, status,
    user_instruction AS "userInstruction", original_prompt AS "originalPrompt", modified_prompt AS "modifiedPrompt",
    templates, conversation_history AS "conversationHistory",
    -- Only while its file is kept; a job without history has its first video still.
    CASE WHEN EXISTS (SELECT 1 FROM video_versions v WHERE v.job_id = r.job_id AND v.video_url = r.video_before)
      OR NOT EXISTS (SELECT 1 FROM video_versions v WHERE v.job_id = r.job_id) THEN video_before END AS "videoBefore",
    progress, last_sequence AS "lastSequence", estimated_cost AS "estimatedCost",
    estimated_seconds AS "estimatedSeconds", language_model_cost AS "languageModelCost", video_cost AS "videoCost",
    cost, error_code AS "errorCode", error_message AS "errorMessage", error_retryable AS "errorRetryable",
    attempt, created_at AS "createdAt", started_at AS "startedAt", completed_at AS "completedAt",
    on_failure AS "onFailure",
    ARRAY(SELECT c.clip_index FROM clip_changes c WHERE c.regeneration_id = r.id
      -- Of takes those are missing that were not made, however it ended.
      AND CASE WHEN r.kind = 'TAKES' AND NOT is_active(r.status)
          THEN c.takes > (SELECT count(*) FROM made_clips(r.id) m WHERE m.clip_index = c.clip_index)
        WHEN r.status IN ('failed', 'canceled') THEN c.status <> 'completed'
        WHEN r.status = 'completed' THEN c.status = 'failed' ELSE false END
      AND COALESCE(c.error_retryable, r.error_retryable, true) ORDER BY 1) AS "retryableClips",
    ARRAY(SELECT c.clip_index FROM clip_changes c WHERE c.regeneration_id = r.id AND EXISTS (
      SELECT 1 FROM clip_regenerations later JOIN clip_changes again ON again.regeneration_id = later.id
      WHERE later.job_id = r.job_id AND later.created_at > r.created_at AND again.clip_index = c.clip_index
        AND again.instruction = c.instruction AND again.asked_prompt IS NOT DISTINCT FROM c.asked_prompt
        AND again.status NOT IN ('failed', 'canceled'))
      ORDER BY 1) AS "retriedClips"
  FROM clip_regenerations r`;

/** Events of one regeneration that are read at a time; a client asks again from the last one. */
export const MOST_EVENTS = 200;

interface OwnRegeneration {
  id: string;
  userId: string;
}

/** A page of a job's regenerations, newest first, perhaps of one clip alone. */
export interface RegenerationPage {
  jobId: string;
  userId: string;
  clipIndex: number | null;
  limit: number;
  /** Its time as ISO 8601 writes it. */
  after: { createdAt: string; id: string } | null;
}

/** Which regenerations are counted. */
type CountedRegenerations = Pick<RegenerationPage, 'jobId' | 'userId' | 'clipIndex'>;

interface EventsAfter {
  id: string;
  afterSequence: number;
}

/**
 * Reads regenerations for one process. Lookups of one turn of the event loop share one statement: a list costs as many
 * statements as a single entry of it.
 */
export class RegenerationRepository {
  constructor(private readonly db: PrismaClient) {}

  private readonly own = sharing(async (keys: readonly OwnRegeneration[]) => await this.findOwn(keys));
  private readonly costs = sharing(async (jobIds: readonly string[]) => await this.sumCosts(jobIds));
  private readonly pages = sharing(async (keys: readonly RegenerationPage[]) => await this.readPages(keys));
  private readonly counts = sharing(
    async (keys: readonly CountedRegenerations[]) => await this.countOf(keys),
  );
  private readonly changes = sharing(async (ids: readonly string[]) => await this.readChanges(ids));
  private readonly events = sharing(async (keys: readonly EventsAfter[]) => await this.readEvents(keys));

  /** The regeneration, if it belongs to the user; else null. */
  async find(id: string, userId: string): Promise<RegenerationRow | null> {
    return await this.own.load({ id, userId });
  }

  /** Newest first, of one job and perhaps one clip. */
  async list(
    where: { jobId: string; userId: string; clipIndex: number | null },
    limit: number,
  ): Promise<RegenerationRow[]> {
    const { jobId, userId, clipIndex } = where;
    const ofClip =
      clipIndex === null ? Prisma.empty : Prisma.sql`AND ${clipIndex}::int = ANY (changed_clips(r))`;
    return await this.db.$queryRaw<RegenerationRow[]>`${SELECT_ROWS}
      WHERE job_id = ${jobId}::uuid AND user_id = ${userId}::uuid ${ofClip}
      ORDER BY created_at DESC, id DESC LIMIT ${limit}::int`;
  }

  /** A page of them; the pages of one turn of the event loop share one statement. */
  async page(page: RegenerationPage): Promise<RegenerationRow[]> {
    return await this.pages.load(page);
  }

  /** How many there are on all pages. */
  async count(which: CountedRegenerations): Promise<number> {
    return await this.counts.load(which);
  }

  /** USD that a job's regenerations have cost, as a decimal string. */
  async costOfChanges(jobId: string): Promise<string> {
    return await this.costs.load(jobId);
  }

  /** Its clips' parts by clip index; none where footage only comes back. */
  async changesOf(id: string): Promise<ClipChangeRow[]> {
    return await this.changes.load(id);
  }

  /** The first MOST_EVENTS events after a sequence number, in order. */
  async eventsAfter(id: string, afterSequence: number): Promise<RegenerationEvent[]> {
    return await this.events.load({ id, afterSequence });
  }

  private async findOwn(keys: readonly OwnRegeneration[]): Promise<(RegenerationRow | null)[]> {
    const [ids, userIds] = [keys.map(({ id }) => id), keys.map(({ userId }) => userId)];
    const rows = await this.db.$queryRaw<RegenerationRow[]>`${SELECT_ROWS}
      WHERE (id, user_id) IN (SELECT * FROM unnest(${ids}::uuid[], ${userIds}::uuid[]))`;
    const byId = new Map(rows.map((row) => [row.id, row]));
    return keys.map(({ id, userId }) => {
      const row = byId.get(id.toLowerCase());
      return row?.userId === userId.toLowerCase() ? row : null;
    });
  }

  private async readPages(keys: readonly RegenerationPage[]): Promise<RegenerationRow[][]> {
    const rows = await this.db.$queryRaw<(RegenerationRow & { asked: number })[]>`
      SELECT key.asked::int, r.*
      FROM unnest(${keys.map(({ jobId }) => jobId)}::uuid[], ${keys.map(({ userId }) => userId)}::uuid[],
        ${keys.map(({ clipIndex }) => clipIndex)}::int[], ${keys.map(({ limit }) => limit)}::int[],
        ${keys.map(({ after }) => after?.createdAt ?? null)}::timestamptz[],
        ${keys.map(({ after }) => after?.id ?? null)}::uuid[])
        WITH ORDINALITY AS key(job_id, user_id, clip_index, size, after_time, after_id, asked)
      CROSS JOIN LATERAL (${SELECT_ROWS}
        WHERE job_id = key.job_id AND user_id = key.user_id
          AND (key.clip_index IS NULL OR key.clip_index = ANY (changed_clips(r)))
          AND (key.after_id IS NULL OR (created_at, id) < (key.after_time, key.after_id))
        ORDER BY created_at DESC, id DESC LIMIT key.size) r
      ORDER BY key.asked, r."createdAt" DESC, r.id DESC`;
    const byKey = keys.map((): RegenerationRow[] => []);
    for (const { asked, ...row } of rows) byKey[asked - 1]!.push(row);
    return byKey;
  }

  private async countOf(keys: readonly CountedRegenerations[]): Promise<number[]> {
    const rows = await this.db.$queryRaw<{ asked: number; count: number }[]>`
      SELECT key.asked::int, count(*)::int AS count
      FROM unnest(${keys.map(({ jobId }) => jobId)}::uuid[], ${keys.map(({ userId }) => userId)}::uuid[],
        ${keys.map(({ clipIndex }) => clipIndex)}::int[])
        WITH ORDINALITY AS key(job_id, user_id, clip_index, asked)
      JOIN clip_regenerations r ON r.job_id = key.job_id AND r.user_id = key.user_id
        AND (key.clip_index IS NULL OR key.clip_index = ANY (changed_clips(r)))
      GROUP BY key.asked`;
    const counts = new Map(rows.map(({ asked, count }) => [asked, count]));
    return keys.map((_, index) => counts.get(index + 1) ?? 0);
  }

  private async sumCosts(jobIds: readonly string[]): Promise<string[]> {
    const rows = await this.db.$queryRaw<{ jobId: string; cost: string }[]>`
      SELECT job_id AS "jobId", sum(cost)::text AS cost FROM clip_regenerations
      WHERE job_id = ANY(${jobIds}::uuid[]) GROUP BY job_id`;
    const costs = new Map(rows.map(({ jobId, cost }) => [jobId, cost]));
    return jobIds.map((jobId) => costs.get(jobId) ?? '0');
  }

  private async readChanges(ids: readonly string[]): Promise<ClipChangeRow[][]> {
    const rows = await this.db.clipChange.findMany({
      where: { regenerationId: { in: [...ids] } },
      omit: {
        checkpoint: true,
        estimatedCost: true,
        originalPrompt: true,
        baseVersionNumber: true,
      },
      orderBy: { clipIndex: 'asc' },
    });
    const byId = new Map(ids.map((id): [string, ClipChangeRow[]] => [id, []]));
    for (const row of rows) byId.get(row.regenerationId)?.push(row);
    return ids.map((id) => byId.get(id) ?? []);
  }

  private async readEvents(keys: readonly EventsAfter[]): Promise<RegenerationEvent[][]> {
    const [ids, afters] = [keys.map(({ id }) => id), keys.map(({ afterSequence }) => afterSequence)];
    const rows = await this.db.$queryRaw<(EventRow & { asked: number })[]>`
      SELECT key.asked::int, e.regeneration_id AS "regenerationId", e.sequence, e.attempt, e.type, e.progress, e.message,
        e.data, e.clip_index AS "clipIndex", e.at
      FROM unnest(${ids}::uuid[], ${afters}::int[]) WITH ORDINALITY AS key(id, after_sequence, asked)
      CROSS JOIN LATERAL (
        SELECT * FROM regeneration_events r
        WHERE r.regeneration_id = key.id AND r.sequence > key.after_sequence
        ORDER BY r.sequence LIMIT ${MOST_EVENTS}::int) e
      ORDER BY key.asked, e.sequence`;
    const byKey = keys.map((): RegenerationEvent[] => []);
    for (const { asked, ...row } of rows) byKey[asked - 1]!.push(parseEvent(row));
    return byKey;
  }
}
