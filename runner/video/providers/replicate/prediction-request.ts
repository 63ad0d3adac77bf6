import { RegenerationFailure } from '../../../../core/errors.js';
import { requestedSeconds } from '../../../../core/quote/video-model-card.js';
import type { Pictures, StartingPictures } from '../../pictures.js';
import type { VideoRequest } from '../../video-model.js';
import type { ExpectedRun, PredictionRequest } from '../client.js';
import { MODELS, type ReplicateModel } from './models.js';
import { nearestRatio } from './nearest-ratio.js';

/** Replicate's longest and shortest limit for a run. */
const LONGEST_RUN_SECONDS = 1800;
const SHORTEST_RUN_SECONDS = 5;
/** Replicate takes files of up to 256 kB as data: URIs; a picture in base64 is a third larger than its bytes. */
const MAX_PICTURE_BYTES = 190_000;

/** A clip's request as inputs of a model at Replicate. */
export async function predictionRequest(
  request: VideoRequest,
  pictures: StartingPictures,
  signal: AbortSignal,
): Promise<PredictionRequest> {
  const model = MODELS[request.model];
  if (model === undefined) throw unknownModel(request.model);
  const seconds = requestedSeconds(model.durations, request.clipSeconds);
  const { textAlone, references } = model;
  const rules = { textAlone, references, maxBytes: MAX_PICTURE_BYTES };
  const start = await pictures(rules, request, seconds, signal);
  const secondsLeft = Math.floor((request.deadlineAt.getTime() - Date.now()) / 1000);
  return {
    slug: model.slug,
    input: {
      ...model.input,
      ...textInputs(model, request),
      duration: seconds,
      ...pictureInputs(model, start),
    },
    cancelAfterSeconds: Math.min(LONGEST_RUN_SECONDS, Math.max(SHORTEST_RUN_SECONDS, secondsLeft)),
  };
}

/** Only inputs that the model has: it rejects requests with any other. */
function textInputs(model: ReplicateModel, request: VideoRequest): Record<string, unknown> {
  const { prompt, negativePrompt, seed } = request;
  const ratio = nearestRatio(model.aspectRatios, request.aspectRatio);
  return {
    prompt,
    ...(ratio === null ? {} : { aspect_ratio: ratio }),
    ...(model.negativePrompt && negativePrompt ? { negative_prompt: negativePrompt } : {}),
    ...(model.seed ? { seed } : {}),
  };
}

function pictureInputs({ imageInput, references }: ReplicateModel, start: Pictures): Record<string, unknown> {
  if (start.kind === 'first-frame') return { [imageInput]: start.picture };
  return start.kind === 'references' && references !== null ? { [references.input]: start.pictures } : {};
}

/** From the model's card; for a model without a card the time is unknown. */
export function expectedRun({ slug, input }: Pick<PredictionRequest, 'slug' | 'input'>): ExpectedRun {
  const model = Object.values(MODELS).find((candidate) => candidate.slug === slug);
  const { duration } = input;
  const videoSeconds = typeof duration === 'number' && duration > 0 ? duration : null;
  const isKnown = model !== undefined && videoSeconds !== null;
  return { videoSeconds, runSeconds: isKnown ? model.secondsPerSecond * videoSeconds : null };
}

function unknownModel(key: string): RegenerationFailure {
  return new RegenerationFailure('VIDEO_MODEL_FAILED', `The video model ${key} is not known here. {charged}`);
}
