import { Prisma, type PrismaClient } from '../../prisma/generated/client.js';
import type { StoredAdjustment } from '../job/job-record.js';
import { sharing } from '../util/sharing.js';
import { CutRepository } from './cuts.js';

export type ClipVersionOrigin = 'ORIGINAL' | 'CHANGE' | 'TAKE' | 'RESTORE' | 'UPLOAD';

/** One version of a clip. Where the original has no row, it stands for it all the same, without address and prompt. */
export interface ClipVersionRow {
  jobId: string;
  clipIndex: number;
  /** 1 is the original. */
  versionNumber: number;
  origin: ClipVersionOrigin;
  isCurrent: boolean;
  /** Null for an original without a row: the prompt of ClipRecord. */
  prompt: string | null;
  instruction: string | null;
  videoModel: string | null;
  /** Null for an original: that of ClipRecord. */
  seed: number | null;
  /** USD, to four places. */
  cost: string;
  createdAt: Date;
  restoredFrom: number | null;
  /** What the built-in renderer has drawn; null: nothing that is known. */
  adjustments: StoredAdjustment[] | null;
  regenerationId: string | null;
  /** Null: that of clip_thumbnails, if the footage is the original. */
  thumbnailUrl: string | null;
  /** Empty: the pipeline's original (footageKey of core/job/job-record.ts). */
  videoUrl: string;
}

/** Which version of a clip stood before, and which stands now. */
export interface ClipVersionChange {
  clipIndex: number;
  fromVersion: number;
  toVersion: number;
}

/** One final video. A job that was never changed has one: the original, which the job itself stands for. */
export interface VideoVersionRow {
  jobId: string;
  /** 1 is the video as it was first composed. */
  versionNumber: number;
  isCurrent: boolean;
  createdAt: Date;
  summary: string;
  /** What differs from the version before it. */
  changes: ClipVersionChange[];
  regenerationId: string | null;
  /** Null where the file is no longer kept. */
  videoUrl: string | null;
  isRestorable: boolean;
}

/** A page of newest versions first; `after` is the number of the last one that is known. */
export interface Page {
  first: number;
  after: number | null;
}
export type ClipVersionsKey = Page & { jobId: string; clipIndex: number };
export type VideoVersionsKey = Page & { jobId: string };

export interface Versions<T> {
  /** At most `first`. */
  rows: T[];
  hasMore: boolean;
  totalCount: number;
}

/** A clip's part of a regeneration. */
export interface MadeKey {
  regenerationId: string;
  clipIndex: number;
}

/** A version of a job's video. */
export interface NumberedVideo {
  jobId: string;
  versionNumber: number;
}

/** The versions of a job's video that can be reached by one step. */
export interface CurrentVideo {
  versionNumber: number;
  undoable: VideoVersionRow | null;
  redoable: VideoVersionRow | null;
}

/** Reads versions for one process. Lookups of one turn of the event loop share one statement. */
export class VersionRepository {
  private readonly clips = sharing(async (keys: readonly ClipVersionsKey[]) => await this.readClips(keys));
  private readonly videos = sharing(async (keys: readonly VideoVersionsKey[]) => await this.readVideos(keys));
  private readonly current = sharing(async (jobIds: readonly string[]) => await this.readCurrent(jobIds));
  private readonly results = sharing(async (ids: readonly string[]) => await this.readResults(ids));

  private readonly byNumber = sharing(
    async (keys: readonly NumberedVideo[]) => await this.readNumbered(keys),
  );
  private readonly made = sharing(async (keys: readonly MadeKey[]) => await this.readMade(keys));

  /** What the videos were made of. */
  readonly cuts: CutRepository;

  constructor(private readonly db: PrismaClient) {
    this.cuts = new CutRepository(db);
  }

  /** A page of a clip's versions. The clip must be one of the job's. */
  async clipVersions(key: ClipVersionsKey): Promise<Versions<ClipVersionRow>> {
    return await this.clips.load(key);
  }

  /** A page of the versions of a job's video. */
  async videoVersions(key: VideoVersionsKey): Promise<Versions<VideoVersionRow>> {
    return await this.videos.load(key);
  }

  /** The number of a job's current video, and what undo and redo would bring back. */
  async currentVideo(jobId: string): Promise<CurrentVideo> {
    return await this.current.load(jobId);
  }

  /** The video version that a regeneration has published; null before, and if it was published before versions were kept. */
  async resultOf(regenerationId: string): Promise<VideoVersionRow | null> {
    return await this.results.load(regenerationId);
  }

  /** A version of a job's video by its number; null if there is none. */
  async videoVersion(key: NumberedVideo): Promise<VideoVersionRow | null> {
    return await this.byNumber.load(key);
  }

  /** The versions that a regeneration has made of a clip, by their numbers. */
  async madeBy(key: MadeKey): Promise<ClipVersionRow[]> {
    return await this.made.load(key);
  }

