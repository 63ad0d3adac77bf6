import { join } from 'node:path';
import { RegenerationFailure } from '../../core/errors.js';
import { secondsAt } from '../../core/frames.js';
import { crashPoint } from '../../core/crash-point.js';
import { videoCost } from '../../core/pricing.js';
import { sha256OfFile } from '../../core/storage/file-hash.js';
import type { CheckpointWrite } from '../../core/regeneration/lifecycle.js';
import { ObjectNotFound } from '../../core/storage/storage.js';
import { checkDecodable } from '../ffmpeg/probe.js';
import { makeThumbnail } from '../ffmpeg/thumbnail.js';
import { PaidCall } from '../paid-call.js';
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
  const clipSeconds = secondsAt(input.clip.endFrame - input.clip.startFrame);
  const call = await openCall(input, clipSeconds, deps);
  const looks = input.templates.map((template) => template.id);
  const request = { prompt, looks, clipSeconds, sourcePath, outputPath };
  const { owedUsd } = await withRetries(
    async () =>
      await deps.videoModel.generate(request, call, signal, (fraction) =>
        deps.progress.percent('VIDEO_GENERATING', fraction, message),
      ),
    signal,
  );
  await checkDecodable(outputPath, deps.ffmpeg, signal);
  const clip = await store(input, outputPath, deps, signal);
  crashPoint('after-clip-upload');
  if (owedUsd === null) await keep(input, deps, keptClip(input, clip));
  else await call.settle({ outcome: 'succeeded', costUsd: owedUsd, patch: { clip } });
  crashPoint('after-clip-kept');
  return clip;
}

/** INTENT in the ledger: from here on this clip may cost something. */
async function openCall(
  input: RunInput,
  clipSeconds: number,
  { db, rateCard, videoModel }: StepDeps,
): Promise<PaidCall> {
  const { usd } = videoCost(rateCard, input.videoModel, clipSeconds);
  const owner = { regenerationId: input.id, fence: input.fence };
  return await PaidCall.open(db, owner, 'video_generator', videoModel.api, usd);
}

function keptClip({ videoModel }: RunInput, clip: GeneratedClip): CheckpointWrite {
  return { patch: { clip }, stage: 'video_generator', api: videoModel, costUsd: '0' };
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
