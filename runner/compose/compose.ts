import { mkdir, stat, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import type { Logger } from 'pino';
import { RegenerationFailure } from '../../core/errors.js';
import { OUTPUT_SIZES, type AspectRatio } from '../../core/frames.js';
import type { Storage } from '../../core/storage/storage.js';
import type { FfmpegTools } from '../ffmpeg/binaries.js';
import { probeMedia } from '../ffmpeg/probe.js';
import { FfmpegRefusal, runFfmpeg } from '../ffmpeg/run-ffmpeg.js';
import type { TimelinePlan } from '../timeline/segments.js';
import { mediaSources, type StoredMedia } from './clip-sources.js';
import { concurrently } from './concurrently.js';
import { concatList, joinRun } from './join.js';
import { planParts, type Part } from './parts.js';
import type { FrameSize } from './segment-graph.js';
import { segmentStore, type SegmentStore } from './segment-store.js';

const FETCHES_AT_ONCE = 4;

export interface ComposeInput {
  jobId: string;
  timeline: TimelinePlan;
  /** One per clip of the timeline; null where the pipeline failed to make the clip: its slot stays black. */
  sources: (StoredMedia | null)[];
  /** null: a silent track. */
  song: StoredMedia | null;
  aspectRatio: AspectRatio;
  outputPath: string;
}

export interface ComposeDeps {
  storage: Storage;
  ffmpeg: FfmpegTools;
  /** Its folder `compose` is filled with clips and segments; the caller removes it. */
  workDir: string;
  /** Segments encoded side by side, one thread each. Default: the cores there are. */
  concurrency?: number;
  log: Pick<Logger, 'info' | 'warn'>;
  /** Frames of the final video that are ready, never falling; the last call has `done === total`. */
  onProgress?: (done: number, total: number) => void;
}

export interface ComposeResult {
  filePath: string;
  sizeBytes: number;
  totalFrames: number;
  encodedFrames: number;
  reusedFrames: number;
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
 *
 * A clip longer than its slot is trimmed at its end. A clip shorter than its slot holds its last picture. A transition
 * shows what a clip has beyond its slot, else holds its first or last picture.
 *
 * Rejects with `RegenerationFailure`: RECOMPOSITION_FAILED with "Clip 3 cannot be used. …" (1-based) where a file is
 * missing, damaged or over the limits, and where the disk is full; TIMEOUT; STORAGE_FAILED. Rejects with the signal's
 * reason within two seconds of an abort. `outputPath` never holds a part of a video.
 */
export function composeVideo(
  input: ComposeInput,
  deps: ComposeDeps,
  signal: AbortSignal,
): Promise<ComposeResult> {
  return composeAtSize(OUTPUT_SIZES[input.aspectRatio], input, deps, signal);
}

/** composeVideo at another size than the aspect ratio's, e.g. for a draft. Both sides even. */
export async function composeAtSize(
  size: FrameSize,
  input: Omit<ComposeInput, 'aspectRatio'>,
  deps: ComposeDeps,
  signal: AbortSignal,
): Promise<ComposeResult> {
  try {
    return await compose(size, input, deps, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException | null)?.code !== 'ENOSPC') throw error;
    const message = 'There is no disk space left to put the video together.';
    throw new RegenerationFailure('RECOMPOSITION_FAILED', message, { cause: error });
  }
}

async function compose(
  size: FrameSize,
  input: Omit<ComposeInput, 'aspectRatio'>,
  deps: ComposeDeps,
  signal: AbortSignal,
): Promise<ComposeResult> {
  const { storage, ffmpeg, log } = deps;
  const folder = path.join(deps.workDir, 'compose');
  const { timeline, song, sources: clips, jobId } = input;
  await mkdir(folder, { recursive: true });
  const onDamaged = (key: string) => log.warn({ key }, 'A stored segment is damaged and is made anew');
  const store = segmentStore({ storage, jobId, folder, onDamaged });
  const sources = mediaSources({ storage, ffmpeg, folder });
  const parts = await planParts({ timeline, clips, song, size, build: ffmpeg.build }, sources, store, signal);
  const reused = await concurrently(parts, FETCHES_AT_ONCE, signal, (part, each) => store.fetch(part, each));
  const missing = parts.filter((_, index) => !reused[index]);
  await makeParts(missing, timeline.totalFrames, store, deps, signal);
  await join(parts, folder, input, ffmpeg, signal);
  const result = { ...summary(parts, reused), ...(await finished(input, ffmpeg, signal)) };
  const { encodedFrames, reusedFrames, sizeBytes } = result;
  log.info({ encodedFrames, reusedFrames, sizeBytes }, 'The video is put together');
  deps.onProgress?.(timeline.totalFrames, timeline.totalFrames);
  return result;
}

/** Longest first, so that no lane is left with a long one at the end. */
async function makeParts(
  missing: Part[],
  totalFrames: number,
  store: SegmentStore,
  { ffmpeg, concurrency = availableParallelism(), onProgress }: ComposeDeps,
  signal: AbortSignal,
): Promise<void> {
  const longestFirst = missing.toSorted((a, b) => b.frameCount - a.frameCount);
  const done = new Map<Part, number>();
  let ready = totalFrames - missing.reduce((sum, part) => sum + part.frameCount, 0);
  const advance = (part: Part, frames: number) => {
    const now = Math.min(frames, part.frameCount);
    ready += now - (done.get(part) ?? 0);
    done.set(part, now);
    if (ready < totalFrames) onProgress?.(ready, totalFrames);
  };
  await concurrently(longestFirst, concurrency, signal, async (part, each) => {
    await makePart(part, ffmpeg, each, (frames) => advance(part, frames));
    await store.keep(part, each);
  });
}

async function makePart(
  part: Part,
  ffmpeg: FfmpegTools,
  signal: AbortSignal,
  onFrames: (frames: number) => void,
): Promise<void> {
  const run = await part.prepare(signal);
  let made = 0;
  try {
    await runFfmpeg(ffmpeg, run, signal, (frames) => onFrames((made = frames)));
    if (part.kind !== 'song' && made !== part.frameCount) {
      const cause = new Error(`${made} frames instead of ${part.frameCount}`);
      throw new FfmpegRefusal(run.failureCode, `FFmpeg could not ${run.doing}.`, { cause });
    }
  } catch (error) {
    throw error instanceof FfmpegRefusal ? part.refused(error) : error;
  }
}

async function join(
  parts: Part[],
  folder: string,
  { timeline, outputPath }: Pick<ComposeInput, 'timeline' | 'outputPath'>,
  ffmpeg: FfmpegTools,
  signal: AbortSignal,
): Promise<void> {
  const listFile = path.join(folder, 'segments.ffconcat');
  const songFile = parts.at(-1)!.file;
  await writeFile(listFile, concatList(parts.slice(0, -1)));
  const { totalFrames } = timeline;
  await runFfmpeg(ffmpeg, joinRun({ listFile, songFile, totalFrames, outputPath }), signal);
}

/** The last look before anybody points at the file: it holds exactly the frames it must. */
async function finished(
  { timeline, outputPath }: Pick<ComposeInput, 'timeline' | 'outputPath'>,
  ffmpeg: FfmpegTools,
  signal: AbortSignal,
): Promise<Pick<ComposeResult, 'filePath' | 'sizeBytes' | 'totalFrames'>> {
  const { video } = await probeMedia(outputPath, ffmpeg, signal);
  const { totalFrames } = timeline;
  if (video?.frameCount !== totalFrames) {
    const message = `The video came out with ${video?.frameCount ?? 0} frames instead of ${totalFrames}.`;
    throw new RegenerationFailure('RECOMPOSITION_FAILED', message);
  }
  return { filePath: outputPath, sizeBytes: (await stat(outputPath)).size, totalFrames };
}

function summary(
  parts: Part[],
  reused: boolean[],
): Pick<ComposeResult, 'encodedFrames' | 'reusedFrames' | 'segments'> {
  const segments = parts.map(({ key, kind, frameCount }, index) => {
    return { key, kind, frameCount, reused: reused[index] === true };
  });
  const framesOf = (wasReused: boolean) =>
    segments.reduce((sum, segment) => sum + (segment.reused === wasReused ? segment.frameCount : 0), 0);
  return { encodedFrames: framesOf(false), reusedFrames: framesOf(true), segments };
}