  private async readNumbered(keys: readonly NumberedVideo[]): Promise<(VideoVersionRow | null)[]> {
    const [jobIds, numbers] = [keys.map(({ jobId }) => jobId), keys.map((key) => key.versionNumber)];
    const rows = await this.db.$queryRaw<VideoVersionRecord[]>`
      SELECT ${VIDEO_VERSION} FROM video_version_records v
      WHERE (v.job_id, v.version_number) IN (SELECT * FROM unnest(${jobIds}::uuid[], ${numbers}::int[]))`;
    return keys.map(({ jobId, versionNumber }) => {
      const found = rows.find((row) => row.jobId === jobId && row.versionNumber === versionNumber);
      return found === undefined ? null : videoVersion(found);
    });
  }

  private async readMade(keys: readonly MadeKey[]): Promise<ClipVersionRow[][]> {
    const rows = await this.db.$queryRaw<ClipVersionRow[]>`
      SELECT ${CLIP_VERSION} FROM clip_versions v JOIN jobs j ON j.id = v.job_id
      WHERE v.regeneration_id = ANY(${keys.map(({ regenerationId }) => regenerationId)}::uuid[])
      ORDER BY v.version_number`;
    return keys.map(({ regenerationId, clipIndex }) =>
      rows.filter((row) => row.regenerationId === regenerationId && row.clipIndex === clipIndex),
    );
  }

  private async readClips(keys: readonly ClipVersionsKey[]): Promise<Versions<ClipVersionRow>[]> {
    const rows = await this.db.$queryRaw<PageRow[]>`
      SELECT key.asked::int, counted.total, COALESCE((SELECT json_agg(page ORDER BY page."versionNumber" DESC) FROM (
        SELECT ${CLIP_VERSION}
        FROM clip_versions v WHERE v.job_id = key.job_id AND v.clip_index = key.clip_index
          AND (key.after IS NULL OR v.version_number < key.after)
        UNION ALL
        SELECT j.id, key.clip_index, 1, 'ORIGINAL', counted.lacks_current, NULL, NULL, j.video_model, NULL, '0.0000', j.created_at,
          NULL, NULL, NULL, NULL, ''
        WHERE counted.lacks_original AND (key.after IS NULL OR 1 < key.after)
        ORDER BY "versionNumber" DESC LIMIT key.first + 1) page), '[]')::text AS rows
      FROM unnest(${keys.map(({ jobId }) => jobId)}::uuid[], ${keys.map(({ clipIndex }) => clipIndex)}::int[],
        ${keys.map(({ first }) => first)}::int[], ${keys.map(({ after }) => after)}::int[])
        WITH ORDINALITY AS key(job_id, clip_index, first, after, asked)
      JOIN jobs j ON j.id = key.job_id
      CROSS JOIN LATERAL (
        SELECT (count(*) + CASE WHEN bool_or(version_number = 1) THEN 0 ELSE 1 END)::int AS total,
          bool_or(version_number = 1) IS NOT TRUE AS lacks_original, bool_or(is_current) IS NOT TRUE AS lacks_current
        FROM clip_versions v WHERE v.job_id = key.job_id AND v.clip_index = key.clip_index) counted`;
    return pages<ClipVersionRow>(keys, rows, clipVersion);
  }

  private async readVideos(keys: readonly VideoVersionsKey[]): Promise<Versions<VideoVersionRow>[]> {
    const rows = await this.db.$queryRaw<PageRow[]>`
      SELECT key.asked::int, GREATEST(1, (
          SELECT count(*) FROM video_versions c WHERE c.job_id = key.job_id))::int AS total,
        COALESCE((SELECT json_agg(page ORDER BY page."versionNumber" DESC) FROM (
          SELECT ${VIDEO_VERSION} FROM video_version_records v
          WHERE v.job_id = key.job_id AND (key.after IS NULL OR v.version_number < key.after)
            AND v.version_number >= COALESCE((SELECT min(shown.version_number) FROM (
              SELECT n.version_number FROM video_versions n
              WHERE n.job_id = key.job_id AND (key.after IS NULL OR n.version_number < key.after)
              ORDER BY n.version_number DESC LIMIT key.first + 1) AS shown), 1)) page), '[]')::text AS rows
      FROM unnest(${keys.map(({ jobId }) => jobId)}::uuid[], ${keys.map(({ first }) => first)}::int[],
        ${keys.map(({ after }) => after)}::int[]) WITH ORDINALITY AS key(job_id, first, after, asked)`;
    return pages<VideoVersionRow>(keys, rows, videoVersion);
  }

