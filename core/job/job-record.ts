import { z } from 'zod';
import { JobDataError, loadJobData, type JobData, type OriginalClip } from './job-data.js';
import { lyricsPreviews } from './lyrics.js';
import { mediaKey } from '../storage/media-key.js';
import { cutTitle } from '../util/text/title.js';

/** A look of the built-in renderer, as it is stored (core/adjustments/recipe.ts). */
const storedAdjustment = z.object({
  id: z.string(),
  strength: z.number(),
  of: z.unknown().optional(),
  part: z.object({ from: z.number(), to: z.number() }).optional(),
});
export type StoredAdjustment = z.infer<typeof storedAdjustment>;

/** Null also where a later release has written them in another way: the footage is then taken as it is. */
export const storedAdjustments = z.array(storedAdjustment).nullish().catch(null);

/** A clip's current state: the pipeline's original, overlaid with its current version. */
export interface ClipRecord extends OriginalClip {
  jobId: string;
  /** 1 is the original. */
  versionNumber: number;
  /** The version whose footage it is: another one after a restore. */
  rootVersion: number;
  /** What the built-in renderer has drawn over that of `footageVersion`; null where the current footage is all there is. */
  adjustments: StoredAdjustment[] | null;
  /** The version whose footage is under its adjustments: the last one that a model or a person made. */
  footageVersion: number;
  currentVideoKey: string | null;
  /** SHA-256 of the current video in hex; null if it was never read. */
  sha256: string | null;
  currentPrompt: string | null;
  thumbnailKey: string | null;
  /** Of the pipeline: the thumbnail of the original. */
  originalThumbnailKey: string | null;
  /** Completed changes. */
  regenerationCount: number;
  /** The first lines of which the clip holds most; null without lyrics. */
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
  /** When it was last published: by a change, or by the import. */
  publishedAt: Date;
  /** When it or one of its changes last changed: retention counts from here. */
  lastTouchedAt: Date;
  videoModel: string;
  songKey: string | null;
  videoKey: string | null;
  totalCost: string;
  reservedCost: string;
  /** The files were deleted after the retention period: nothing can be shown or edited. */
  mediaExpired: boolean;
  data: JobData;
  /** Why the stages cannot be read; then `data` and `clips` are empty and nothing can be edited. */
  problem: string | null;
  clips: ClipRecord[];
  activeRegenerationId: string | null;
}

const versionSchema = z.object({
  clip_index: z.number().int(),
  version_number: z.number().int(),
  restored_from: z.number().int().nullable(),
  video_url: z.string(),
  sha256: z.string().nullable(),
  thumbnail_url: z.string().nullable(),
  prompt: z.string().nullable(),
  adjustments: storedAdjustments,
  footage_version: z.number().int().nullish(),
});

/** A row of the view job_records. */
export const jobRowSchema = z.object({
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
  media_expired: z.boolean(),
  total_cost: z.string(),
  reserved_cost: z.string(),
  stages: z.array(z.object({ stageName: z.string(), metadata: z.unknown() })).nullable(),
  versions: z.array(versionSchema).nullable(),
  thumbnails: z.record(z.string(), z.string()).nullable(),
  regeneration_counts: z.record(z.string(), z.number()).nullable(),
  active_regeneration_id: z.string().nullable(),
  title: z.string().nullable(),
  completed_at: z.date().nullable(),
  last_touched: z.date(),
});
type JobRow = z.infer<typeof jobRowSchema>;

interface ParsedStages {
  data: JobData;
  problem: string | null;
}

/** A job with unreadable stages must not hide the others, so the problem is part of its record. */
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
  sections: [],
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

/** A row of the view job_records as a record. */
export function toRecord(row: JobRow): JobRecord {
  const { data, problem } = parseStages(row.aspect_ratio, row.stages ?? []);
  return {
    id: row.id,
    userId: row.user_id,
    status: row.status,
    title: row.title ?? jobTitle(row.user_prompt),
    errorMessage: row.error_message,
    createdAt: row.created_at,
    publishedAt: row.completed_at ?? row.created_at,
    lastTouchedAt: row.last_touched,
    videoModel: row.video_model,
    songKey: keyOf(row.audio_url),
    videoKey: keyOf(row.video_url),
    totalCost: row.total_cost,
    reservedCost: row.reserved_cost,
    mediaExpired: row.media_expired,
    data,
    problem,
    clips: row.media_expired ? clipRecords(row, data).map(withoutMedia) : clipRecords(row, data),
    activeRegenerationId: row.active_regeneration_id,
  };
}

function clipRecords(row: JobRow, data: JobData): ClipRecord[] {
  const current = new Map(row.versions?.map((version) => [version.clip_index, version]));
  const previews = lyricsPreviews(data.lyrics, data.clips);
  return data.clips.map((clip, index): ClipRecord => {
    const version = current.get(clip.clipIndex);
    const { clipIndex, videoKey, startFrame, endFrame, beatSeconds, prompt, negativePrompt } = clip;
    const { costUsd, seed, references, names } = clip;
    // Each by its name: with "...clip" V8 takes 50 times as long, more than for all else of a clip.
    return {
      clipIndex,
      videoKey,
      startFrame,
      endFrame,
      beatSeconds,
      prompt,
      negativePrompt,
      costUsd,
      seed,
      references,
      names,
      jobId: row.id,
      versionNumber: version?.version_number ?? 1,
      rootVersion: version?.restored_from ?? version?.version_number ?? 1,
      adjustments: version?.adjustments ?? null,
      footageVersion: version?.footage_version ?? version?.restored_from ?? version?.version_number ?? 1,
      currentVideoKey: footageKey(version?.video_url, clip),
      sha256: version?.sha256 ?? null,
      currentPrompt: version?.prompt ?? clip.prompt,
      thumbnailKey: keyOf(version?.thumbnail_url ?? row.thumbnails?.[String(clip.clipIndex)] ?? null),
      originalThumbnailKey: keyOf(row.thumbnails?.[String(clip.clipIndex)] ?? null),
      regenerationCount: row.regeneration_counts?.[String(clip.clipIndex)] ?? 0,
      lyricsPreview: previews[index] ?? null,
    };
  });
}

/** The clip's file; an empty or absent address is the pipeline's original (SQL: restore_clips). */
export function footageKey(
  address: string | undefined,
  original: Pick<OriginalClip, 'videoKey'>,
): string | null {
  return address === undefined || address === '' ? original.videoKey : keyOf(address);
}

/** The rows still name deleted files, as history; the record must not link to them. */
function withoutMedia(clip: ClipRecord): ClipRecord {
  return { ...clip, videoKey: null, currentVideoKey: null, thumbnailKey: null, originalThumbnailKey: null };
}

/** The key of a reference; null if the storage cannot serve it: one odd row must not hide the whole video. */
export function keyOf(reference: string | null): string | null {
  try {
    return mediaKey(reference);
  } catch {
    return null;
  }
}

/** The pipeline has no title: the first line of the user's prompt serves as one. */
function jobTitle(userPrompt: string | null): string {
  const line = userPrompt?.trim().split('\n')[0] ?? '';
  if (line === '') return 'Untitled video';
  const title = cutTitle(line);
  return title === line ? line : `${title.trimEnd()}…`;
}
