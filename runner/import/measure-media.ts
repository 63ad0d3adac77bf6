import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { secondsAt } from '../../core/job/frames.js';
import type { JobData } from '../../core/job/job-data.js';
import type { Measured } from '../../core/measurements/measurements.js';
import type { Previewed } from '../../core/previews/previews.js';
import { concurrently } from '../compose/concurrently.js';
import type { FfmpegTools } from '../ffmpeg/binaries.js';
import { measureClip } from '../measure/measure-clip.js';
import { measureSong } from '../measure/measure-song.js';
import { storePictures } from '../measure/store-pictures.js';
import { storeWaveform } from '../measure/waveform.js';
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
  /** The folder of keys for what is made beside. */
  previewFolder: string;
}

interface MeasuringDeps {
  /** Whether pictures and the wave are made for the page, too. */
  previews: boolean;
  ffmpeg: FfmpegTools;
  workDir: string;
  put: (key: string, path: string) => Promise<unknown>;
}

/** What is measured of the files, and what is made of them for the page. */
export interface ReadMedia {
  measured: Measured[];
  previewed: Previewed[];
}

/** Reads all clips and the song once; what cannot be measured is left out: it must not cost the import. */
export async function measureMedia(
  media: ImportedMedia,
  deps: MeasuringDeps,
  signal: AbortSignal,
): Promise<ReadMedia> {
  const { data, clips, clipKeys, songKey } = media;
  const ofClips = data.clips.flatMap(({ clipIndex, startFrame, endFrame }) => {
    const [clip, key] = [clips.get(clipIndex), clipKeys.get(clipIndex)];
    if (clip === undefined || key === undefined) return [];
    const name = `clip_${clipIndex}`;
    const seconds = secondsAt(endFrame - startFrame);
    return [{ key, of: async () => await readClip(clip, seconds, name, media, deps, signal) }];
  });
  const ofSong = { key: songKey, of: async () => await readSong(media, deps, signal) };
  const found = await concurrently([ofSong, ...ofClips], AT_ONCE, signal, async ({ key, of }) => {
    const read = await of().catch(() => null);
    return read === null ? [] : [{ key, ...read }];
  });
  return {
    measured: found.flat().map(({ key, measured }) => ({ key, measured })),
    previewed: deps.previews ? found.flat().map(({ key, preview }) => ({ key, preview })) : [],
  };
}

type Read = Pick<Measured, 'measured'> & Pick<Previewed, 'preview'>;

async function readClip(
  { path, probe }: CheckedMedia,
  seconds: number,
  name: string,
  { previewFolder }: ImportedMedia,
  { ffmpeg, workDir, put, previews }: MeasuringDeps,
  signal: AbortSignal,
): Promise<Read | null> {
  const pictures = join(workDir, name);
  await mkdir(pictures);
  const scratch = join(workDir, `${name}.measured`);
  const measuring = { ffmpeg, scratch, pictures: previews ? pictures : undefined };
  const read = await measureClip(path, seconds, measuring, signal, probe);
  if (read === null) return null;
  const preview = await storePictures(read.pictures, `${previewFolder}/${name}`, put);
  return { measured: read.measured, preview };
}

async function readSong(
  { song, data, previewFolder }: ImportedMedia,
  { ffmpeg, workDir, put, previews }: MeasuringDeps,
  signal: AbortSignal,
): Promise<Read> {
  const measuring = { ffmpeg, scratch: join(workDir, 'song.measured') };
  const { measured, waveform } = await measureSong(song, data.clips, measuring, signal);
  const preview = previews ? await storeWaveform(waveform, previewFolder, workDir, put) : {};
  return { measured, preview };
}
