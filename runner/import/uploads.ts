import type { Storage } from '../../core/storage/storage.js';

/** What one import has put into the storage, so that it can be taken out again. */
export interface Uploads {
  put(key: string, filePath: string, signal: AbortSignal): Promise<void>;
  /** Deletes all that was put, and everything under the prefixes. */
  deleteAll(prefixes: string[]): Promise<void>;
}

export function uploads(storage: Storage): Uploads {
  const keys: string[] = [];
  return {
    async put(key, filePath, signal) {
      keys.push(key);
      await storage.putFile(key, filePath, signal);
    },
    async deleteAll(prefixes) {
      for (const prefix of prefixes) {
        for await (const key of storage.list(prefix)) keys.push(key);
      }
      for (const key of keys) await storage.delete(key);
    },
  };
}
