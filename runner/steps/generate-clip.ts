import { join } from 'node:path';
import { RegenerationFailure } from '../../core/errors.js';
import { secondsAt } from '../../core/frames.js';
import { videoCost } from '../../core/pricing.js';
import { sha256OfFile } from '../../core/storage/file-hash.js';
import { ObjectNotFound } from '../../core/storage/storage.js';
import { checkDecodable } from '../ffmpeg/probe.js';
import { makeThumbnail } from '../ffmpeg/thumbnail.js';
import type { Checkpoint, RunInput } from '../regeneration-row.js';
import { withRetries } from '../retry.js';
import { keep, objectPath, type StepDeps } from './step.js';

export type GeneratedClip = NonNullable<Checkpoint['clip']>;

/** Step 2, 10-60 %: the new clip and its thumbnail, stored under keys of this attempt. */
export async function generateClip(
  input: RunInput,
  prompt: string,
  deps: StepDeps,
  signal: AbortSignal,
): Promise<GeneratedClip> {
  if (input.checkpoint.clip !== undefined) return input.checkpoint.clip;
  const message = `Making clip ${input.clip.clipIndex + 1}.`;
  await deps.progress.write({ type: 'VIDEO_GENERATING', progress: 10, message });
  const sourcePath = await fetchFootage(input, deps, signal);
  const outputPath = join(deps.workDir, 'generated.mp4');
  await withRetries(
    async () =>
      await deps.videoModel.generate(
        { prompt, looks: input.templates.map((template) => template.id), sourcePath, outputPath },
        signal,
        (fraction) => deps.progress.percent('VIDEO_GENERATING', fraction, message),
      ),
    signal,
  );
  await checkDecodable(outputPath, deps.ffmpeg, signal);
  const clip = await store(input, outputPath, deps, signal);
  const { usd } = videoCost(
    deps.rateCard,
    input.videoModel,
    secondsAt(input.clip.endFrame - input.clip.startFrame),
  );
  await keep(input, deps, { patch: { clip }, stage: 'video_generator', api: input.videoModel, costUsd: usd });
  return clip;
}

/** The clip's current footage: each change builds on the one before. */
async function fetchFootage(input: RunInput, deps: StepDeps, signal: AbortSignal): Promise<string> {
  const key = input.clip.currentVideoKey;
  const name = `Clip ${input.clip.clipIndex + 1}`;
  if (key === null) {
    throw new RegenerationFailure(
      'VIDEO_MODEL_FAILED',
      `${name} has no footage that the built-in renderer could change.`,
    );
  }
  const path = join(deps.workDir, 'source.mp4');
  try {
    await withRetries(async () => await deps.storage.fetchToFile(key, path, signal), signal);
  } catch (error) {
    if (!(error instanceof ObjectNotFound)) throw error;
    throw new RegenerationFailure('STORAGE_FAILED', `The footage of ${name} is missing in the storage.`, {
      cause: error,
    });
  }
  return path;
}

async function store(
  input: RunInput,
  path: string,
  deps: StepDeps,
  signal: AbortSignal,
): Promise<GeneratedClip> {
  const key = `video-clips/${objectPath(input)}/clip.mp4`;
  const thumbnailPath = join(deps.workDir, 'thumbnail.jpg');
  const thumbnailKey = `clip-thumbnails/${objectPath(input)}/thumbnail.jpg`;
  await makeThumbnail(path, thumbnailPath, deps.ffmpeg, signal);
  await withRetries(async () => await deps.storage.putFile(key, path, signal), signal);
  await withRetries(async () => await deps.storage.putFile(thumbnailKey, thumbnailPath, signal), signal);
  return { key, sha256: await sha256OfFile(path, signal), thumbnailKey };
}
