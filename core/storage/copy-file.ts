import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { haveSameContent } from './file-hash.js';

/**
 * Where a copy grows until it is whole. The leading dot keeps unfinished copies outside what can be named by a storage
 * key.
 */
function partName(name: string): string {
  return `.${name}.${randomUUID()}.part`;
}

/** Whether a file name is one that a copy grows under. */
export function isPartName(name: string): boolean {
  return /^\..+\.[0-9a-f-]{36}\.part$/.test(name);
}

/** Copied bytes that are not the source's. */
class CopyDiffers extends Error {}

/**
 * Copies a file so that the target path holds all of it, durably, or nothing: written beside the target as a
 * `.part`, synced to disk, then renamed; with `verified` only after size and checksum were found to be the source's
 * (else CopyDiffers). Rejects with the system's error or the signal's reason; leaves no part.
 */
export async function copyFileAtomically(
  source: string,
  target: string,
  signal?: AbortSignal,
  { verified = false } = {},
): Promise<void> {
  const folder = dirname(target);
  const part = join(folder, partName(basename(target)));
  await mkdir(folder, { recursive: true });
  try {
    await pipeline(createReadStream(source), createWriteStream(part, { flags: 'wx', flush: true }), {
      signal,
    });
    if (verified && !(await haveSameContent(source, part, signal)))
      throw new CopyDiffers(`The copy of ${source} holds other bytes`);
    await rename(part, target);
    await syncFolder(folder);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

/** Makes the new name survive a power cut; folders cannot be opened for this on Windows. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
