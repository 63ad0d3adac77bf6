import { Decimal } from 'decimal.js';
import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { audioAnalysis, generatedClips, type GeneratedClips } from '../../../core/job/pipeline-schema.js';
import { parseStage, stageMetadata } from '../../../core/job/pipeline-stages.js';
import { mediaKey } from '../../../core/storage/media-key.js';
import type { FfmpegTools } from '../../ffmpeg/binaries.js';
import { whatIsWrong } from '../../ffmpeg/media-limits.js';
import {
  BadMedia,
  checkEach,
  checkMedia,
  lengthWarning,
  TOLERATED_SECONDS,
  type FileToCheck,
} from '../check-media.js';
import { ImportError } from '../import-error.js';
import type { JobFile } from './job-file.js';
import type { CheckedMedia, ImportPlan, PlannedCost, PlannedStage } from '../plan.js';
import type { ImportReport } from '../output.js';

interface Reading {
  /** The folder of the JSON file. */
  folder: string;
  file: JobFile;
  ffmpeg: FfmpegTools;
  report: ImportReport;
  signal: AbortSignal;
}

/**
 * Plans the import of a pipeline job with its media beside it. A clip whose file is missing or bad is reported and
 * becomes a failed clip; without its song, or without any clip, the job cannot be imported (ImportError).
 */
export async function planPipelineJob(
  jsonPath: string,
  file: JobFile,
  deps: { ffmpeg: FfmpegTools; report: ImportReport },
  signal: AbortSignal,
): Promise<ImportPlan> {
  const reading = { folder: dirname(jsonPath), file, signal, ...deps };
  const generated = clipsOf(basename(jsonPath), file);
  const song = await checkedSong(reading);
  const clips = await checkedClips(reading, generated);
  sayAnalyzedLength(song, file, deps.report);
  const { job } = file;
  const stages = plannedStages(file);
  return {
    title: job.user_prompt?.trim() || basename(jsonPath, '.json'),
    song,
    clips,
    thumbnails: await nearbyThumbnails(reading, [...clips.keys()]),
    finalVideo: await checkedFinalVideo(reading),
    aspectRatio: job.aspect_ratio ?? null,
    videoModel: job.video_model ?? null,
    template: job.template ?? null,
    totalCost: job.total_cost ?? stages.reduce((sum, stage) => sum.plus(stage.cost), new Decimal(0)),
    costs: plannedCosts(file, generated),
    stages,
  };
}

function stageRows(file: JobFile) {
  return file.job_stages.map((stage) => ({ stageName: stage.stage_name, metadata: stage.metadata }));
}

function clipsOf(name: string, file: JobFile): GeneratedClips['clips'] {
  const stage = parseStage(stageRows(file), 'video_generator', 'clips', generatedClips);
  if (stage !== null) return stage.value.clips;
  throw new ImportError(`${name} has no stage video_generator, and without it there are no clips.`);
}

async function checkedSong({ folder, file, ffmpeg, report, signal }: Reading): Promise<CheckedMedia> {
  const reference = file.job.audio_url;
  if (!reference) throw new ImportError('The job names no song (job.audio_url).');
  const path = await nearbyMedia(folder, reference);
  if (path === null) throw new ImportError(`The song ${reference} is not beside the job's JSON.`);
  try {
    const song = await checkMedia(path, 'song', ffmpeg, signal);
    sayLength(`The song ${basename(path)}`, song, report);
    return song;
  } catch (error) {
    if (error instanceof BadMedia)
      throw new ImportError(whatIsWrong(`The song ${basename(path)}`, error.message));
    throw error;
  }
}

function sayLength(name: string, media: CheckedMedia, { warn }: ImportReport): void {
  const warning = lengthWarning(name, media);
  if (warning !== null) warn(warning);
}

/** The cuts come from the job's analysis of the song, whatever it took for its length. */
function sayAnalyzedLength({ path, probe }: CheckedMedia, file: JobFile, report: ImportReport): void {
  const analysis = parseStage(stageRows(file), 'audio_parser', 'audio_analysis', audioAnalysis);
  const analyzed = analysis?.value.duration ?? probe.durationSeconds;
  if (Math.abs(analyzed - probe.durationSeconds) <= TOLERATED_SECONDS) return;
  const [is, says] = [probe.durationSeconds, analyzed].map((seconds) => seconds.toFixed(2));
  report.warn(
    `The song ${basename(path)} lasts ${is} seconds, although the job says ${says}. The video keeps the job's length.`,
  );
}

