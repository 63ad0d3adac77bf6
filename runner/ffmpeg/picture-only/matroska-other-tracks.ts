import type { FileHandle } from 'node:fs/promises';
import type { Mark } from './mark.js';

/** Ids of Matroska's elements (RFC 9559). */
const EBML = 0x1a45dfa3;
const SEGMENT = 0x18538067;
const TRACKS = 0x1654ae6b;
const CLUSTER = 0x1f43b675;
const TRACK_ENTRY = 0xae;
const TRACK_TYPE = 0x83;
const CODEC_ID = 0x86;
/** Sounds, buttons and subtitles. */
const NEVER_SHOWN = [2, 0x11, 0x12];
/** Begins the name of no codec; those of sounds begin with A, of subtitles with S. */
const NO_CODEC = Buffer.from('X', 'latin1');

const LARGEST_TRACKS = 4 << 20;

interface Element {
  id: number;
  at: number;
  start: number;
  /** Infinity if the file does not say. */
  end: number;
}

/**
 * Marks that take the codec from the sound and subtitle tracks of a Matroska or WebM file. Without their tracks, ffmpeg would stop at
 * their first packet.
 */
export async function matroskaOtherTracks(handle: FileHandle): Promise<Mark[]> {
  const tracks = await findTracks(handle);
  if (tracks === null || tracks.end - tracks.start > LARGEST_TRACKS) return [];
  const bytes = Buffer.alloc(tracks.end - tracks.start);
  await handle.read(bytes, 0, bytes.length, tracks.start);
  const entries = elementsIn(bytes, 0, bytes.length).filter(({ id }) => id === TRACK_ENTRY);
  return entries.flatMap(({ start, end }) => {
    const inner = elementsIn(bytes, start, end);
    const isOther = inner.some(({ id, start: at }) => id === TRACK_TYPE && NEVER_SHOWN.includes(bytes[at]!));
    const codec = inner.find(({ id }) => id === CODEC_ID);
    return isOther && codec !== undefined ? [{ at: tracks.start + codec.start, bytes: NO_CODEC }] : [];
  });
}

/** The tracks stand before the first cluster. */
async function findTracks(handle: FileHandle): Promise<Element | null> {
  const { size } = await handle.stat();
  const head = Buffer.alloc(12);
  for (let at = 0; at + head.length < size;) {
    await handle.read(head, 0, head.length, at);
    const element = readElement(head, 0);
    if (element === null || (at === 0 && element.id !== EBML) || element.id === CLUSTER) return null;
    const { id, start, end } = element;
    if (id === TRACKS) return { id, at, start: at + start, end: Math.min(size, at + end) };
    at += id === SEGMENT ? start : end;
  }
  return null;
}

function elementsIn(bytes: Buffer, from: number, to: number): Element[] {
  const found: Element[] = [];
  for (let at = from; at < to;) {
    const element = readElement(bytes, at);
    if (element === null || element.end > to) break;
    found.push(element);
    at = element.end;
  }
  return found;
}

/** An id and a size, each with its own length in its first byte. */
function readElement(bytes: Buffer, at: number): Element | null {
  const idLength = lengthOf(bytes[at]);
  const sizeLength = lengthOf(bytes[at + idLength]);
  if (idLength > 4 || sizeLength > 8 || at + idLength + sizeLength > bytes.length) return null;
  const sizeAt = at + idLength;
  const start = sizeAt + sizeLength;
  let size = bytes[sizeAt]! & (0xff >> sizeLength);
  let isUnknown = size === 0xff >> sizeLength;
  for (let more = 1; more < sizeLength; more++) {
    size = size * 256 + bytes[sizeAt + more]!;
    isUnknown &&= bytes[sizeAt + more] === 0xff;
  }
  return { id: bytes.readUIntBE(at, idLength), at, start, end: isUnknown ? Infinity : start + size };
}

/** The number of leading zeros and one; 9 for none. */
function lengthOf(byte = 0): number {
  return Math.clz32(byte) - 23;
}
