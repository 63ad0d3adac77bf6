import { open } from 'node:fs/promises';
import { boxAt, boxesIn, readIndex, type Box } from './boxes.js';
import { readH264, type H264Picture } from './h264-picture.js';

export interface Mp4Track {
  /** `vide` or `soun`. */
  handler: string;
  /** Frames of picture, or packets of sound. */
  samples: number;
  /** What the index says of the picture; null for sound. */
  picture: Mp4Picture | null;
}

export interface Mp4Picture extends Partial<H264Picture> {
  /** `avc1` for H.264. */
  codec: string;
  width: number;
  height: number;
  /** Whether players show it as it is stored: not turned, mirrored or moved. */
  isUpright: boolean;
  /** Width of a pixel divided by its height, by the container; null if it does not say. */
  pixelAspect: number | null;
}

/**
 * The tracks in the index of an mp4 that this program wrote. Reading the index costs far less than a process that counts
 * frames, which takes longer than joining a whole video. Empty if the file is cut short or has no index.
 */
export async function mp4Tracks(file: string): Promise<Mp4Track[]> {
  const handle = await open(file);
  try {
    const index = await readIndex(handle);
    if (index === null) return [];
    const { bytes } = index;
    return boxesIn(bytes, wholeOf(bytes), 'trak').map((track) => readTrack(bytes, track));
  } finally {
    await handle.close();
  }
}

/**
 * Takes the display matrix out of an mp4 that this program wrote. ffmpeg up to 6 copies the matrix of the footage, whose
 * pictures are upright by then, so that players would turn them once more.
 */
export async function clearDisplayMatrix(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    const index = await readIndex(handle);
    if (index === null) return;
    const { bytes, start } = index;
    for (const track of boxesIn(bytes, wholeOf(bytes), 'trak')) {
      const at = matrixAt(bytes, track);
      if (at !== null) await handle.write(IDENTITY, 0, IDENTITY.length, start + at);
    }
  } finally {
    await handle.close();
  }
}

/** The rows `a b u`, `c d v` and `x y w`: 1 as 16.16, and w as 2.30. */
const IDENTITY = Buffer.alloc(36);
[0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000].forEach((value, cell) =>
  IDENTITY.writeUInt32BE(value, 4 * cell),
);

/** In version 1 of `tkhd`, times take 64 bits. */
function matrixAt(bytes: Buffer, track: Box): number | null {
  const header = boxAt(bytes, track, ['tkhd']);
  return header && header.start + (bytes[header.start] === 1 ? 52 : 40);
}

function readTrack(bytes: Buffer, track: Box): Mp4Track {
  const handler = boxAt(bytes, track, ['mdia', 'hdlr']);
  const table = boxAt(bytes, track, ['mdia', 'minf', 'stbl']);
  const sizes = table && boxAt(bytes, table, ['stsz']);
  if (handler === null || sizes === null) return { handler: 'none', samples: 0, picture: null };
  // Both begin with version and flags; then `hdlr` has a word of zeros, and `stsz` the size where all have the same.
  const kind = bytes.toString('latin1', handler.start + 8, handler.start + 12);
  const picture = kind === 'vide' ? readPicture(bytes, track, table!) : null;
  return { handler: kind, samples: bytes.readUInt32BE(sizes.start + 8), picture };
}

/** Bytes of a picture's sample entry before its boxes. */
const ENTRY_BYTES = 78;

function readPicture(bytes: Buffer, track: Box, table: Box): Mp4Picture | null {
  const descriptions = boxAt(bytes, table, ['stsd']);
  const matrix = matrixAt(bytes, track);
  if (descriptions === null || matrix === null) return null;
  // Version, flags and a count come first, then the only entry: its size and type.
  const entry = descriptions.start + 16;
  const inner = { start: entry + ENTRY_BYTES, end: descriptions.end };
  const aspect = boxAt(bytes, inner, ['pasp']);
  const h264 = boxAt(bytes, inner, ['avcC']);
  return {
    codec: bytes.toString('latin1', entry - 4, entry),
    width: bytes.readUInt16BE(entry + 24),
    height: bytes.readUInt16BE(entry + 26),
    isUpright: bytes.subarray(matrix, matrix + IDENTITY.length).equals(IDENTITY),
    pixelAspect: aspect && bytes.readUInt32BE(aspect.start) / bytes.readUInt32BE(aspect.start + 4),
    ...(h264 && readH264(bytes.subarray(h264.start, h264.end))),
  };
}

function wholeOf(bytes: Buffer): Pick<Box, 'start' | 'end'> {
  return { start: 0, end: bytes.length };
}
