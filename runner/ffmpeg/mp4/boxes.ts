import type { FileHandle } from 'node:fs/promises';

/** A box of an mp4: its type, and where its content starts and ends. */
export interface Box {
  type: string;
  start: number;
  end: number;
}

const LARGEST_INDEX = 64 << 20;

/**
 * The content of `moov` and where it starts in the file; null if there is none, or if the last box does not end with the
 * file.
 */
export async function readIndex(handle: FileHandle): Promise<{ bytes: Buffer; start: number } | null> {
  const index = await findIndex(handle);
  if (index === null) return null;
  const bytes = Buffer.alloc(index.end - index.start);
  await handle.read(bytes, 0, bytes.length, index.start);
  return { bytes, start: index.start };
}

async function findIndex(handle: FileHandle): Promise<Box | null> {
  const { size } = await handle.stat();
  const header = Buffer.alloc(16);
  let index: Box | null = null;
  let at = 0;
  while (at + 8 <= size) {
    await handle.read(header, 0, 16, at);
    const { type, start, end } = readBox(header, 0);
    if (end < 8) return null;
    if (type === 'moov') index = { type, start: at + start, end: at + end };
    at += end;
  }
  return at === size && index !== null && index.end - index.start <= LARGEST_INDEX ? index : null;
}

/** The boxes of one type directly inside another box. */
export function boxesIn(bytes: Buffer, { start, end }: Pick<Box, 'start' | 'end'>, type: string): Box[] {
  const found: Box[] = [];
  for (let at = start; at + 8 <= end;) {
    const box = readBox(bytes, at);
    if (box.end <= at || box.end > end) break;
    if (box.type === type) found.push(box);
    at = box.end;
  }
  return found;
}

/** The first box at a path of types. */
export function boxAt(bytes: Buffer, outer: Pick<Box, 'start' | 'end'>, path: readonly string[]): Box | null {
  let box: Pick<Box, 'start' | 'end'> | undefined = outer;
  for (const type of path) box = box && boxesIn(bytes, box, type)[0];
  return (box as Box | undefined) ?? null;
}

/** A box's type, where its content starts and where it ends: a size of 1 says that 64 bits of size follow. */
function readBox(bytes: Buffer, at: number): Box {
  const size = bytes.readUInt32BE(at);
  const type = bytes.toString('latin1', at + 4, at + 8);
  if (size !== 1) return { type, start: at + 8, end: at + size };
  return { type, start: at + 16, end: at + Number(bytes.readBigUInt64BE(at + 8)) };
}
