import { createLocalDiskStorage } from './local-disk.js';
import { s3SettingsOf, type S3Env } from './s3-settings.js';
import type { Storage } from './storage.js';

/** Hands out an address by which a browser reads an object directly, for the seconds given. */
export type Presign = (key: string, seconds: number) => Promise<string>;

/** The storage that the settings name. */
export interface OpenedStorage {
  storage: Storage;
  /** Null where this machine serves the files itself. */
  presign: Presign | null;
}

/**
 * Opens the bucket of S3_BUCKET, or the local folder where there is none. The S3 client is loaded only where it is
 * needed: it costs a fifth of a second.
 */
export async function openStorage(env: S3Env, localFolder: string): Promise<OpenedStorage> {
  const settings = s3SettingsOf(env);
  if (settings === null) return { storage: createLocalDiskStorage(localFolder), presign: null };
  const { createS3Storage } = await import('./s3.js');
  const storage = createS3Storage(settings);
  return { storage, presign: async (key, seconds) => await storage.presignedUrl(key, seconds) };
}