  private async readCurrent(jobIds: readonly string[]): Promise<CurrentVideo[]> {
    const rows = await this.db.$queryRaw<
      (VideoVersionRecord & { asked: number; step: Step; current: number })[]
    >`
      SELECT key.asked::int, current_video_number(key.job_id) AS current, found.step, ${VIDEO_VERSION}
      FROM unnest(${jobIds}::uuid[]) WITH ORDINALITY AS key(job_id, asked)
      LEFT JOIN LATERAL reachable_states(key.job_id) states ON true
      CROSS JOIN LATERAL (VALUES ('undoable', states.undoable), ('redoable', states.redoable)) AS found(step, state)
      LEFT JOIN video_version_records v ON v.job_id = key.job_id AND v.version_number = found.state
      ORDER BY key.asked`;
    const byJob = jobIds.map((): CurrentVideo => ({ versionNumber: 1, undoable: null, redoable: null }));
    for (const { asked, step, current, ...version } of rows) {
      const video = byJob[asked - 1]!;
      video.versionNumber = current;
      if (isThere(version)) video[step] = videoVersion(version);
    }
    return byJob;
  }

  private async readResults(ids: readonly string[]): Promise<(VideoVersionRow | null)[]> {
    const rows = await this.db.$queryRaw<VideoVersionRecord[]>`
      SELECT ${VIDEO_VERSION} FROM video_version_records v WHERE v.regeneration_id = ANY(${ids}::uuid[])`;
    const byRegeneration = new Map(rows.map((row) => [row.regenerationId, videoVersion(row)]));
    return ids.map((id) => byRegeneration.get(id) ?? null);
  }
}

const CLIP_VERSION = Prisma.sql`v.job_id AS "jobId", v.clip_index AS "clipIndex", v.version_number AS "versionNumber",
  v.origin, v.is_current AS "isCurrent", v.prompt, v.user_instruction AS instruction,
  CASE WHEN COALESCE(v.restored_from, v.version_number) = 1 THEN j.video_model ELSE v.video_model END AS "videoModel",
  COALESCE(v.seed, CASE WHEN v.restored_from IS NOT NULL THEN (SELECT o.seed FROM clip_versions o
    WHERE (o.job_id, o.clip_index, o.version_number) = (v.job_id, v.clip_index, v.restored_from)) END)::float8 AS seed,
  v.cost::text, v.created_at AS "createdAt", v.restored_from AS "restoredFrom", v.adjustments, v.regeneration_id AS "regenerationId",
  v.thumbnail_url AS "thumbnailUrl", v.video_url AS "videoUrl"`;

const VIDEO_VERSION = Prisma.sql`v.job_id AS "jobId", v.version_number AS "versionNumber", v.is_current AS "isCurrent",
  v.created_at AS "createdAt", v.summary, v.cut, v.cut_before AS "cutBefore", v.regeneration_id AS "regenerationId",
  v.video_url AS "videoUrl", v.is_restorable AS "isRestorable"`;

type Step = 'undoable' | 'redoable';

/** The version of each clip by its index; clips at their original are left out. */
type Cut = Record<string, number>;

interface VideoVersionRecord extends Omit<VideoVersionRow, 'changes' | 'createdAt'> {
  /** A text in a page, which is JSON. */
  createdAt: Date | string;
  cut: Cut;
  cutBefore: Cut;
}

function videoVersion({ cut, cutBefore, createdAt, ...row }: VideoVersionRecord): VideoVersionRow {
  return { ...row, createdAt: new Date(createdAt), changes: changesBetween(cutBefore, cut) };
}

function changesBetween(before: Cut, after: Cut): ClipVersionChange[] {
  return Object.keys({ ...before, ...after })
    .map((clip) => ({
      clipIndex: Number(clip),
      fromVersion: before[clip] ?? 1,
      toVersion: after[clip] ?? 1,
    }))
    .filter(({ fromVersion, toVersion }) => fromVersion !== toVersion)
    .sort((one, other) => one.clipIndex - other.clipIndex);
}

function clipVersion(row: Omit<ClipVersionRow, 'createdAt'> & { createdAt: string }): ClipVersionRow {
  return { ...row, createdAt: new Date(row.createdAt) };
}

/** An outer join's row without a version has no number. */
const isThere = (row: { versionNumber: number | null }): boolean => row.versionNumber !== null;

/** A page: the position of its key, how many versions there are in all, and its rows as JSON, in which thousands are read sooner. */
interface PageRow {
  asked: number;
  total: number;
  rows: string;
}

/** Each page was read with one more row than it shows. */
function pages<T>(keys: readonly Page[], read: readonly PageRow[], parsed: (row: never) => T): Versions<T>[] {
  const shown = keys.map((): Versions<T> => ({ rows: [], hasMore: false, totalCount: 0 }));
  for (const { asked, total, rows } of read) {
    const { first } = keys[asked - 1]!;
    const all = JSON.parse(rows) as never[];
    shown[asked - 1] = {
      rows: all.slice(0, first).map(parsed),
      hasMore: all.length > first,
      totalCount: total,
    };
  }
  return shown;
}
