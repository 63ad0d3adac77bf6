import { readFile } from 'node:fs/promises';

/** The text of a user's file from any system: UTF-8, UTF-16 with a byte order mark, or else Windows-1252. */
export async function readTextFile(path: string): Promise<string> {
  const bytes = await readFile(path);
  const mark = bytes.subarray(0, 2).toString('hex');
  if (mark === 'fffe') return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
