/** The least and the greatest value of each stretch of the song, from -1 to 1. */
export interface Peaks {
  least: Float32Array;
  greatest: Float32Array;
}

const HEADER_BYTES = 24;
const EIGHT_BITS = 1;

/** What audiowaveform has written (version 2, one channel); null for anything else. */
export function peaksIn(file: ArrayBuffer): Peaks | null {
  if (file.byteLength < HEADER_BYTES) return null;
  const view = new DataView(file);
  const [version, flags, count] = [view.getInt32(0, true), view.getUint32(4, true), view.getUint32(16, true)];
  if (version !== 2 || (flags & EIGHT_BITS) === 0 || file.byteLength < HEADER_BYTES + 2 * count) return null;
  const bytes = new Int8Array(file, HEADER_BYTES, 2 * count);
  const every = (from: number) =>
    Float32Array.from({ length: count }, (_, at) => bytes[2 * at + from]! / 128);
  return { least: every(0), greatest: every(1) };
}

/** The loudest of the peaks that fall into each of so many columns, from 0 to 1. */
export function columnsOf({ least, greatest }: Peaks, columns: number): Float32Array {
  return Float32Array.from({ length: columns }, (_, column) => {
    const from = Math.floor((column / columns) * greatest.length);
    const to = Math.max(from + 1, Math.floor(((column + 1) / columns) * greatest.length));
    let loudest = 0;
    for (let at = from; at < to && at < greatest.length; at++)
      loudest = Math.max(loudest, greatest[at]!, -least[at]!);
    return loudest;
  });
}
