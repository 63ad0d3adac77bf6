import path from 'node:path';
import { FRAME_RATE } from '../../core/job/frames.js';
import { sha256OfFile } from '../../core/storage/file-hash.js';
import type { Storage } from '../../core/storage/storage.js';
import type { StoredMedia } from '../../runner/compose/clip-sources.js';
import type { TimelinePlan } from '../../core/timeline/segments.js';
import { makeSong, RISING_TONE } from '../../test/kit/media/media.js';

const CROSSFADE_SECONDS = 0.5;

/** A file on this disk and in storage. */
export type BenchMedia = StoredMedia & { file: string };

/** A music video: clips of one length, a crossfade at every cut, and a song. */
export interface BenchVideo {
  name: string;
  clips: BenchMedia[];
  song: BenchMedia;
  timeline: TimelinePlan;
}

export async function videoOf(
  name: string,
  files: string[],
  clipSeconds: number,
  storage: Storage,
  folder: string,
): Promise<BenchVideo> {
  const clips: BenchMedia[] = [];
  for (const file of files) clips.push(await stored(storage, file));
  const song = await makeSong({
    file: path.join(folder, `${name}.m4a`),
    seconds: files.length * clipSeconds,
    wave: RISING_TONE,
  });
  return {
    name,
    clips,
    song: await stored(storage, song),
    timeline: timelineOf(files.length, clipSeconds),
  };
}

/** The same video with one clip replaced. */
export async function withClip(
  video: BenchVideo,
  clip: number,
  file: string,
  storage: Storage,
): Promise<BenchVideo> {
  return { ...video, clips: video.clips.with(clip, await stored(storage, file)) };
}

async function stored(storage: Storage, file: string): Promise<BenchMedia> {
  const key = `bench/${path.basename(file)}`;
  await storage.putFile(key, file);
  return { file, key, sha256: await sha256OfFile(file) };
}

function timelineOf(count: number, clipSeconds: number): TimelinePlan {
  const frames = Math.round(clipSeconds * FRAME_RATE);
  const clips = Array.from({ length: count }, (_, clipIndex) => {
    return { clipIndex, startFrame: clipIndex * frames, endFrame: (clipIndex + 1) * frames };
  });
  const transitions = clips.slice(1).map(({ clipIndex }) => {
    return {
      fromClip: clipIndex - 1,
      toClip: clipIndex,
      type: 'crossfade' as const,
      durationSeconds: CROSSFADE_SECONDS,
    };
  });
  return { clips, transitions, totalFrames: count * frames };
}
