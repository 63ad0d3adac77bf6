import type { Random } from '../random.js';

/** A box of an ISO file (mp4, mov, m4a). */
export interface Box {
  type: string;
  at: number;
  size: number;
  depth: number;
}

const WITH_BOXES = ['moov', 'trak', 'edts', 'mdia', 'minf', 'dinf', 'stbl', 'moof', 'traf', 'mvex', 'udta'];

/** All boxes of an intact ISO file, outer ones first; none for any other file. */
export function boxes(bytes: Buffer, from = 0, to = bytes.length, depth = 0): Box[] {
  if (depth === 0 && bytes.toString('latin1', 4, 8) !== 'ftyp') return [];
  const found: Box[] = [];
  for (let at = from; at + 8 <= to;) {
    const size = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (size < 8 || at + size > to) break;
    found.push({ type, at, size, depth });
    if (WITH_BOXES.includes(type)) found.push(...boxes(bytes, at + 8, at + size, depth + 1));
    at += size;
  }
  return found;
}

const TABLES = [
  ...['mvhd', 'tkhd', 'mdhd', 'elst', 'stsd', 'stts', 'ctts', 'stss', 'stsc', 'stsz', 'stco', 'dref'],
  ...['tfhd', 'tfdt', 'trun', 'trex', 'mfhd', 'hdlr'],
];

/**
 * The positions of one table's numbers (counts, sizes, times, offsets); for a file without boxes, anywhere in its
 * structure.
 */
export function boxFields(bytes: Buffer, random: Random): number[] {
  const tables = boxes(bytes).filter(({ type }) => TABLES.includes(type));
  if (tables.length === 0) {
    const [from, to] = structureOf(bytes);
    return Array.from({ length: 8 }, () => random.between(from, to - 4));
  }
  const { at, size } = random.pick(tables);
  return Array.from({ length: Math.floor(size / 2) - 4 }, (_, index) => at + 8 + index * 2);
}

/** The parts that say how to read a file: the index of an ISO file, the first bytes of any other. */
export function structureOf(bytes: Buffer): [from: number, to: number] {
  const index = boxes(bytes).find(({ type }) => type === 'moov');
  return index === undefined ? [0, Math.min(600, bytes.length)] : [index.at, index.at + index.size];
}
