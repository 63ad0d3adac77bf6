import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { Prisma, type PrismaClient } from '../prisma/generated/client.js';
import { JobDataError, loadJobData, type JobData, type OriginalClip } from './job-data.js';
import { lyricsPreview } from './lyrics.js';
import { mediaKey } from './storage/media-key.js';

/** A clip as it stands now: the pipeline's original with its current version on top. */
export interface ClipRecord extends OriginalClip {
  jobId: string;
  /** 1 is the original. */
  versionNumber: number;
  currentVideoKey: string | null;
  /** Content hash of the current video; null where it was never read by us. */
  sha256: string | null;
  currentPrompt: string | null;
  thumbnailKey: string | null;
  /** Completed regenerations. */
  regenerationCount: number;
  /** The first sung lines inside the clip; null without lyrics. */
  lyricsPreview: string | null;
}

export type JobStatus = 'queued' | 'processing' | 'completed' | 'failed' | 'regenerating';

/** A job with its parsed stages and its clips' current versions. Money: decimal strings in USD. */
export interface JobRecord {
  id: string;
  userId: string;
  status: JobStatus;
  title: string;
  errorMessage: string | null;
  createdAt: Date;
  videoModel: string;
  songKey: string | null;
  videoKey: string | null;
  totalCost: string;
  reservedCost: string;
  data: JobData;
  /** Why the stages could not be read: then `data` and `clips` are empty, and nothing can be edited. */
  problem: string | null;
  clips: ClipRecord[];
  activeRegenerationId: string | null;
}

const versionSchema = z.object({
  clip_index: z.number().int(),
  version_number: z.number().int(),
  video_url: z.string(),
  sha256: z.string().nullable(),
  thumbnail_url: z.string().nullable(),
  prompt: z.string().nullable(),
});

const rowSchema = z.object({
  id: z.string(),
  user_id: z.string(),
  status: z.enum(['queued', 'processing', 'completed', 'failed', 'regenerating']),
  user_prompt: z.string().nullable(),
  error_message: z.string().nullable(),
  created_at: z.date(),
  video_model: z.string(),
  aspect_ratio: z.string(),
  audio_url: z.string().nullable(),
  video_url: z.string().nullable(),
  total_cost: z.string(),
  reserved_cost: z.string(),
  stages: z.array(z.object({ stageName: z.string(), metadata: z.unknown() })).nullable(),
  versions: z.array(versionSchema).nullable(),
  thumbnails: z.record(z.string(), z.string()).nullable(),
  regeneration_counts: z.record(z.string(), z.number()).nullable(),
  active_regeneration_id: z.string().nullable(),
});
type JobRow = z.infer<typeof rowSchema>;

/**
 * Reads jobs for one process. The first SQL statement asks for fingerprints only; jobs that are new or have changed are
 * read by a second one. A job that has not changed answers with the same, already parsed record.
 */
export class JobRepository {
  private readonly known = new LRUCache<string, KnownRecord>({ max: 500 });

  constructor(private readonly db: PrismaClient) {}

  /** The job if it belongs to the user, else null. `userId` null reads as the system (runner). */
  async find(jobId: string, userId: string | null): Promise<JobRecord | null> {
    const owner = userId === null ? Prisma.empty : Prisma.sql`AND j.user_id = ${userId}::uuid`;
    const [job] = await this.select(Prisma.sql`WHERE j.id = ${jobId}::uuid ${owner}`);
    return job ?? null;
  }

  /** A user's jobs, newest first, after a place in that order. */
  async page(
    userId: string,
    limit: number,
    after: { createdAt: Date; id: string } | null,
  ): Promise<JobRecord[]> {
    const place =
      after === null
        ? Prisma.empty
        : Prisma.sql`AND (j.created_at, j.id) < (${after.createdAt}, ${after.id}::uuid)`;
    return await this.select(Prisma.sql`WHERE j.user_id = ${userId}::uuid ${place}
      ORDER BY j.created_at DESC, j.id DESC LIMIT ${limit}::int`);
  }

  private async select(which: Prisma.Sql): Promise<JobRecord[]> {
    const found = await this.db.$queryRaw<
      { id: string; fingerprint: string }[]
    >`${SELECT_FINGERPRINTS} ${which}`;
    const changed = found.filter(({ id, fingerprint }) => this.known.get(id)?.fingerprint !== fingerprint);
    const read = await this.read(changed.map(({ id }) => id));
    return found.flatMap(({ id, fingerprint }) => {
      const record = read.get(id);
      if (record === undefined) return this.known.get(id)?.record ?? [];
      this.known.set(id, { fingerprint, record });
      return record;
    });
  }

  private async read(ids: string[]): Promise<Map<string, JobRecord>> {
    if (ids.length === 0) return new Map();
    const rows = await this.db.$queryRaw<unknown[]>`${SELECT_JOBS} WHERE j.id = ANY(${ids}::uuid[])`;
    return new Map(
      z
        .array(rowSchema)
        .parse(rows)
        .map((row) => [row.id, toRecord(row)]),
    );
  }
}

interface KnownRecord {
  fingerprint: string;
  record: JobRecord;
}

