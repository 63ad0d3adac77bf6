import { randomBytes, randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import pino from 'pino';
import { JobDataError, loadJobData, type JobData } from '../../core/job/job-data.js';
import { outputSize } from '../../core/job/frames.js';
import { stageMetadata, stagePayload } from '../../core/job/pipeline-stages.js';
import type { Preview } from '../../core/previews/preview.js';
import { sha256OfFile } from '../../core/storage/file-hash.js';
import type { Storage } from '../../core/storage/storage.js';
import type { PrismaClient } from '../../prisma/client.js';
import { composeVideo, isLargerThanSmall, type ComposeResult } from '../compose/compose.js';
import { recompositionProgress } from '../compose/progress/recomposition-progress.js';
import type { FfmpegTools } from '../ffmpeg/binaries.js';
import { footageTraits } from '../compose/segments/footage-traits.js';
import { thumbnailOrPlaceholder } from '../ffmpeg/placeholder.js';
import type { ImportRequest } from './arguments.js';
import { sortFolder, type FolderFiles } from './folder/folder-files.js';
import { castFolder, readRoles } from './folder/folder-roles.js';
import { planFolderJob } from './folder/folder-job.js';
import { highDynamicRangeWarning } from './high-dynamic-range.js';
import { ImportError } from './import-error.js';
import { looksLikeJobFile, readJobFile, type JobFile } from './pipeline/job-file.js';
import { insertImportedJob, jobExists, type StoredClip } from './job-rows.js';
import { planPipelineJob } from './pipeline/pipeline-job.js';
import { measureMedia } from './measure-media.js';
import type { CheckedMedia, ImportedJob, ImportPlan, PlannedStage } from './plan.js';
import type { ImportReport } from './output.js';

export interface ImportDeps {
  db: PrismaClient;
  storage: Storage;
  ffmpeg: FfmpegTools;
  /** Scratch folder; the caller removes it. */
  workDir: string;
  /** Of the final video; see ComposeInput. */
  resolution?: number;
  /** Whether pictures of clips and a small rendition of the video are made for the page. */
  previews: boolean;
  report: ImportReport;
}

/**
 * Makes an editable job from a pipeline job's JSON with its media beside it, or from a folder with clips and a song. All
 * files are checked first, then stored under new keys, then all rows are written in one transaction; on failure the
 * stored files are deleted. Rejects with ImportError for problems that the user can fix.
 */
export async function importJob(
  request: ImportRequest,
  deps: ImportDeps,
  signal: AbortSignal,
): Promise<ImportedJob> {
  try {
    const source = await openSource(resolve(request.path), request.roles);
    const jobId = source.kind === 'job' && !request.newId ? source.file.job.id : randomUUID();
    if (await jobExists(deps.db, jobId)) throw alreadyImported(jobId);
    const plan = await planOf(source, deps, signal);
    const warning = highDynamicRangeWarning(plan.clips);
    if (warning !== null) deps.report.warn(warning);
    const title = request.title ?? plan.title;
    return await storeOrDelete({ ...plan, title }, jobId, request.userId, deps, signal);
  } catch (error) {
    throw error instanceof JobDataError ? new ImportError(`${error.message}.`, error) : error;
  }
}

type Source =
  | { kind: 'job'; path: string; file: JobFile }
  | { kind: 'folder'; path: string; files: FolderFiles };

async function openSource(path: string, roles: string | null): Promise<Source> {
  const stats = await stat(path).catch((error: unknown) => {
    throw new ImportError(`There is no file or folder ${path}.`, error);
  });
  if (!stats.isDirectory()) return { kind: 'job', path, file: await readJobFile(path) };
  if (roles !== null) return { kind: 'folder', path, files: await castFolder(path, await readRoles(roles)) };
  const files = await sortFolder(path);
  const [jobPath] = files.jobs;
  if (files.jobs.length === 1 && jobPath !== undefined && (await looksLikeJobFile(jobPath))) {
    return { kind: 'job', path: jobPath, file: await readJobFile(jobPath) };
  }
  return { kind: 'folder', path, files };
}

async function planOf(source: Source, deps: ImportDeps, signal: AbortSignal): Promise<ImportPlan> {
  return source.kind === 'job'
    ? planPipelineJob(source.path, source.file, deps, signal)
    : planFolderJob(source.path, source.files, deps, signal);
}

/** Imports all or nothing: on failure the stored files are deleted. */
async function storeOrDelete(
  plan: ImportPlan,
  jobId: string,
  userId: string,
  deps: ImportDeps,
  signal: AbortSignal,
): Promise<ImportedJob> {
  const stored = uploads(deps.storage);
  try {
    return await store(plan, jobId, userId, stored, deps, signal);
  } catch (error) {
    await stored.deleteAll([`segments/${jobId}/`]);
    throw error;
  }
}

async function store(
  plan: ImportPlan,
  jobId: string,
  userId: string,
  stored: Uploads,
  deps: ImportDeps,
  signal: AbortSignal,
): Promise<ImportedJob> {
  const keys = importKeys(jobId, randomBytes(6).toString('hex'));
  const clipKeys = new Map(
    [...plan.clips].map(([index, clip]) => [index, keys.clip(index, extensionOf(clip))]),
  );
  const stages = withClipKeys(plan.stages, clipKeys);
  // Every query reads the job this way, so an error here stops the import.
  const data = loadJobData({ aspectRatio: plan.aspectRatio }, stages);
  const songKey = keys.song(extensionOf(plan.song));
  await stored.put(songKey, plan.song.path, signal);
  const clips: StoredClip[] = [];
  for (const [clipIndex, key] of clipKeys) {
    deps.report.progress('storing', clips.length / clipKeys.size, 'Storing the clips');
    const clip = plan.clips.get(clipIndex)!;
    const thumbnail = plan.thumbnails.get(clipIndex) ?? (await newThumbnail(clip, clipIndex, deps, signal));
    await stored.put(key, clip.path, signal);
    await stored.put(keys.thumbnail(clipIndex), thumbnail, signal);
    const sha256 = await sha256OfFile(clip.path, signal);
    const read = { probe: clip.probe, traits: footageTraits(clip.probe.video!) };
    clips.push({ clipIndex, key, sha256, ...read, thumbnailKey: keys.thumbnail(clipIndex) });
  }
  const videoKey = keys.finalVideo();
  const video: ComposedFiles =
    plan.finalVideo === null
      ? await composed({ jobId, data, songKey, song: plan.song, clips }, deps, signal)
      : { filePath: plan.finalVideo.path, small: null };
  await stored.put(videoKey, video.filePath, signal);
  if (video.small !== null) await stored.put(keys.smallVideo, video.small.filePath, signal);
  const { ffmpeg, workDir, previews } = deps;
  const read = await measureMedia(
    { data, clips: plan.clips, clipKeys, song: plan.song, songKey, previewFolder: keys.previews },
    { ffmpeg, workDir, previews, put: async (key, path) => await stored.put(key, path, signal) },
    signal,
  );
  signal.throwIfAborted();
  const small = video.small === null ? noSmall(plan, data, deps) : { small: keys.smallVideo };
  const ofVideo = small === null ? [] : [{ key: videoKey, preview: small }];
  const previewed = [...read.previewed, ...ofVideo];
  const rows = { jobId, userId, plan, stages, data, clips, songKey, videoKey, ...read, previewed };
  if (!(await insertImportedJob(deps.db, rows))) throw alreadyImported(jobId);
  return { jobId, title: plan.title, data, composed: plan.finalVideo === null };
}

/** Empty where a video is so small that it needs none; null where one is still to be made. */
function noSmall({ finalVideo }: ImportPlan, { aspectRatio }: JobData, deps: ImportDeps): Preview | null {
  const picture = finalVideo?.probe.video ?? outputSize(aspectRatio, deps.resolution);
  return deps.previews && !isLargerThanSmall(picture) ? {} : null;
}

function extensionOf({ probe }: CheckedMedia): string {
  return probe.container === 'matroska' ? 'mkv' : probe.container;
}

async function newThumbnail(clip: CheckedMedia, clipIndex: number, deps: ImportDeps, signal: AbortSignal) {
  const path = join(deps.workDir, `clip_${clipIndex}_thumbnail.jpg`);
  const onFailure = () =>
    deps.report.warn(`Clip ${clipIndex + 1} gets a placeholder instead of a thumbnail.`);
  await thumbnailOrPlaceholder(clip.path, path, deps.ffmpeg, signal, onFailure, clip.probe);
  return path;
}

type ComposedFiles = Pick<ComposeResult, 'filePath' | 'small'>;

async function composed(
  job: { jobId: string; data: JobData; songKey: string; song: CheckedMedia; clips: StoredClip[] },
  deps: ImportDeps,
  signal: AbortSignal,
): Promise<ComposedFiles> {
  const { storage, ffmpeg, workDir, report } = deps;
  const outputPath = join(workDir, 'final_video.mp4');
  const byIndex = new Map(job.clips.map((clip) => [clip.clipIndex, clip]));
  const onProgress = composingProgress(report);
  return await composeVideo(
    {
      jobId: job.jobId,
      timeline: job.data,
      sources: job.data.clips.map((clip) => byIndex.get(clip.clipIndex) ?? null),
      song: { key: job.songKey, sha256: await sha256OfFile(job.song.path, signal), probe: job.song.probe },
      aspectRatio: job.data.aspectRatio,
      resolution: deps.resolution,
      outputPath,
      smallPath: deps.previews ? join(workDir, 'small_video.mp4') : undefined,
    },
    { storage, ffmpeg, workDir, log: pino({ level: 'silent' }), onProgress },
    signal,
  );
}

function composingProgress(report: ImportReport): (done: number, total: number) => void {
  const show = (fraction: number, message: string): void => report.progress('composing', fraction, message);
  show(0, 'Putting the video together.');
  return recompositionProgress(show);
}

function alreadyImported(jobId: string): ImportError {
  return new ImportError(`The job ${jobId} was imported before. With --new-id it becomes a new job.`);
}

/** The storage keys of one import. `importId` keeps them apart from an earlier import of the same job. */
function importKeys(jobId: string, importId: string) {
  const path = `${jobId}/${importId}`;
  return {
    clip: (clipIndex: number, extension: string) => `video-clips/${path}/clip_${clipIndex}.${extension}`,
    thumbnail: (clipIndex: number) => `clip-thumbnails/${path}/clip_${clipIndex}_thumbnail.jpg`,
    song: (extension: string) => `audio-uploads/${path}/audio.${extension}`,
    previews: `clip-thumbnails/${path}`,
    smallVideo: `video-outputs/${path}/small_video.mp4`,
    finalVideo: () => `video-outputs/${path}/final_video.mp4`,
  };
}

/** The stages with the new key of every generated clip; a clip without a key becomes a failed clip. */
function withClipKeys(stages: PlannedStage[], keys: Map<number, string>): PlannedStage[] {
  return stages.map((stage) => {
    if (stage.stageName !== 'video_generator') return stage;
    const metadata = structuredClone(stageMetadata([stage], stage.stageName)!);
    const { payload } = stagePayload(metadata, 'clips');
    for (const clip of payload['clips'] as Record<string, unknown>[]) {
      const key = keys.get(clip['clip_index'] as number) ?? null;
      clip['video_url'] = key;
      clip['status'] = key === null ? 'failed' : 'success';
    }
    return { ...stage, metadata };
  });
}

/** The objects that one import has stored, so that they can be deleted. */
interface Uploads {
  put(key: string, filePath: string, signal: AbortSignal): Promise<void>;
  /** Deletes everything that was put, and everything under the prefixes. */
  deleteAll(prefixes: string[]): Promise<void>;
}

function uploads(storage: Storage): Uploads {
  const keys: string[] = [];
  return {
    async put(key, filePath, signal) {
      keys.push(key);
      await storage.putFile(key, filePath, signal);
    },
    async deleteAll(prefixes) {
      for (const prefix of prefixes) {
        for await (const key of storage.list(prefix)) keys.push(key);
      }
      for (const key of keys) await storage.delete(key);
    },
  };
}
