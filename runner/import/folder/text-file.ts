import { readFile } from 'node:fs/promises';

/** The text of a file that people made on any system: UTF-8 or UTF-16 with a mark, else Windows' Western characters. */
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
