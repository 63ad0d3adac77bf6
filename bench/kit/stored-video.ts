import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createLocalDiskStorage } from '../../core/storage/disk/local-disk.js';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { makeClip, makeSong, RISING_TONE } from '../../test/kit/media/media.js';
import { insertJob } from '../../test/kit/rows/job-rows.js';

const PATTERNS = ['testsrc2', 'mandelbrot', 'smptebars'];

/** Its clips; default: 4 s of 640x360. */
interface Footage {
  seconds?: number;
  /** Of each clip in the video; default: all of its footage. */
  slotSeconds?: number;
  width?: number;
  height?: number;
  /** Further filters of ffmpeg. */
  filters?: string;
}

/** A finished video with its media in the storage, as the pipeline leaves it; returns the job's id. */
export async function storeVideo(
  db: PrismaClient,
  userId: string,
  clips: number,
  storageFolder: string,
  { seconds = 4, slotSeconds = seconds, width = 640, height = 360, filters: more }: Footage = {},
): Promise<string> {
  const storage = createLocalDiskStorage(storageFolder);
  const jobId = await insertJob(db, { userId, clips, clipSeconds: slotSeconds });
  const file = join(storageFolder, '..', `source-${jobId}`);
  for (let index = 0; index < clips; index++) {
    const pattern = PATTERNS[index % PATTERNS.length]!;
    const filters = [`hue=h=${index * 12}`, ...(more === undefined ? [] : [more])].join(',');
    const clip = { file: `${file}.mp4`, seconds, width, height, pattern, filters };
    await storage.putFile(`video-clips/${jobId}/clip_${index}.mp4`, await makeClip(clip));
    await rm(clip.file);
  }
  const song = await makeSong({ file: `${file}.m4a`, seconds: clips * slotSeconds, wave: RISING_TONE });
  await storage.putFile('audio-uploads/job/song.m4a', song);
  return jobId;
}
