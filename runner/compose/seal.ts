import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { appendFile, open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { sha256OfFile } from '../../core/storage/file-hash.js';

/**
 * A seal makes an mp4 able to prove that it is whole: a `free` box at its end, which every player skips, with the
 * SHA-256 of all bytes before it. One object instead of a file and a checksum beside it, which could disagree.
 */
const HEADER = Buffer.from('\0\0\0\x30freesha256:\0', 'latin1');
const SEAL_BYTES = HEADER.length + 32;

/** Appends the seal to a finished mp4 or m4a. */
export async function seal(file: string): Promise<void> {
  await appendFile(file, Buffer.concat([HEADER, Buffer.from(await sha256OfFile(file), 'hex')]));
}

/** Whether a file ends in a seal and every byte before it is as it was sealed. */
export async function isSealIntact(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    if (size <= SEAL_BYTES) return false;
    const { buffer } = await handle.read(Buffer.alloc(SEAL_BYTES), 0, SEAL_BYTES, size - SEAL_BYTES);
    if (!buffer.subarray(0, HEADER.length).equals(HEADER)) return false;
    return buffer.subarray(HEADER.length).toString('hex') === (await sha256OfStart(file, size - SEAL_BYTES));
  } finally {
    await handle.close();
  }
}

async function sha256OfStart(file: string, byteCount: number): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { end: byteCount - 1 }), hash);
  return hash.digest('hex');
}
