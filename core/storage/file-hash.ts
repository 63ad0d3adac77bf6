import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { readBytes } from './read-bytes.js';

/** The SHA-256 of a file's content, in hex. */
export async function sha256OfFile(filePath: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  await readBytes(filePath, (bytes) => hash.update(bytes), signal);
  return hash.digest('hex');
}

/** Whether two files hold the same bytes. */
export async function haveSameContent(one: string, other: string, signal?: AbortSignal): Promise<boolean> {
  const [first, second] = await Promise.all([stat(one), stat(other)]);
  if (first.size !== second.size) return false;
  const [left, right] = await Promise.all([sha256OfFile(one, signal), sha256OfFile(other, signal)]);
  return left === right;
}
