import { open, type FileHandle } from 'node:fs/promises';

export interface Mp4Track {
  /** `vide` or `soun`. */
  handler: string;
  /** Frames of picture, or packets of sound. */
  samples: number;
}

interface Box {
  type: string;
  start: number;
  end: number;
}

const LARGEST_INDEX = 64 << 20;

/**
 * The tracks in the index of an mp4 that this program wrote. Reading the index costs far less than a process that counts
 * frames, which takes longer than joining a whole video. Empty if the file is cut short or has no index.
 */
export async function mp4Tracks(file: string): Promise<Mp4Track[]> {
  const handle = await open(file);
  try {
    const index = await findIndex(handle);
    if (index === null) return [];
    const bytes = Buffer.alloc(index.end - index.start);
    await handle.read(bytes, 0, bytes.length, index.start);
    return boxesIn(bytes, { start: 0, end: bytes.length }, 'trak').map((track) => readTrack(bytes, track));
  } finally {
    await handle.close();
  }
}

/** The content of `moov`; null if there is none, or if the last box does not end with the file. */
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

function readTrack(bytes: Buffer, track: Box): Mp4Track {
  const [media] = boxesIn(bytes, track, 'mdia');
  const [handler] = media === undefined ? [] : boxesIn(bytes, media, 'hdlr');
  const sizes = ['minf', 'stbl', 'stsz'].reduce<Box | undefined>(
    (box, type) => box && boxesIn(bytes, box, type)[0],
    media,
  );
  if (handler === undefined || sizes === undefined) return { handler: 'none', samples: 0 };
  // Both begin with version and flags; then `hdlr` has a word of zeros, and `stsz` the size where all have the same.
  return {
    handler: bytes.toString('latin1', handler.start + 8, handler.start + 12),
    samples: bytes.readUInt32BE(sizes.start + 8),
  };
}

function boxesIn(bytes: Buffer, { start, end }: Pick<Box, 'start' | 'end'>, type: string): Box[] {
  const found: Box[] = [];
  for (let at = start; at + 8 <= end;) {
    const box = readBox(bytes, at);
    if (box.end <= at || box.end > end) break;
    if (box.type === type) found.push(box);
    at = box.end;
  }
  return found;
}

/** A box's type, where its content starts and where it ends: a size of 1 says that 64 bits of size follow. */
function readBox(bytes: Buffer, at: number): Box {
  const size = bytes.readUInt32BE(at);
  const type = bytes.toString('latin1', at + 4, at + 8);
  if (size !== 1) return { type, start: at + 8, end: at + size };
  return { type, start: at + 16, end: at + Number(bytes.readBigUInt64BE(at + 8)) };
}
