import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { ByteWatcher } from '../storage.js';

const ATTEMPTS = 4;

/** What a download must yield. */
interface Expected {
  size: number;
  /** Hex; null if the object was stored without one. */
  sha256: string | null;
}

/**
 * Writes an object to a new file. After a broken connection the download resumes, a few times. Rejects if size or
 * checksum are not the object's.
 *
 * @param openAt Opens the object's bytes from an offset to the end.
 */
export async function download(
  openAt: (start: number) => Promise<Readable>,
  { size, sha256 }: Expected,
  filePath: string,
  signal?: AbortSignal,
  watch: ByteWatcher = () => undefined,
): Promise<void> {
  const hash = createHash('sha256');
  const file = await open(filePath, 'wx');
  let received = 0;
  const receive = async (): Promise<void> => {
    for await (const chunk of (await openAt(received)) as AsyncIterable<Uint8Array>) {
      signal?.throwIfAborted();
      await file.writeFile(chunk);
      hash.update(chunk);
      watch(chunk, size);
      received += chunk.length;
    }
    if (received < size) throw new Error(`${received} of ${size} bytes came`);
  };
  try {
    for (let attempt = 1; received < size || attempt === 1; attempt++) {
      const last = attempt === ATTEMPTS;
      await receive().catch((error: unknown) => {
        if (last || signal?.aborted) throw error;
      });
    }
  } finally {
    await file.close();
  }
  if (received !== size) throw new Error(`${received} bytes came in place of ${size}`);
  if (sha256 !== null && hash.digest('hex') !== sha256) throw new Error('Other bytes came than were stored');
}
