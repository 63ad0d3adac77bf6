import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { link, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { haveSameContent } from './file-hash.js';
import { readBytes } from './read-bytes.js';
import type { ByteWatcher } from './storage.js';

/** Large pieces: reading and hashing by Node's 64 KiB costs a third more CPU time. */
const CHUNK_BYTES = 1 << 20;

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
 * `.part`, synced to disk, then renamed only after size and checksum were found to be the source's (else CopyDiffers).
 * Rejects with the system's error or the signal's reason; leaves no part.
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
 * Brings a file that is never written again to a scratch path: the target path holds all of it or nothing. A second
 * name for the same bytes where both lie on one disk, else a copy; not durable. `watch` sees every byte either way.
 */
export async function bringFile(
  source: string,
  target: string,
  signal?: AbortSignal,
  watch?: ByteWatcher,
): Promise<void> {
  await throughPart(target, async (part) => {
    // Refused for many reasons (other disk, other owner, too many names): what is really wrong shows in the copy.
    const linked = await link(source, part).then(
      () => true,
      () => false,
    );
    if (!linked) await copyBytes(source, part, { flush: false }, signal, watch);
    else if (watch !== undefined) await readBytes(part, watch, signal);
  });
}

/** Fills a file beside the target, which becomes the target once it is whole; no part is left. */
export async function throughPart(target: string, fill: (part: string) => Promise<void>): Promise<void> {
  const folder = dirname(target);
  const part = join(folder, partName(basename(target)));
  await mkdir(folder, { recursive: true });
  try {
    await fill(part);
    await rename(part, target);
  } finally {
    // There is still one after success, too, where both were names of the same file: renaming does nothing then.
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