interface ParsedStages {
  data: JobData;
  problem: string | null;
}

/** One job with unreadable stages must not hide the others, so what is wrong is told with the job. */
function parseStages(aspectRatio: string, stages: { stageName: string; metadata: unknown }[]): ParsedStages {
  try {
    return { data: loadJobData({ aspectRatio }, stages), problem: null };
  } catch (error) {
    if (!(error instanceof JobDataError)) throw error;
    return { data: NO_DATA, problem: error.message };
  }
}

const NO_DATA: JobData = {
  aspectRatio: '16:9',
  totalFrames: 0,
  beatSeconds: [],
  clips: [],
  transitions: [],
  lyrics: [],
  style: {
    visualStyle: null,
    mood: null,
    lighting: null,
    cinematography: null,
    colorPalette: [],
    characters: [],
    scenes: [],
  },
};

/**
 * xmin is the transaction that wrote a row version. Every function of the lifecycle writes the job's row, so versions and
 * regenerations need no part of their own; the pipeline writes stages and thumbnails beside it.
 */
const SELECT_FINGERPRINTS = Prisma.sql`
  SELECT j.id, concat_ws(',', j.xmin,
    (SELECT string_agg(s.xmin::text, ',' ORDER BY s.stage_name) FROM job_stages s WHERE s.job_id = j.id),
    (SELECT count(*) FROM clip_thumbnails t WHERE t.job_id = j.id),
    (SELECT count(*) FROM clip_versions v WHERE v.job_id = j.id)) AS fingerprint
  FROM jobs j`;

const SELECT_JOBS = Prisma.sql`
  SELECT j.id, j.user_id, j.status, j.user_prompt, j.error_message, j.created_at, j.video_model, j.aspect_ratio,
    j.audio_url, j.video_url, j.total_cost::text, j.reserved_cost::text,
    (SELECT json_agg(json_build_object('stageName', s.stage_name, 'metadata', s.metadata))
      FROM job_stages s WHERE s.job_id = j.id) AS stages,
    (SELECT json_agg(json_build_object('clip_index', v.clip_index, 'version_number', v.version_number,
        'video_url', v.video_url, 'sha256', v.sha256, 'thumbnail_url', v.thumbnail_url, 'prompt', v.prompt))
      FROM clip_versions v WHERE v.job_id = j.id AND v.is_current) AS versions,
    (SELECT json_object_agg(t.clip_index, t.thumbnail_url) FROM clip_thumbnails t WHERE t.job_id = j.id) AS thumbnails,
    (SELECT json_object_agg(c.clip_index, c.n) FROM (SELECT clip_index, count(*)::int AS n FROM clip_regenerations
      WHERE job_id = j.id AND status = 'completed' GROUP BY clip_index) c) AS regeneration_counts,
    (SELECT r.id FROM clip_regenerations r WHERE r.job_id = j.id
      AND r.status IN ('queued', 'processing', 'canceling')) AS active_regeneration_id
  FROM jobs j`;

function toRecord(row: JobRow): JobRecord {
  const { data, problem } = parseStages(row.aspect_ratio, row.stages ?? []);
  return {
    id: row.id,
    userId: row.user_id,
    status: row.status,
    title: jobTitle(row.user_prompt),
    errorMessage: row.error_message,
    createdAt: row.created_at,
    videoModel: row.video_model,
    songKey: keyOf(row.audio_url),
    videoKey: keyOf(row.video_url),
    totalCost: row.total_cost,
    reservedCost: row.reserved_cost,
    data,
    problem,
    clips: clipRecords(row, data),
    activeRegenerationId: row.active_regeneration_id,
  };
}

function clipRecords(row: JobRow, data: JobData): ClipRecord[] {
  const current = new Map(row.versions?.map((version) => [version.clip_index, version]));
  return data.clips.map((clip) => {
    const version = current.get(clip.clipIndex);
    return {
      ...clip,
      jobId: row.id,
      versionNumber: version?.version_number ?? 1,
      currentVideoKey: version === undefined ? clip.videoKey : keyOf(version.video_url),
      sha256: version?.sha256 ?? null,
      currentPrompt: version?.prompt ?? clip.prompt,
      thumbnailKey: keyOf(version?.thumbnail_url ?? row.thumbnails?.[String(clip.clipIndex)] ?? null),
      regenerationCount: row.regeneration_counts?.[String(clip.clipIndex)] ?? 0,
      lyricsPreview: lyricsPreview(data.lyrics, clip.startFrame, clip.endFrame),
    };
  });
}

/** A reference that our storage cannot serve counts as absent: one odd row must not hide the whole video. */
function keyOf(reference: string | null): string | null {
  try {
    return mediaKey(reference);
  } catch {
    return null;
  }
}

const TITLE_LENGTH = 80;

/** The pipeline has no title: the first line of what its user asked for serves as one. */
function jobTitle(userPrompt: string | null): string {
  const line = userPrompt?.trim().split('\n')[0] ?? '';
  if (line === '') return 'Untitled video';
  return line.length > TITLE_LENGTH ? `${line.slice(0, TITLE_LENGTH - 1).trimEnd()}…` : line;
}
