import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { RegenerationFailure } from '../../core/errors.js';
import { ObjectNotFound, type ByteWatcher, type Storage } from '../../core/storage/storage.js';
import type { FfmpegTools } from '../ffmpeg/binaries.js';
import { clipViolations, NO_VIDEO_TRACK, whatIsWrong } from '../ffmpeg/media-limits.js';
import { probeMedia, UnusableMedia, type MediaProbe } from '../ffmpeg/probe.js';
import { loopOf, type ClipRange } from './segments/clip-chain.js';
import type { FootageTraits } from './segments/footage-traits.js';
import { writeLoopList } from './segments/loop-list.js';
import type { ClipFile } from './segments/segment-args.js';

/** A stored media file; `sha256` in hex, or null if unknown. */
export interface StoredMedia {
  key: string;
  sha256: string | null;
  /** Of a clip whose headers the caller has read: spares reading them again. */
  traits?: FootageTraits;
  /** All of what they say, where the caller has it of these very bytes. */
  probe?: MediaProbe;
}

/** A stored media file with a known checksum. */
export type KnownMedia = StoredMedia & { sha256: string };

/** Fetches media from storage and verifies the checksum: each file once, until it is discarded. */
export interface MediaSources {
  file(media: KnownMedia, name: string, signal: AbortSignal): Promise<{ file: string; probe: MediaProbe }>;
  /** Removes a local file that is no longer needed; it may never have been fetched. */
  discard(key: string): Promise<void>;
}

interface SourceDeps {
  storage: Storage;
  ffmpeg: FfmpegTools;
  folder: string;
  /** Called with the size of every received piece. */
  onBytes: (key: string, bytes: number, totalBytes: number) => void;
}

/** The failure "Clip 3 has no video track." or "Clip 3 cannot be used. The file is empty." */
export function unusable(name: string, why: string, cause?: unknown): RegenerationFailure {
  return new RegenerationFailure('RECOMPOSITION_FAILED', whatIsWrong(name, why), { cause });
}

/** `name` is the users' name of the media, e.g. `Clip 3` or `The song`; it begins every failure's message. */
export function mediaSources({ storage, ffmpeg, folder, onBytes }: SourceDeps): MediaSources {
  const fetched = new Map<string, Promise<{ file: string; probe: MediaProbe }>>();
  let count = 0;
  const fetch = async (media: KnownMedia, subfolder: string, name: string, signal: AbortSignal) => {
    const file = path.join(subfolder, 'source');
    const hash = createHash('sha256');
    const watch: ByteWatcher = (chunk, totalBytes) => {
      hash.update(chunk);
      onBytes(media.key, chunk.length, totalBytes);
    };
    await unlessMissing(name, () => storage.fetchToFile(media.key, file, signal, watch));
    if (hash.digest('hex') !== media.sha256) {
      throw unusable(name, 'The stored file was changed or damaged since it was made.');
    }
    return { file, probe: media.probe ?? (await probeNamed(ffmpeg, file, name, signal)) };
  };
  // Each file has its own folder, which also holds what is written beside it for ffmpeg.
  const folders = new Map<string, string>();
  return {
    file(media, name, signal) {
      const existing = fetched.get(media.key);
      if (existing !== undefined) return existing;
      const subfolder = path.join(folder, `source-${count++}`);
      const promise = fetch(media, subfolder, name, signal);
      fetched.set(media.key, promise);
      folders.set(media.key, subfolder);
      return promise;
    },
    async discard(key) {
      const subfolder = folders.get(key);
      fetched.delete(key);
      folders.delete(key);
      if (subfolder !== undefined) await rm(subfolder, { recursive: true, force: true });
    },
  };
}

/** Runs an action on a stored file; a missing file becomes a failure with a sentence. */
export async function unlessMissing<T>(name: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof ObjectNotFound) throw unusable(name, 'The stored file is missing.', error);
    throw error;
  }
}

/** The clip as an input of a segment that shows a range of it, within the limits for clips. */
export async function clipFile(
  sources: MediaSources,
  media: KnownMedia,
  name: string,
  range: ClipRange,
  signal: AbortSignal,
): Promise<ClipFile> {
  const { file, probe } = await sources.file(media, name, signal);
  const { demuxer, startSeconds, video } = probe;
  const [violation] = clipViolations(probe);
  if (violation !== undefined || video === null) throw unusable(name, violation ?? NO_VIDEO_TRACK);
  const clip = { file, demuxer, startSeconds, video };
  const loop = loopOf(range, clip);
  if (loop !== null) await writeLoopList(file, loop);
  return clip;
}

async function probeNamed(ffmpeg: FfmpegTools, file: string, name: string, signal: AbortSignal) {
  try {
    return await probeMedia(file, ffmpeg, signal);
  } catch (error) {
    if (error instanceof UnusableMedia) throw unusable(name, error.message, error);
    throw error;
  }
}
