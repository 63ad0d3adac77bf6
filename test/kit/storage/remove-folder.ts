import { rm } from 'node:fs/promises';

/** Removes a folder with all that is in it, though a runner that has published its change may still be storing pictures there. */
export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
}
