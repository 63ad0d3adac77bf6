import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

/** The SHA-256 of a file's content, in hex. */
export async function sha256OfFile(filePath: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(filePath), hash, { signal });
  return hash.digest('hex');
}

/** Whether two files hold the same bytes. */
export async function haveSameContent(one: string, other: string, signal?: AbortSignal): Promise<boolean> {
  const [first, second] = await Promise.all([stat(one), stat(other)]);
  if (first.size !== second.size) return false;
  const [left, right] = await Promise.all([sha256OfFile(one, signal), sha256OfFile(other, signal)]);
  return left === right;
}
