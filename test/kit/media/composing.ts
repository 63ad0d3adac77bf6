import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { sha256OfFile } from '../../../core/storage/file-hash.js';
import { createLocalDiskStorage } from '../../../core/storage/disk/local-disk.js';
import type { Storage } from '../../../core/storage/storage.js';
import type { StoredMedia } from '../../../runner/compose/clip-sources.js';
import {
  composeAtSize,
  composeVideo,
  type ComposeInput,
  type ComposeResult,
} from '../../../runner/compose/compose.js';
import type { FrameSize } from '../../../runner/compose/segments/clip-chain.js';
import type { FfmpegTools } from '../../../runner/ffmpeg/binaries.js';
import type { TimelinePlan } from '../../../core/timeline/segments.js';

type Composition = Pick<ComposeInput, 'jobId' | 'timeline' | 'sources' | 'song'> & { ffmpeg: FfmpegTools };

/** A folder with a storage, where compositions of the same job share segments. */
export interface ComposingFixture {
  storage: Storage;
  inFolder(name: string): string;
  /** Puts a media file into storage. */
  stored(file: string): Promise<StoredMedia>;
  /** Each composition has its own work folder and output file. */
  compose(shape: FrameSize | ComposeInput['aspectRatio'], composition: Composition): Promise<ComposeResult>;
  drop(): Promise<void>;
}

export async function createComposingFixture(): Promise<ComposingFixture> {
  const folder = await mkdtemp(path.join(tmpdir(), 'composing-'));
  const inFolder = (name: string) => path.join(folder, name);
  const storage = createLocalDiskStorage(inFolder('storage'));
  const { signal } = new AbortController();
  let runs = 0;
  return {
    storage,
    inFolder,
    async stored(file) {
      const key = `video-clips/${path.basename(file)}`;
      await storage.putFile(key, file);
      return { key, sha256: await sha256OfFile(file) };
    },
    compose(shape, { ffmpeg, ...composition }) {
      const run = runs++;
      const input = { ...composition, outputPath: inFolder(`final-${run}.mp4`) };
      const log = pino({ level: 'silent' });
      const deps = { storage, ffmpeg, workDir: inFolder(`work-${run}`), log };
      if (typeof shape === 'string') return composeVideo({ ...input, aspectRatio: shape }, deps, signal);
      return composeAtSize(shape, input, deps, signal);
    },
    drop: () => rm(folder, { recursive: true }),
  };
}

/** Slots of these lengths, one after the other. */
export function slotsOf(frameCounts: number[]): Pick<TimelinePlan, 'clips' | 'totalFrames'> {
  let totalFrames = 0;
  const clips = frameCounts.map((frames, clipIndex) => {
    const startFrame = totalFrames;
    totalFrames += frames;
    return { clipIndex, startFrame, endFrame: totalFrames };
  });
  return { clips, totalFrames };
}

/** The transition from clip `fromClip` to the next one. */
export function transitionAfter(
  fromClip: number,
  type: TimelinePlan['transitions'][number]['type'],
  durationSeconds: number,
): TimelinePlan['transitions'][number] {
  return { fromClip, toClip: fromClip + 1, type, durationSeconds };
}
