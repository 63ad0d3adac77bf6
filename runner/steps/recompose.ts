import { join } from 'node:path';
import { outputSize } from '../../core/job/frames.js';
import { keepPreview } from '../../core/previews/previews.js';
import { crashPoint } from '../../core/regeneration/crash-point.js';
import type { CompositionInput, PlacedFootage, RunInput } from '../regeneration-row.js';
import type { StoredMedia } from '../compose/clip-sources.js';
import { composeVideo, isLargerThanSmall } from '../compose/compose.js';
import { readAhead } from '../compose/known-media.js';
import { recompositionProgress } from '../compose/progress/recomposition-progress.js';
import { WORTH } from '../compose/progress/work.js';
import { withRetries } from '../retry.js';
import { keep, objectPath, type StepDeps } from './step.js';

/** What is read of the video while its clips are made. */
export interface Ahead {
  /** Of files of which only the key is known. */
  checksums: Promise<ReadonlyMap<string, string>>;
  /** Ends reading; nothing of it is left running then. */
  stop(): Promise<void>;
}

/** Beside step 2: reads what the composition shows beside the clips that change. */
export function readOthersAhead(
  { job, changes, videoKey }: RunInput,
  { storage }: StepDeps,
  signal: AbortSignal,
): Ahead {
  const stopped = new AbortController();
  const isChanged = (clip: number): boolean => changes.some(({ clipIndex }) => clipIndex === clip);
  const others = job.clips.filter(({ clipIndex, sha256 }) => sha256 === null && !isChanged(clipIndex));
  const keys = [...others.map(({ currentVideoKey }) => currentVideoKey), job.songKey];
  const read = videoKey === null ? keys.filter((key) => key !== null) : [];
  const checksums = readAhead(read, storage, AbortSignal.any([signal, stopped.signal]));
  return {
    checksums,
    async stop() {
      stopped.abort();
      await checksums;
    },
  };
}

/**
 * Step 3, 60-100 %, or the whole of a RESTORE: the final video with some footage in place; only what is not cached is
 * encoded.
 */
export async function recompose(
  input: CompositionInput,
  placed: readonly PlacedFootage[],
  deps: StepDeps,
  signal: AbortSignal,
  checksums: ReadonlyMap<string, string> = new Map(),
): Promise<string> {
  if (input.videoKey !== null) return input.videoKey;
  await deps.progress.composing('Putting the video together.');
  const report = recompositionProgress((fraction, words) =>
    deps.progress.percent('RECOMPOSING', fraction, words),
  );
  const uploadWork = WORTH.upload * input.job.data.totalFrames;
  const known = (media: StoredMedia | null): StoredMedia | null =>
    media && { ...media, sha256: media.sha256 ?? checksums.get(media.key) ?? null };
  let composing = 0;
  const composed = await withRetries(
    async () =>
      await composeVideo(
        {
          jobId: input.job.id,
          aspectRatio: input.job.data.aspectRatio,
          resolution: deps.outputResolution,
          timeline: input.job.data,
          sources: sourcesWith(input, placed).map(known),
          song: known(input.job.songKey === null ? null : { key: input.job.songKey, sha256: null }),
          outputPath: join(deps.workDir, 'final.mp4'),
          smallPath: deps.previews ? join(deps.workDir, 'small.mp4') : undefined,
        },
        {
          storage: deps.storage,
          ffmpeg: deps.ffmpeg,
          workDir: deps.workDir,
          concurrency: deps.encoderConcurrency,
          log: deps.log,
          onProgress: (done, total) => report(done, (composing = total) + uploadWork),
        },
        signal,
      ),
    signal,
  );
  const key = `video-outputs/${objectPath(input)}/final.mp4`;
  const { sizeBytes, filePath } = composed;
  await withRetries(async () => {
    let sent = 0;
    return await deps.storage.putFile(key, filePath, signal, (chunk) => {
      sent += chunk.length;
      report(composing + (uploadWork * sent) / sizeBytes, composing + uploadWork);
    });
  }, signal);
  if (composed.small !== null) await keepSmall(key, composed.small.filePath, input, deps, signal);
  else if (deps.previews && !isLargerThanSmall(outputSize(input.job.data.aspectRatio, deps.outputResolution)))
    await keepPreview(deps.db, input, key, {});
  crashPoint('after-video-upload');
  await keep(input, deps, { patch: { video: { key } }, stage: 'composer', api: 'ffmpeg', costUsd: '0' });
  crashPoint('after-video-kept');
  return key;
}

/** Stores the rendition for slow lines; without it, the video is shown to all. */
async function keepSmall(
  videoKey: string,
  path: string,
  input: CompositionInput,
  { db, storage, log }: StepDeps,
  signal: AbortSignal,
): Promise<void> {
  const small = `video-outputs/${objectPath(input)}/small.mp4`;
  try {
    await storage.putFile(small, path, signal);
    await keepPreview(db, input, videoKey, { small });
  } catch (error) {
    signal.throwIfAborted();
    log.warn({ err: error }, 'The rendition for slow lines is not kept');
  }
}

/** The media of every slot: the current clips, with others in their places. */
function sourcesWith(input: CompositionInput, placed: readonly PlacedFootage[]): (StoredMedia | null)[] {
  const byClip = new Map(placed.map((footage) => [footage.clipIndex, footage]));
  return input.job.clips.map(({ clipIndex, currentVideoKey, sha256 }) => {
    const footage: Omit<PlacedFootage, 'clipIndex'> = byClip.get(clipIndex) ?? {
      key: currentVideoKey,
      sha256,
    };
    const { key, probe } = footage;
    return key === null ? null : { key, sha256: footage.sha256, ...(probe && { probe }) };
  });
}
