import { mkdir, rm, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import type { Logger } from 'pino';
import { RegenerationFailure } from '../../core/errors.js';
import { outputSize, type AspectRatio } from '../../core/job/frames.js';
import type { Storage } from '../../core/storage/storage.js';
import type { FfmpegTools } from '../ffmpeg/binaries.js';
import type { TimelinePlan } from '../timeline/segments.js';
import type { FrameSize } from './segments/clip-chain.js';
import { mediaSources, type MediaSources, type StoredMedia } from './clip-sources.js';
import { gatherParts } from './collect-parts.js';
import { joinParts } from './join.js';
import { knownMedia } from './known-media.js';
import { planParts, type Part } from './parts.js';
import { ENCODER_THREADS } from './segments/segment-args.js';
import { segmentStore, type SegmentStore } from './segments/segment-store.js';
import { segmentUploads } from './segments/segment-uploads.js';
import { SourceWork } from './progress/source-work.js';
import { Work, WORTH } from './progress/work.js';

export interface ComposeInput {
  jobId: string;
  timeline: TimelinePlan;
  /** One per clip of the timeline; null where the pipeline failed to make the clip: its slot stays black. */
  sources: (StoredMedia | null)[];
  /** null: a silent track. */
  song: StoredMedia | null;
  aspectRatio: AspectRatio;
  /** Pixels of the shorter side. Default 1080. */
  resolution?: number;
  outputPath: string;
}

export interface ComposeDeps {
  storage: Storage;
  ffmpeg: FfmpegTools;
  /** For its folder `compose`, which is gone again however the composition ends. */
  workDir: string;
  /** Cores to fill with encoders of two threads. Default: the cores there are. */
  concurrency?: number;
  log: Pick<Logger, 'info' | 'warn'>;
  /** Work done and to do, in frames to encode (see WORTH in work.ts). Both may grow; at the end they are equal. */
  onProgress?: (done: number, total: number) => void;
}

export interface ComposeResult {
  filePath: string;
  sizeBytes: number;
  totalFrames: number;
  encodedFrames: number;
  reusedFrames: number;
  /** Of segments, clips and the song, from storage. */
  fetchedBytes: number;
  /** In order, the song's track last. */
  segments: { key: string; kind: Part['kind']; frameCount: number; reused: boolean }[];
}

/**
 * Makes the final video out of every clip's current version and the song: 30 frames a second, exactly
 * `timeline.totalFrames` of them, every cut on its clip boundary, mp4 with its index in front.
 *
 * The video is a concatenation of segments, one per clip and one per transition, each encoded on its own and kept in
 * storage under a key that hashes everything that shapes it. So after a change to one clip only its body and its
 * transitions are encoded; the rest is copied. With an empty cache the same code makes the same bytes.
 * Segments are fetched, encoded and uploaded side by side.
 *
 * On disk are at most the final video twice (once in parts) and a few of the clips that have changed: two for each
 * encoder and for one part more, and up to four that these share with the next ones.
 *
 * A clip longer than its slot is trimmed at its end; a shorter one is held, slowed down or repeated by the rule in fit.ts.
 * A transition shows what a clip has beyond its slot; where it has nothing, its first or last picture is held.
 *
 * Rejects with `RegenerationFailure`: RECOMPOSITION_FAILED with "Clip 3 cannot be used. …" (1-based) where a file is
 * missing, damaged or over the limits, and where disk or memory do not suffice; TIMEOUT; STORAGE_FAILED. Rejects with the signal's
 * reason within two seconds of an abort. Then nothing lies at `outputPath`, and never a part of a video.
 */
export function composeVideo(
  input: ComposeInput,
  deps: ComposeDeps,
  signal: AbortSignal,
): Promise<ComposeResult> {
  return composeAtSize(outputSize(input.aspectRatio, input.resolution), input, deps, signal);
}

/** composeVideo at another size than the aspect ratio's, e.g. for a draft. Both sides even. */
export async function composeAtSize(
  size: FrameSize,
  input: Omit<ComposeInput, 'aspectRatio' | 'resolution'>,
  deps: ComposeDeps,
  signal: AbortSignal,
): Promise<ComposeResult> {
  const folder = path.join(deps.workDir, 'compose');
  try {
    await mkdir(folder, { recursive: true });
    return await composeIn(folder, size, input, deps, signal);
  } catch (error) {
    await rm(input.outputPath, { force: true });
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
  const { store, sources, sourceWork, fetchedBytes } = bringers(folder, input.jobId, work, deps);
  const parts = planParts({ timeline, ...media, size, build: ffmpeg.build }, sources, store);
  const uploads = segmentUploads({ store, log }, signal);
  try {
    const joining = work.add(WORTH.join * totalFrames);
    const encoders = Math.ceil((deps.concurrency ?? availableParallelism()) / ENCODER_THREADS);
    const onPlanned = unknown.drop;
    const gather = { store, sources, uploads, ffmpeg, encoders, work, sourceWork, onPlanned };
    const made = await gatherParts(distinct(parts), gather, signal);
    await joinParts(parts, { folder, totalFrames, outputPath }, ffmpeg, signal, joining.done);
    joining.done(1);
    await uploads.ended();
    signal.throwIfAborted();
    return await told(parts, made, fetchedBytes(), input, log);
  } finally {
    await uploads.ended();
  }
}

/** What brings things here, and counts the bytes. */
function bringers(
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
    onDamaged: (key) => log.warn({ key }, 'A stored segment is damaged and is made anew'),
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

/** Slots that show the same share one part. */
function distinct(parts: Part[]): Part[] {
  return [...new Map(parts.toReversed().map((part) => [part.key, part])).values()].toReversed();
}

/** The result, in words for the log, too. */
async function told(
  parts: Part[],
  made: Part[],
  fetchedBytes: number,
  { outputPath, timeline }: Pick<ComposeInput, 'outputPath' | 'timeline'>,
  log: ComposeDeps['log'],
): Promise<ComposeResult> {
  const segments = parts.map((part) => {
    const { key, kind, frameCount } = part;
    return { key, kind, frameCount, reused: !made.includes(part) };
  });
  const framesOf = (wasReused: boolean) =>
    segments.reduce((sum, segment) => sum + (segment.reused === wasReused ? segment.frameCount : 0), 0);
  const { size: sizeBytes } = await stat(outputPath);
  const sums = { encodedFrames: framesOf(false), reusedFrames: framesOf(true), fetchedBytes, sizeBytes };
  log.info({ ...sums, made: made.map(({ label }) => label) }, 'The video is put together');
  return { filePath: outputPath, totalFrames: timeline.totalFrames, ...sums, segments };
}

/** The scratch disk, that is: what could not be kept in storage fails nothing here. */
function isDiskFull(error: unknown): boolean {
  const { code, cause } = (error ?? {}) as NodeJS.ErrnoException;
  return code === 'ENOSPC' || code === 'EDQUOT' || (cause !== undefined && isDiskFull(cause));
}
