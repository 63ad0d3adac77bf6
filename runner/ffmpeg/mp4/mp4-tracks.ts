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
  const tracks = await withIndex(file, 'r', async ({ bytes }) =>
    boxesIn(bytes, wholeOf(bytes), 'trak').map((track) => readTrack(bytes, track)),
  );
  return tracks ?? [];
}

interface Index {
  /** The content of `moov`. */
  bytes: Buffer;
  /** Overwrites in the file what is at a place in `bytes`. */
  overwrite: (at: number, by: Buffer) => Promise<unknown>;
}

/** Null if the file has no index. */
async function withIndex<T>(
  file: string,
  mode: 'r' | 'r+',
  use: (index: Index) => Promise<T>,
): Promise<T | null> {
  const handle = await open(file, mode);
  try {
    const index = await readIndex(handle);
    if (index === null) return null;
    const overwrite = async (at: number, by: Buffer): Promise<unknown> =>
      await handle.write(by, 0, by.length, index.start + at);
    return await use({ bytes: index.bytes, overwrite });
  } finally {
    await handle.close();
  }
}

/**
 * Takes the display matrix out of an mp4 that this program wrote. ffmpeg up to 6 copies the matrix of the footage, whose
 * pictures are upright by then, so that players would turn them once more.
 */
export async function clearDisplayMatrix(file: string): Promise<void> {
  await withIndex(file, 'r+', async ({ bytes, overwrite }) => {
    for (const track of boxesIn(bytes, wholeOf(bytes), 'trak')) {
      const at = matrixAt(bytes, track);
      if (at !== null) await overwrite(at, IDENTITY);
    }
  });
}

/**
 * Lets players show the picture of an mp4 that this program wrote for `seconds`, where its edit list ends sooner. The ffmpeg
 * from npm measures a track by the decoding times of its frames: those of a first segment of one or two frames begin later
 * than the others' would, and the last frames would not be shown.
 */
export async function showToTheEnd(file: string, seconds: number): Promise<void> {
  await withIndex(file, 'r+', async ({ bytes, overwrite }) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(Math.ceil(seconds * timescaleOf(bytes)));
    for (const at of lengthsBelow(bytes, seconds)) await overwrite(at, length);
  });
}

/** Where the index says of a picture that it is shown for less: in its header, and in its only edit. */
function lengthsBelow(bytes: Buffer, seconds: number): number[] {
  const pictures = boxesIn(bytes, wholeOf(bytes), 'trak').filter(
    (track) => readTrack(bytes, track).handler === 'vide',
  );
  // Both boxes have version 0, in which times take 32 bits.
  const places = pictures.flatMap((track) => [
    ...placeIn(boxAt(bytes, track, ['tkhd']), 20),
    ...placeIn(boxAt(bytes, track, ['edts', 'elst']), 8),
  ]);
  return places.filter((at) => bytes.readUInt32BE(at) < Math.floor(seconds * timescaleOf(bytes)));
}

const placeIn = (box: Box | null, offset: number): number[] => (box === null ? [] : [box.start + offset]);

/** Units per second of the lengths of tracks and edits. */
function timescaleOf(bytes: Buffer): number {
  const header = boxAt(bytes, wholeOf(bytes), ['mvhd']);
  return header === null ? 0 : bytes.readUInt32BE(header.start + 12);
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
