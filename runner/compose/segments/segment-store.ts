import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { ObjectNotFound, type Storage } from '../../../core/storage/storage.js';
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
  /** The keys of all stored parts: one listing instead of one request per part. */
  keys(): Promise<Set<string>>;
  /** Fetches a part to its local file; false if it is missing or damaged (a damaged one is deleted). */
  fetch(part: StoredPart, signal: AbortSignal, onFraction: (fraction: number) => void): Promise<boolean>;
  /** Stores the part's sealed local file. */
  keep(part: StoredPart, signal: AbortSignal, onFraction: (fraction: number) => void): Promise<void>;
}

/** The parts of one job; local files are in `folder`. */
export function segmentStore(options: {
  storage: Storage;
  jobId: string;
  folder: string;
  onDamaged: (key: string) => void;
  /** Called with the size of every received piece. */
  onBytes: (bytes: number) => void;
}): SegmentStore {
  const { storage, jobId, folder, onDamaged, onBytes } = options;
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
      onDamaged(key);
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
  };
}