/** The usable clips; any other is reported and becomes a failed clip. */
async function checkedClips(
  { folder, ffmpeg, report, signal }: Reading,
  generated: GeneratedClips['clips'],
): Promise<ImportPlan['clips']> {
  const files: (FileToCheck & { clipIndex: number })[] = [];
  for (const { clip_index: clipIndex, video_url: reference, status } of generated) {
    if (status === 'failed' || !reference) continue;
    const path = await nearbyMedia(folder, reference);
    if (path !== null)
      files.push({ clipIndex, path, kind: 'clip', label: `clip ${clipIndex + 1} of ${generated.length}` });
    else
      report.warn(
        `Clip ${clipIndex + 1} (${reference}) is not beside the job's JSON. It becomes a failed clip.`,
      );
  }
  const clips: ImportPlan['clips'] = new Map();
  for (const [index, media] of (await checkEach(files, ffmpeg, report, signal)).entries()) {
    const { clipIndex, path } = files[index]!;
    if (!(media instanceof BadMedia)) {
      clips.set(clipIndex, media);
      sayLength(`Clip ${clipIndex + 1} (${basename(path)})`, media, report);
    } else {
      const wrong = whatIsWrong(`Clip ${clipIndex + 1} (${basename(path)})`, media.message);
      report.warn(`${wrong} It becomes a failed clip.`);
    }
  }
  if (clips.size === 0) throw new ImportError("None of the job's clips can be used.");
  return clips;
}

async function checkedFinalVideo({
  folder,
  file,
  ffmpeg,
  report,
  signal,
}: Reading): Promise<CheckedMedia | null> {
  const reference = file.job.video_url;
  const path = reference ? await nearbyMedia(folder, reference) : null;
  if (path === null) return null;
  try {
    return await checkMedia(path, 'video', ffmpeg, signal);
  } catch (error) {
    if (!(error instanceof BadMedia)) throw error;
    const wrong = whatIsWrong(`The final video (${basename(path)})`, error.message);
    report.warn(`${wrong} It is put together again.`);
    return null;
  }
}

/** The pipeline's own thumbnails; one that is not a picture counts as missing. */
async function nearbyThumbnails(
  { folder, file }: Reading,
  clipIndexes: number[],
): Promise<Map<number, string>> {
  const found = new Map<number, string>();
  for (const clipIndex of clipIndexes) {
    const key = `clip-thumbnails/${file.job.id}/clip_${clipIndex}_thumbnail.jpg`;
    const path = await nearbyMedia(folder, key);
    if (path !== null && (await isJpeg(path))) found.set(clipIndex, path);
  }
  return found;
}

async function isJpeg(path: string): Promise<boolean> {
  try {
    await sharp(path).stats();
    return (await sharp(path).metadata()).format === 'jpeg';
  } catch {
    return false;
  }
}

function plannedStages(file: JobFile): PlannedStage[] {
  return file.job_stages.map((stage) => ({
    stageName: stage.stage_name,
    status: stage.status,
    cost: stage.cost ?? new Decimal(0),
    metadata: stageMetadata(stageRows(file), stage.stage_name),
  }));
}

/**
 * The job's own ledger; if it has none, one row per generated clip and one for each other stage that had a cost.
 */
function plannedCosts(file: JobFile, generated: GeneratedClips['clips']): PlannedCost[] {
  if (file.job_costs) {
    return file.job_costs.map((row) => ({
      stageName: row.stage_name,
      apiName: row.api_name,
      cost: row.cost,
    }));
  }
  const apiName = file.job.video_model ?? 'unknown';
  const ofClips = generated.map((clip) => ({
    stageName: 'video_generator',
    apiName,
    cost: clip.cost ?? new Decimal(0),
  }));
  const ofStages = file.job_stages
    .filter((stage) => stage.stage_name !== 'video_generator')
    .map((stage) => ({
      stageName: stage.stage_name,
      apiName: 'pipeline',
      cost: stage.cost ?? new Decimal(0),
    }));
  return [...ofStages, ...ofClips].filter((row) => row.cost.greaterThan(0));
}

/**
 * The local file of a media reference in a job's JSON: the path of a `file:` URL; for a storage key (or a URL of
 * the object storage) the first existing one of `<folder>/<key>`, `<folder>/media/<key>`, `<folder>/<name>`,
 * `<folder>/media/<name>`. Null if none exists. Throws ImportError for any other reference.
 */
async function nearbyMedia(folder: string, reference: string): Promise<string | null> {
  for (const path of candidates(folder, reference)) {
    if (await isFile(path)) return path;
  }
  return null;
}

function candidates(folder: string, reference: string): string[] {
  try {
    if (reference.startsWith('file:')) return [fileURLToPath(reference)];
    const key = mediaKey(reference);
    return [key, basename(key)].flatMap((name) => [join(folder, name), join(folder, 'media', name)]);
  } catch (error) {
    throw new ImportError(`${(error as Error).message}.`, error);
  }
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
