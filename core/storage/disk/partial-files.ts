import type { Dirent } from 'node:fs';
import { lstat, opendir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isPartName } from '../copy-file.js';

/**
 * Removes unfinished copies below a folder that have not grown for `staleMs`; a killed writer leaves them, and no key
 * names them. Resolves with their number.
 */
export async function removeStaleParts(root: string, staleMs: number, signal: AbortSignal): Promise<number> {
  let removed = 0;
  for await (const path of partsBelow(root)) {
    signal.throwIfAborted();
    if (!(await isStale(path, staleMs))) continue;
    await rm(path, { force: true });
    removed++;
  }
  return removed;
}

/** Links are not followed: their targets do not belong to the storage. */
async function* partsBelow(folder: string): AsyncIterable<string> {
  for await (const entry of entriesOf(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* partsBelow(path);
    else if (entry.isFile() && isPartName(entry.name)) yield path;
  }
}

async function* entriesOf(folder: string): AsyncIterable<Dirent> {
  try {
    yield* await opendir(folder);
  } catch (error) {
    // Removed meanwhile, or never created.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

async function isStale(path: string, staleMs: number): Promise<boolean> {
  try {
    return Date.now() - (await lstat(path)).mtimeMs >= staleMs;
  } catch {
    return false; // It was finished or removed meanwhile.
  }
}
