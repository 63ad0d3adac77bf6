import { createLocalDiskStorage } from './disk/local-disk.js';
import { s3SettingsOf, type S3Env } from './s3/s3-settings.js';
import type { Storage } from './storage.js';

/**
 * Makes a URL that lets a browser read an object directly, valid for the given seconds. `disposition`: the
 * Content-Disposition of the answer, if it is a download.
 */
export type Presign = (key: string, seconds: number, disposition?: string) => Promise<string>;

/** The storage that the settings name. */
export interface OpenedStorage {
  storage: Storage;
  /** Null if this machine serves the files itself. */
  presign: Presign | null;
}

/**
 * Opens the bucket S3_BUCKET, or the local folder if it is not set. The S3 client is loaded only when needed: it takes
 * 0.2 s.
 */
export async function openStorage(env: S3Env, localFolder: string): Promise<OpenedStorage> {
  const settings = s3SettingsOf(env);
  if (settings === null) return { storage: createLocalDiskStorage(localFolder), presign: null };
  const { createS3Storage } = await import('./s3/s3.js');
  const storage = createS3Storage(settings);
  return {
    storage,
    presign: async (key, seconds, disposition) => await storage.presignedUrl(key, seconds, disposition),
  };
}
