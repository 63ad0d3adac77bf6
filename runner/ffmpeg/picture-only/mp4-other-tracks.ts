import type { FileHandle } from 'node:fs/promises';
import { boxAt, boxesIn, readIndex } from '../mp4/boxes.js';
import type { Mark } from './mark.js';

/** Handlers of sounds, subtitles and captions. */
const NEVER_SHOWN = ['soun', 'sbtl', 'subt', 'subp', 'text', 'clcp'];
const FREE = Buffer.from('free', 'latin1');

/** Marks that turn the sound and subtitle tracks of an MP4 or MOV into free space. */
export async function mp4OtherTracks(handle: FileHandle): Promise<Mark[]> {
  const index = await readIndex(handle);
  if (index === null) return [];
  const { bytes, start } = index;
  return boxesIn(bytes, { start: 0, end: bytes.length }, 'trak').flatMap((track) => {
    const handler = boxAt(bytes, track, ['mdia', 'hdlr']);
    const kind = handler && bytes.toString('latin1', handler.start + 8, handler.start + 12);
    // A box's type is before its content.
    return kind !== null && NEVER_SHOWN.includes(kind) ? [{ at: start + track.start - 4, bytes: FREE }] : [];
  });
}
