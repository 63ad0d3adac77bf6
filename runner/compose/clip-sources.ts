import path from 'node:path';
import { RegenerationFailure } from '../../core/errors.js';
import { sha256OfFile } from '../../core/storage/file-hash.js';
import { ObjectNotFound, type Storage } from '../../core/storage/storage.js';
import type { FfmpegTools } from '../ffmpeg/binaries.js';
import { clipViolations } from '../ffmpeg/media-limits.js';
import { probeMedia, UnusableMedia, type MediaProbe } from '../ffmpeg/probe.js';
import type { ClipFile } from './segment-args.js';

/** A stored media file; `sha256` in hex where it is known, which saves bringing the file here to name its segments. */
export interface StoredMedia {
  key: string;
  sha256: string | null;
}

/** Brings media from storage at most once each, checked against its checksum. */
export interface MediaSources {
  sha256(media: StoredMedia, name: string, signal: AbortSignal): Promise<string>;
  file(media: StoredMedia, name: string, signal: AbortSignal): Promise<{ file: string; probe: MediaProbe }>;
}

interface SourceDeps {
  storage: Storage;
  ffmpeg: FfmpegTools;
  folder: string;
}

/** The failure "Clip 3 cannot be used. The file is empty." */
export function unusable(name: string, why: string, cause?: unknown): RegenerationFailure {
  return new RegenerationFailure('RECOMPOSITION_FAILED', `${name} cannot be used. ${why}`, { cause });
}

/** `name` is what people call the media, e.g. `Clip 3` or `The song`; it begins every failure's message. */
export function mediaSources({ storage, ffmpeg, folder }: SourceDeps): MediaSources {
  const fetched = new Map<string, Promise<{ file: string; sha256: string }>>();
  const probed = new Map<string, Promise<MediaProbe>>();
  const fetchOnce = (media: StoredMedia, name: string, signal: AbortSignal) =>
    once(fetched, media.key, async () => {
      const file = path.join(folder, `source-${fetched.size}`);
      await fetchNamed(storage, media.key, file, name, signal);
      const sha256 = await sha256OfFile(file, signal);
      if (media.sha256 !== null && media.sha256 !== sha256) {
        throw unusable(name, 'The stored file was changed or damaged since it was made.');
      }
      return { file, sha256 };
    });
  return {
    async sha256(media, name, signal) {
      return media.sha256 ?? (await fetchOnce(media, name, signal)).sha256;
    },
    async file(media, name, signal) {
      const { file } = await fetchOnce(media, name, signal);
      const probe = await once(probed, media.key, () => probeNamed(ffmpeg, file, name, signal));
      return { file, probe };
    },
  };
}

/** The clip as an input of a segment, within the limits for clips. */
export async function clipFile(
  sources: MediaSources,
  media: StoredMedia,
  name: string,
  signal: AbortSignal,
): Promise<ClipFile> {
  const { file, probe } = await sources.file(media, name, signal);
  const [violation] = clipViolations(probe);
  if (violation !== undefined || probe.video === null)
    throw unusable(name, violation ?? 'It holds no picture.');
  return { file, demuxer: probe.demuxer, video: probe.video };
}

function once<Key, Value>(
  made: Map<Key, Promise<Value>>,
  key: Key,
  make: () => Promise<Value>,
): Promise<Value> {
  const existing = made.get(key);
  if (existing !== undefined) return existing;
  const promise = make();
  made.set(key, promise);
  return promise;
}

async function fetchNamed(storage: Storage, key: string, file: string, name: string, signal: AbortSignal) {
  try {
    await storage.fetchToFile(key, file, signal);
  } catch (error) {
    if (error instanceof ObjectNotFound) throw unusable(name, 'The stored file is missing.', error);
    throw error;
  }
}

async function probeNamed(ffmpeg: FfmpegTools, file: string, name: string, signal: AbortSignal) {
  try {
    return await probeMedia(file, ffmpeg, signal);
  } catch (error) {
    if (error instanceof UnusableMedia) throw unusable(name, error.message, error);
    throw error;
  }
}
