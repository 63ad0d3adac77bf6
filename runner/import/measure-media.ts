import { join } from 'node:path';
import { secondsAt } from '../../core/job/frames.js';
import type { JobData } from '../../core/job/job-data.js';
import type { Measured } from '../../core/measurements/measurements.js';
import { concurrently } from '../compose/concurrently.js';
import type { FfmpegTools } from '../ffmpeg/binaries.js';
import { measureClip } from '../measure/measure-clip.js';
import { measureSong } from '../measure/measure-song.js';
import type { CheckedMedia } from './plan.js';

/** Files that are measured at a time. */
const AT_ONCE = 2;

interface ImportedMedia {
  data: JobData;
  /** By clip_index. */
  clips: ReadonlyMap<number, CheckedMedia>;
  clipKeys: ReadonlyMap<number, string>;
  song: CheckedMedia;
  songKey: string;
}

/** Measures all clips and the song; what cannot be measured is left out: it must not cost the import. */
export async function measureMedia(
  { data, clips, clipKeys, song, songKey }: ImportedMedia,
  { ffmpeg, workDir }: { ffmpeg: FfmpegTools; workDir: string },
  signal: AbortSignal,
): Promise<Measured[]> {
  const ofClips = data.clips.flatMap(({ clipIndex, startFrame, endFrame }) => {
    const [clip, key] = [clips.get(clipIndex), clipKeys.get(clipIndex)];
    if (clip === undefined || key === undefined) return [];
    const scratch = join(workDir, `clip_${clipIndex}.measured`);
    const seconds = secondsAt(endFrame - startFrame);
    return [
      { key, of: async () => await measureClip(clip.path, seconds, { ffmpeg, scratch }, signal, clip.probe) },
    ];
  });
  const scratch = join(workDir, 'song.measured');
  const ofSong = {
    key: songKey,
    of: async () => await measureSong(song, data.clips, { ffmpeg, scratch }, signal),
  };
  const found = await concurrently([ofSong, ...ofClips], AT_ONCE, signal, async ({ key, of }) => {
    const measured = await of().catch(() => null);
    return measured === null ? [] : [{ key, measured }];
  });
  return found.flat();
}
