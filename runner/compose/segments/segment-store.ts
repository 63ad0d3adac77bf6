import { createHash } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Logger } from 'pino';
import { ObjectNotFound, type Storage } from '../../../core/storage/storage.js';
import { noteName, readNoteName, type FootageTraits } from './footage-traits.js';
import { SealCheck } from './seal.js';

/** A part of the final video: an encoded segment or the encoded song. */
export interface StoredPart {
  /** `segments/{jobId}/{sha256 of the recipe}.{mp4|m4a}` */
  key: string;
  /** Its local path once it is fetched or made. */
  file: string;
}

/** Finished parts under keys that name everything that shaped them. */
export interface SegmentStore {
  /** The part that a recipe makes: everything that shapes its bytes, as plain data. */
  part(recipe: unknown, extension: 'mp4' | 'm4a'): StoredPart;
  /** The keys of all stored parts and notes: one listing instead of one request per part. */
  keys(): Promise<Set<string>>;
  /** Fetches a part to its local file; false if it is missing or damaged (a damaged one is deleted). */
  fetch(part: StoredPart, signal: AbortSignal, onFraction: (fraction: number) => void): Promise<boolean>;
  /** Stores the part's sealed local file. */
  keep(part: StoredPart, signal: AbortSignal, onFraction: (fraction: number) => void): Promise<void>;
  /** The traits of footage that notes among the keys state, by the clip's checksum. */
  notedTraits(keys: ReadonlySet<string>): Map<string, FootageTraits>;
  /** Notes the traits of a clip. A failure is logged: the next composition reads the clip again. */
  noteTraits(clipSha256: string, traits: FootageTraits, signal: AbortSignal): Promise<void>;
}

/** The parts of one job; local files are in `folder`. */
export function segmentStore(options: {
  storage: Storage;
  jobId: string;
  folder: string;
  log: Pick<Logger, 'warn'>;
  /** Called with the size of every received piece. */
  onBytes: (bytes: number) => void;
}): SegmentStore {
  const { storage, jobId, folder, log, onBytes } = options;
  return {
    part(recipe, extension) {
      const name = `${createHash('sha256').update(JSON.stringify(recipe)).digest('hex')}.${extension}`;
      return { key: `segments/${jobId}/${name}`, file: path.join(folder, name) };
    },
    async keys() {
      const keys = new Set<string>();
      for await (const key of storage.list(`segments/${jobId}/`)) keys.add(key);
      return keys;
    },
    async fetch({ key, file }, signal, onFraction) {
      const check = new SealCheck();
      let seen = 0;
      try {
        await storage.fetchToFile(key, file, signal, (chunk, totalBytes) => {
          check.see(chunk);
          onBytes(chunk.length);
          onFraction((seen += chunk.length) / totalBytes);
        });
      } catch (error) {
        if (error instanceof ObjectNotFound) return false;
        throw error;
      }
      if (check.isIntact()) return true;
      log.warn({ key }, 'A stored segment is damaged and is made again');
      await rm(file, { force: true });
      await storage.delete(key);
      return false;
    },
    async keep({ key, file }, signal, onFraction) {
      let sent = 0;
      try {
        await storage.putFile(key, file, signal, (chunk, totalBytes) =>
          onFraction((sent += chunk.length) / totalBytes),
        );
      } catch (error) {
        // Another runner was first; its bytes may differ on another kind of CPU, and either will do.
        if (signal.aborted || (await storage.stat(key)) === null) throw error;
      }
    },
    notedTraits(keys) {
      const noted = new Map<string, FootageTraits>();
      for (const key of keys) {
        const [clipSha256, traits] = readNoteName(path.basename(key)) ?? [];
        if (clipSha256 !== undefined) noted.set(clipSha256, traits!);
      }
      return noted;
    },
    async noteTraits(clipSha256, traits, signal) {
      const name = noteName(clipSha256, traits);
      const file = path.join(folder, name);
      try {
        await writeFile(file, `${name}\n`);
        await storage.putFile(`segments/${jobId}/${name}`, file, signal);
      } catch (error) {
        if (!signal.aborted)
          log.warn({ err: error, name }, 'What is special about a clip could not be noted');
      }
    },
  };
}
