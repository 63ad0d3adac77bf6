import { RegenerationFailure } from '../../core/errors.js';
import {
  orderedSeconds,
  VIDEO_MODEL_KEYS,
  videoModelCard,
  type VideoModelCard,
} from '../../core/video-models.js';
import type { FfmpegTools } from '../ffmpeg/binaries.js';
import { firstFrameJpeg } from '../ffmpeg/first-frame.js';
import { UnusableMedia } from '../ffmpeg/probe.js';
import type { Order, Prediction } from './provider.js';
import type { VideoRequest } from './video-model.js';

/** Replicate takes files of up to 256 kB as data: URIs; a picture in base64 is a third larger than its bytes. */
const MAX_FRAME_BYTES = 190_000;
/** Replicate's own limit for a run; the shortest that it takes is 5 s. */
const LONGEST_RUN_SECONDS = 1800;
const SHORTEST_RUN_SECONDS = 5;

/** What a request asks of a model at Replicate: the new prompt, from the first frame of the clip's footage. */
export async function replicateOrder(
  request: VideoRequest,
  ffmpeg: FfmpegTools,
  signal: AbortSignal,
): Promise<Order> {
  const card = videoModelCard(request.model);
  if (card === null) throw unknownModel(request.model);
  const frame = await firstFrameOf(request, ffmpeg, signal);
  const secondsLeft = Math.floor((request.deadlineAt.getTime() - Date.now()) / 1000);
  return {
    slug: card.slug,
    input: {
      ...modelInput(card, request),
      [card.imageInput]: `data:image/jpeg;base64,${frame.toString('base64')}`,
    },
    cancelAfterSeconds: Math.min(LONGEST_RUN_SECONDS, Math.max(SHORTEST_RUN_SECONDS, secondsLeft)),
  };
}

async function firstFrameOf(
  request: VideoRequest,
  ffmpeg: FfmpegTools,
  signal: AbortSignal,
): Promise<Buffer> {
  const scratch = `${request.outputPath}.first-frame`;
  try {
    return await firstFrameJpeg(request.sourcePath, scratch, MAX_FRAME_BYTES, ffmpeg, signal);
  } catch (error) {
    if (!(error instanceof UnusableMedia)) throw error;
    const message = `The clip's footage cannot be used. ${error.message} {charged}`;
    throw new RegenerationFailure('VIDEO_MODEL_FAILED', message, { cause: error });
  }
}

function modelInput(
  card: VideoModelCard,
  { prompt, clipSeconds, aspectRatio }: VideoRequest,
): Record<string, unknown> {
  const ratio = card.aspectRatios?.includes(aspectRatio) ? { aspect_ratio: aspectRatio } : {};
  return { ...card.input, ...ratio, prompt, duration: orderedSeconds(card.durations, clipSeconds) };
}

/** Seconds that a prediction usually runs; null for a model that is not on our card. */
export function expectedSeconds({ slug, input }: Prediction): number | null {
  const key = VIDEO_MODEL_KEYS.find((candidate) => videoModelCard(candidate)?.slug === slug);
  const card = key === undefined ? null : videoModelCard(key);
  const duration = input['duration'];
  return card === null || typeof duration !== 'number' ? null : card.secondsPerSecond * duration;
}

function unknownModel(key: string): RegenerationFailure {
  return new RegenerationFailure('VIDEO_MODEL_FAILED', `The video model ${key} is not known here. {charged}`);
}
