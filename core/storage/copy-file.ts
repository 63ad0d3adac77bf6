import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { link, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { haveSameContent } from './file-hash.js';
import { readBytes } from './read-bytes.js';
import type { ByteWatcher } from './storage.js';

/** Reading and hashing in Node's default 64 KiB costs a third more CPU time. */
const CHUNK_BYTES = 1 << 20;

/**
 * The name of an unfinished copy. The leading dot keeps it outside the storage keys.
 */
function partName(name: string): string {
  return `.${name}.${randomUUID()}.part`;
}

/** Whether a file name is that of an unfinished copy. */
export function isPartName(name: string): boolean {
  return /^\..+\.[0-9a-f-]{36}\.part$/.test(name);
}

/** Copied bytes that are not the source's. */
class CopyDiffers extends Error {}

/**
 * Copies a file so that the target path holds all of it, durably, or nothing: it is written beside the target as `.part`,
 * synced to disk, checked against the source's size and checksum (else CopyDiffers) and renamed. Rejects with the system's
 * error or the signal's reason; leaves no part.
 */
export async function copyFileVerified(
  source: string,
  target: string,
  signal?: AbortSignal,
  watch?: ByteWatcher,
): Promise<void> {
  await throughPart(target, async (part) => {
    await copyBytes(source, part, { flush: true }, signal, watch);
    if (!(await haveSameContent(source, part, signal)))
      throw new CopyDiffers(`The copy of ${source} holds other bytes`);
  });
  await syncFolder(dirname(target));
}

/**
 * Fetches a file that is never written again to a scratch path: the target path holds all of it or nothing. A hard link
 * on the same disk, else a copy; not durable. `watch` sees every byte either way.
 */
export async function fetchFile(
  source: string,
  target: string,
  signal?: AbortSignal,
  watch?: ByteWatcher,
): Promise<void> {
  await throughPart(target, async (part) => {
    // A link fails for many reasons (other disk, other owner, too many links); a real error shows in the copy.
    const linked = await link(source, part).then(
      () => true,
      () => false,
    );
    if (!linked) await copyBytes(source, part, { flush: false }, signal, watch);
    else if (watch !== undefined) await readBytes(part, watch, signal);
  });
}

/** Fills a file beside the target and renames it to the target once it is complete; leaves no part. */
export async function throughPart(target: string, fill: (part: string) => Promise<void>): Promise<void> {
  const folder = dirname(target);
  const part = join(folder, partName(basename(target)));
  await mkdir(folder, { recursive: true });
  try {
    await fill(part);
    await rename(part, target);
  } finally {
    // It may remain after success: renaming one link of a file to another does nothing.
    await rm(part, { force: true });
  }
}

async function copyBytes(
  source: string,
  part: string,
  { flush }: { flush: boolean },
  signal?: AbortSignal,
  watch: ByteWatcher = () => undefined,
): Promise<void> {
  const { size } = await stat(source);
  const watched = async function* (chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
    for await (const chunk of chunks) {
      watch(chunk, size);
      yield chunk;
    }
  };
  const reader = createReadStream(source, { highWaterMark: CHUNK_BYTES });
  await pipeline(reader, watched, createWriteStream(part, { flags: 'wx', flush }), { signal });
}

/** Makes the new name survive a power cut; Windows cannot open folders for this. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
