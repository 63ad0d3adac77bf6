import { createHash } from 'node:crypto';
import path from 'node:path';
import { ObjectNotFound, type Storage } from '../../core/storage/storage.js';
import { isSealIntact, seal } from './seal.js';

/** A part of the final video: an encoded segment or the encoded song. */
export interface StoredPart {
  /** `segments/{jobId}/{sha256 of the recipe}.{mp4|m4a}` */
  key: string;
  /** Where it lies locally once it was fetched or made. */
  file: string;
}

/** Finished parts under keys that name everything that shaped them. */
export interface SegmentStore {
  /** The part that a recipe makes: everything that shapes its bytes, as plain data. */
  part(recipe: unknown, extension: 'mp4' | 'm4a'): StoredPart;
  /** Brings a part to its local file; false where it is missing or damaged (a damaged one is deleted). */
  fetch(part: StoredPart, signal: AbortSignal): Promise<boolean>;
  /** Seals the part's local file and keeps it. */
  keep(part: StoredPart, signal: AbortSignal): Promise<void>;
}

/** The parts of one job; local files lie in `folder`. */
export function segmentStore(options: {
  storage: Storage;
  jobId: string;
  folder: string;
  onDamaged: (key: string) => void;
}): SegmentStore {
  const { storage, jobId, folder, onDamaged } = options;
  return {
    part(recipe, extension) {
      const name = `${createHash('sha256').update(JSON.stringify(recipe)).digest('hex')}.${extension}`;
      return { key: `segments/${jobId}/${name}`, file: path.join(folder, name) };
    },
    async fetch({ key, file }, signal) {
      try {
        await storage.fetchToFile(key, file, signal);
      } catch (error) {
        if (error instanceof ObjectNotFound) return false;
        throw error;
      }
      if (await isSealIntact(file)) return true;
      onDamaged(key);
      await storage.delete(key);
      return false;
    },
    async keep({ key, file }, signal) {
      await seal(file);
      try {
        await storage.putFile(key, file, signal);
      } catch (error) {
        // Another runner was faster; on another kind of CPU its bytes differ, and either will do.
        if (signal.aborted || (await storage.stat(key)) === null) throw error;
      }
    },
  };
}
