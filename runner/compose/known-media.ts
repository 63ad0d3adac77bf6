import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import type { Storage } from '../../core/storage/storage.js';
import { storageFailure } from '../../core/storage/storage-failure.js';
import type { TimelinePlan } from '../../core/timeline/segments.js';
import { unlessMissing, type KnownMedia, type StoredMedia } from './clip-sources.js';
import { concurrently } from './concurrently.js';
import { clipName, SONG } from './parts.js';
import { WORTH, type Work } from './progress/work.js';

const READS_AT_ONCE = 8;

interface UnknownMedia {
  timeline: TimelinePlan;
  sources: (StoredMedia | null)[];
  song: StoredMedia | null;
}

/**
 * Computes the checksums of media of which only the key is known (the song and the pipeline's clips): segments are named
 * by content. Each is read once and not kept: most of it is in stored segments already.
 */
export async function knownMedia(
  { timeline, sources, song }: UnknownMedia,
  storage: Storage,
  work: Work,
  signal: AbortSignal,
): Promise<{ clips: (KnownMedia | null)[]; song: KnownMedia | null }> {
  const named = sources.map((media, clip) => ({ media, name: clipName(timeline, clip) }));
  const unknown = new Map<string, string>();
  for (const { media, name } of [...named, { media: song, name: SONG }]) {
    if (media?.sha256 === null && !unknown.has(media.key)) unknown.set(media.key, name);
  }
  const pieces = new Map([...unknown.keys()].map((key) => [key, work.add(WORTH.sourceFile)]));
  const hashes = new Map(
    await concurrently([...unknown], READS_AT_ONCE, signal, async ([key, name], each) => {
      const sha256 = await unlessMissing(name, () => sha256OfObject(storage, key, each));
      pieces.get(key)!.done(1);
      return [key, sha256] as const;
    }),
  );
  const known = (media: StoredMedia | null): KnownMedia | null =>
    media && { ...media, sha256: media.sha256 ?? hashes.get(media.key)! };
  return { clips: sources.map(known), song: known(song) };
}

/**
 * The checksums of stored files by their keys, read while something else is made. Never rejects: what cannot be read now is
 * left out, and read when it is needed.
 */
export async function readAhead(
  keys: readonly string[],
  storage: Storage,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const checksums = new Map<string, string>();
  const read = async (key: string, each: AbortSignal): Promise<void> => {
    const sha256 = await sha256OfObject(storage, key, each).catch(() => null);
    if (sha256 !== null) checksums.set(key, sha256);
  };
  await concurrently([...new Set(keys)], READS_AT_ONCE, signal, read).catch(() => undefined);
  return checksums;
}

async function sha256OfObject(storage: Storage, key: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  const stream = await storage.openRead(key);
  try {
    await pipeline(stream, hash, { signal });
  } catch (error) {
    throw signal.aborted ? error : storageFailure(error);
  }
  return hash.digest('hex');
}
