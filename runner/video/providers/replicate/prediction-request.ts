import { RegenerationFailure } from '../../../../core/errors.js';
import {
  nearestRatio,
  orderedSeconds,
  VIDEO_MODEL_KEYS,
  videoModelCard,
  type VideoModelCard,
} from './models.js';
import { orderPictures, type PictureDeps } from '../../pictures.js';
import type { Order, Prediction } from '../client.js';
import type { VideoRequest } from '../../video-model.js';

/** Replicate's own limit for a run; the shortest that it takes is 5 s. */
const LONGEST_RUN_SECONDS = 1800;
const SHORTEST_RUN_SECONDS = 5;

/** What a request asks of a model at Replicate. */
export async function replicateOrder(
  request: VideoRequest,
  deps: PictureDeps,
  signal: AbortSignal,
): Promise<Order> {
  const card = videoModelCard(request.model);
  if (card === null) throw unknownModel(request.model);
  const seconds = orderedSeconds(card.durations, request.clipSeconds);
  const pictures = await orderPictures(card, request, seconds, deps, signal);
  const secondsLeft = Math.floor((request.deadlineAt.getTime() - Date.now()) / 1000);
  return {
    slug: card.slug,
    input: { ...card.input, ...wishes(card, request), duration: seconds, ...pictures },
    cancelAfterSeconds: Math.min(LONGEST_RUN_SECONDS, Math.max(SHORTEST_RUN_SECONDS, secondsLeft)),
  };
}

/** Only inputs that the model has: it refuses an order with another one. */
function wishes(card: VideoModelCard, request: VideoRequest): Record<string, unknown> {
  const { prompt, negativePrompt, seed } = request;
  const ratio = nearestRatio(card.aspectRatios, request.aspectRatio);
  return {
    prompt,
    ...(ratio === null ? {} : { aspect_ratio: ratio }),
    ...(card.negativePrompt && negativePrompt ? { negative_prompt: negativePrompt } : {}),
    ...(card.seed ? { seed } : {}),
  };
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
