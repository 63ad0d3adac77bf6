import { constants } from 'node:fs';
import { copyFile, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Mark } from './mark.js';
import { matroskaOtherTracks } from './matroska-other-tracks.js';
import { mp4OtherTracks } from './mp4-other-tracks.js';

/**
 * Calls `use` with a copy of a clip whose sounds and subtitles are marked as nothing that can be decoded: ffprobe gives up a
 * whole file for one that it cannot decode. Everything else stays as it is, at its place.
 * Null if the file has none that can be taken out.
 */
export async function withPictureOnly<T>(file: string, use: (copy: string) => Promise<T>): Promise<T | null> {
  const marks = await otherMarks(file);
  if (marks.length === 0) return null;
  const folder = await mkdtemp(path.join(tmpdir(), 'picture-only-'));
  try {
    const copy = path.join(folder, 'clip');
    await copyFile(file, copy, constants.COPYFILE_FICLONE);
    const handle = await open(copy, 'r+');
    try {
      for (const { at, bytes } of marks) await handle.write(bytes, 0, bytes.length, at);
    } finally {
      await handle.close();
    }
    return await use(copy);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function otherMarks(file: string): Promise<Mark[]> {
  const handle = await open(file);
  try {
    return [...(await mp4OtherTracks(handle)), ...(await matroskaOtherTracks(handle))];
  } finally {
    await handle.close();
  }
}
