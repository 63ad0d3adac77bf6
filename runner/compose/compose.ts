import { mkdir, rm, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import type { Logger } from 'pino';
import { RegenerationFailure } from '../../core/errors.js';
import { outputSize, type AspectRatio } from '../../core/job/frames.js';
import type { Storage } from '../../core/storage/storage.js';
import type { FfmpegTools } from '../ffmpeg/binaries.js';
import type { TimelinePlan } from '../../core/timeline/segments.js';
import type { FrameSize } from './segments/clip-chain.js';
import { mediaSources, type MediaSources, type StoredMedia } from './clip-sources.js';
import { collectParts } from './collect-parts.js';
import { joinParts, type JoinedVideo } from './join.js';
import { KnownFootage, type NamedClip } from './known-footage.js';
import { knownMedia } from './known-media.js';
import { clipName, planParts, type Part, type PartsInput } from './parts.js';
import { ENCODER_THREADS } from './segments/segment-args.js';
import { segmentStore, type SegmentStore, type StoredPart } from './segments/segment-store.js';
import { segmentUploads } from './segments/segment-uploads.js';
import { SourceWork, Work, WORTH } from './progress/work.js';

export interface ComposeInput {
  jobId: string;
  timeline: TimelinePlan;
  /** One per clip of the timeline; null if the pipeline failed to make the clip: its slot stays black. */
  sources: (StoredMedia | null)[];
  /** null: a silent track. */
  song: StoredMedia | null;
  aspectRatio: AspectRatio;
  /** Pixels of the shorter side. Default 1080. */
  resolution?: number;
  outputPath: string;
  /** Where a rendition for slow lines goes, too, if the video is larger: 480 pixels on its shorter side. */
  smallPath?: string;
}

export interface ComposeDeps {
  storage: Storage;
  ffmpeg: FfmpegTools;
  /** Holds the folder `compose`, which is removed when the composition ends. */
  workDir: string;
  /** Cores to fill with encoders of two threads each. Default: all cores. */
  concurrency?: number;
  log: Pick<Logger, 'info' | 'warn'>;
  /** Work done and total work, in frames to encode (see WORTH in work.ts). Both may grow; at the end they are equal. */
  onProgress?: (done: number, total: number) => void;
}

export interface ComposeResult {
  filePath: string;
  sizeBytes: number;
  totalFrames: number;
  encodedFrames: number;
  reusedFrames: number;
  /** Bytes of segments, clips and the song, from storage. */
  fetchedBytes: number;
  /** The rendition for slow lines; null where none was asked for, or some of it was never encoded, as in a video of before. */
  small: { filePath: string; size: FrameSize } | null;
  /** In order, the song's track last. */
  segments: { key: string; kind: Part['kind']; frameCount: number; reused: boolean }[];
}

/**
 * Composes the final video from every clip's current version and the song: 30 frames a second, exactly
 * `timeline.totalFrames` of them, every cut on its clip boundary, mp4 with its index in front.
 *
 * The video is a concatenation of segments, one per clip and one per transition. Each is encoded on its own and stored
 * under a key that hashes everything that shapes it. After a change to one clip only its body and its transitions are
 * encoded; the rest is copied. With an empty cache the same code makes the same bytes. Segments are fetched, encoded and
 * uploaded side by side.
 *
 * Disk use: the final video twice (once in parts) and a few changed clips: two for each encoder and for one more part,
 * and up to four that they share with the next parts.
 *
 * core/timeline/fit.ts says how footage fits its slot. A transition shows footage beyond the slot; if there is none, the first
 * or last frame is held.
 *
 * Rejects with `RegenerationFailure`: RECOMPOSITION_FAILED with "Clip 3 cannot be used. …" (1-based) if a file is missing,
 * damaged or over the limits, or if disk or memory run out; TIMEOUT; STORAGE_FAILED. Rejects with the signal's reason
 * within two seconds of an abort. After a rejection there is no file at `outputPath`.
 */
export function composeVideo(
  input: ComposeInput,
  deps: ComposeDeps,
  signal: AbortSignal,
): Promise<ComposeResult> {
  const { aspectRatio, resolution, smallPath } = input;
  const size = outputSize(aspectRatio, resolution);
  const small = outputSize(aspectRatio, SMALL_PIXELS);
  const beside =
    isLargerThanSmall(size) && smallPath !== undefined ? { outputPath: smallPath, size: small } : null;
  return composeAtSize(size, input, deps, signal, beside);
}

/** Pixels of the shorter side of the rendition for slow lines. */
export const SMALL_PIXELS = 480;

/** Whether a video needs a rendition for slow lines. */
export const isLargerThanSmall = ({ width, height }: FrameSize): boolean =>
  Math.min(width, height) > SMALL_PIXELS;

/** Where the rendition for slow lines goes. */
interface SmallOutput {
  outputPath: string;
  size: FrameSize;
}

/** composeVideo at another size than the aspect ratio's, e.g. for a draft. Both sides even. */
export async function composeAtSize(
  size: FrameSize,
  input: Omit<ComposeInput, 'aspectRatio' | 'resolution'>,
  deps: ComposeDeps,
  signal: AbortSignal,
  small: SmallOutput | null = null,
): Promise<ComposeResult> {
  const folder = path.join(deps.workDir, 'compose');
  try {
    await mkdir(folder, { recursive: true });
    return await composeIn(folder, size, small, input, deps, signal);
  } catch (error) {
    for (const path of [input.outputPath, small?.outputPath])
      if (path !== undefined) await rm(path, { force: true });
    if (!isDiskFull(error)) throw error;
    const message = 'There is no disk space left to put the video together.';
    throw new RegenerationFailure('RECOMPOSITION_FAILED', message, { cause: error });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function composeIn(
  folder: string,
  size: FrameSize,
  small: SmallOutput | null,
  input: Omit<ComposeInput, 'aspectRatio' | 'resolution'>,
  deps: ComposeDeps,
  signal: AbortSignal,
): Promise<ComposeResult> {
  const { storage, ffmpeg, log, onProgress = () => undefined } = deps;
  const { timeline, outputPath } = input;
  const { totalFrames } = timeline;
  const work = new Work(onProgress);
  const unknown = work.add(WORTH.unknown * totalFrames);
  const media = await knownMedia(input, storage, work, signal);
  const { store, sources, sourceWork, fetchedBytes } = fetchers(folder, input.jobId, work, deps);
  const kept = await store.keys();
  const footage = new KnownFootage(store, kept, media.clips, signal);
  const planned = { timeline, ...media, footage, size, smallSize: small?.size ?? null, build: ffmpeg.build };
  await footage.read(unnotedClips(planParts(planned, sources, store), kept, planned), sources, signal);
  const parts = shared(planParts(planned, sources, store));
  const uploads = segmentUploads({ store, log }, signal);
  try {
    const joining = work.add(WORTH.join * totalFrames);
    const encoders = Math.ceil((deps.concurrency ?? availableParallelism()) / ENCODER_THREADS);
    const onPlanned = unknown.drop;
    const smallParts = new Map<string, StoredPart>();
    const collecting = {
      ...{ kept, store, sources, uploads, ffmpeg, encoders, work, sourceWork, onPlanned },
      small: smallParts,
    };
    const made = await collectParts([...new Set(parts)], collecting, signal);
    const videos = [{ parts, size, outputPath }, ...smallVideo(parts, smallParts, small)];
    await joinParts(videos, { folder, totalFrames }, ffmpeg, signal, joining.done);
    joining.done(1);
    await Promise.all([uploads.ended(), footage.ended()]);
    signal.throwIfAborted();
    const beside =
      videos.length > 1 && small !== null ? { filePath: small.outputPath, size: small.size } : null;
    return { ...(await report(parts, made, fetchedBytes(), input, log)), small: beside };
  } finally {
    await Promise.all([uploads.ended(), footage.ended()]);
  }
}

/** The rendition for slow lines, if each of its parts is there. */
function smallVideo(
  parts: Part[],
  small: ReadonlyMap<string, StoredPart>,
  output: SmallOutput | null,
): JoinedVideo[] {
  if (output === null || !parts.every(({ key }) => small.has(key))) return [];
  return [
    { ...output, parts: parts.map(({ key, frameCount }) => ({ file: small.get(key)!.file, frameCount })) },
  ];
}

/** Everything that fetches, and a count of the bytes. */
function fetchers(
  folder: string,
  jobId: string,
  work: Work,
  { storage, ffmpeg, log }: ComposeDeps,
): { store: SegmentStore; sources: MediaSources; sourceWork: SourceWork; fetchedBytes: () => number } {
  let bytes = 0;
  const sourceWork = new SourceWork(work);
  const store = segmentStore({
    storage,
    jobId,
    folder,
    log,
    onBytes: (more) => (bytes += more),
  });
  const sources = mediaSources({
    storage,
    ffmpeg,
    folder,
    onBytes(key, more, total) {
      bytes += more;
      sourceWork.came(key, more, total);
    },
  });
  return { store, sources, sourceWork, fetchedBytes: () => bytes };
}

/**
 * Clips of which a segment is stored, but no note: an older version may have drawn it by other rules, so they are read
 * first.
 */
function unnotedClips(
  parts: Part[],
  kept: ReadonlySet<string>,
  { timeline, clips, footage }: PartsInput,
): NamedClip[] {
  const shown = new Set(parts.filter(({ key }) => kept.has(key)).flatMap(({ needs }) => needs));
  const named = clips.map((media, clip) => media && { media, name: clipName(timeline, clip) });
  const unnoted = named.filter((one) => one !== null && shown.has(one.media.key) && !footage.of(one.media));
  return [...new Map(unnoted.map((one) => [one!.media.key, one!])).values()];
}

/** Slots that show the same frames share one part: the first of them. */
function shared(parts: Part[]): Part[] {
  const byKey = new Map(parts.toReversed().map((part) => [part.key, part]));
  return parts.map(({ key }) => byKey.get(key)!);
}

/** The result, which is also logged. */
async function report(
  parts: Part[],
  made: Part[],
  fetchedBytes: number,
  { outputPath, timeline }: Pick<ComposeInput, 'outputPath' | 'timeline'>,
  log: ComposeDeps['log'],
): Promise<Omit<ComposeResult, 'small'>> {
  const segments = parts.map((part, position) => {
    const { key, kind, frameCount } = part;
    return { key, kind, frameCount, reused: !made.includes(part) || parts.indexOf(part) !== position };
  });
  const framesOf = (wasReused: boolean) =>
    segments.reduce((sum, segment) => sum + (segment.reused === wasReused ? segment.frameCount : 0), 0);
  const { size: sizeBytes } = await stat(outputPath);
  const sums = { encodedFrames: framesOf(false), reusedFrames: framesOf(true), fetchedBytes, sizeBytes };
  log.info({ ...sums, made: made.map(({ label }) => label) }, 'The video is put together');
  return { filePath: outputPath, totalFrames: timeline.totalFrames, ...sums, segments };
}

/** Whether the scratch disk is full; a segment that storage cannot take fails nothing here. */
function isDiskFull(error: unknown): boolean {
  const { code, cause } = (error ?? {}) as NodeJS.ErrnoException;
  return code === 'ENOSPC' || code === 'EDQUOT' || (cause !== undefined && isDiskFull(cause));
}
