import { RegenerationFailure } from '../../../../core/errors.js';
import { requestedSeconds } from '../../../../core/quote/video-model-card.js';
import type { FootageEdit } from '../../edit/edit-window.js';
import type { Pictures } from '../../pictures.js';
import type { VideoRequest } from '../../video-model.js';
import type { ConnectOptions, ExpectedRun, PredictionRequest, RequestedRun } from '../client.js';
import type { ReplicateModel, ReplicateModels } from './card.js';
import { nearestRatio } from './nearest-ratio.js';

/** Replicate's longest and shortest limit for a run. */
const LONGEST_RUN_SECONDS = 1800;
const SHORTEST_RUN_SECONDS = 5;
/** Replicate takes files of up to 256 kB as data: URIs; a picture in base64 is a third larger than its bytes. */
const MAX_PICTURE_BYTES = 190_000;

/** A clip's request as inputs of a model at Replicate. */
export async function predictionRequest(
  models: ReplicateModels,
  request: VideoRequest,
  sources: Pick<ConnectOptions, 'pictures' | 'footage'>,
  signal: AbortSignal,
): Promise<PredictionRequest> {
  const model = models[request.model];
  if (model === undefined) throw unknownModel(request.model);
  const { slug, inputs } = model;
  const secondsLeft = Math.floor((request.deadlineAt.getTime() - Date.now()) / 1000);
  const made =
    request.edit === null
      ? { input: await newShotInputs(model, request, sources, signal) }
      : {
          input: await editInputs(model, request, request.edit, sources, signal),
          seconds: request.edit.sentSeconds,
        };
  return {
    ...{ slug, ...made },
    input: { ...inputs.always, ...textInputs(model, request), ...made.input },
    cancelAfterSeconds: Math.min(LONGEST_RUN_SECONDS, Math.max(SHORTEST_RUN_SECONDS, secondsLeft)),
  };
}

type Inputs = Record<string, unknown>;

async function newShotInputs(
  { textAlone, durations, inputs }: ReplicateModel,
  request: VideoRequest,
  { pictures }: Pick<ConnectOptions, 'pictures'>,
  signal: AbortSignal,
): Promise<Inputs> {
  const { references } = inputs;
  const seconds = requestedSeconds(durations, request.clipSeconds);
  const rules = { textAlone, references, maxBytes: MAX_PICTURE_BYTES };
  const start = await pictures(rules, request, seconds, signal);
  return {
    ...(inputs.duration === null ? {} : { [inputs.duration]: seconds }),
    ...pictureInputs(inputs, start),
  };
}

/** The footage, how close to it the edit stays, and the prompt that names it where the model wants that. */
async function editInputs(
  { label, inputs: { video, closeness, videoInPrompt: name } }: ReplicateModel,
  request: VideoRequest,
  edit: FootageEdit,
  { footage }: Pick<ConnectOptions, 'footage'>,
  signal: AbortSignal,
): Promise<Inputs> {
  if (video === null)
    throw new RegenerationFailure('VIDEO_MODEL_FAILED', `${label} takes no footage. {charged}`);
  const { prompt } = request;
  const isNamed = name === null || prompt.includes(name);
  return {
    ...(isNamed ? {} : { prompt: `In ${name}: ${prompt}` }),
    ...(closeness === null ? {} : { [closeness.input]: closeness.sent }),
    [video]: await footage.edited(request, edit, signal),
  };
}

/** Only inputs that the model has: it rejects requests with any other. */
function textInputs({ inputs, seed: takesSeed }: ReplicateModel, request: VideoRequest): Inputs {
  const { prompt, negativePrompt, seed } = request;
  const { aspectRatio, negativePrompt: negative } = inputs;
  return {
    prompt,
    ...(aspectRatio === null
      ? {}
      : { [aspectRatio.input]: nearestRatio(aspectRatio.values, request.aspectRatio) }),
    ...(negative !== null && negativePrompt ? { [negative]: negativePrompt } : {}),
    ...(takesSeed ? { seed } : {}),
  };
}

function pictureInputs({ firstFrame, references }: ReplicateModel['inputs'], start: Pictures): Inputs {
  if (start.kind === 'first-frame') return firstFrame === null ? {} : { [firstFrame]: start.picture };
  return start.kind === 'references' && references !== null ? { [references.input]: start.pictures } : {};
}

/** From the model's card; for a model without a card the time is unknown. */
export function expectedRun(models: ReplicateModels, { slug, input, seconds }: RequestedRun): ExpectedRun {
  const model = Object.values(models).find((candidate) => candidate.slug === slug);
  const duration = seconds ?? input['duration'];
  const videoSeconds = typeof duration === 'number' && duration > 0 ? duration : null;
  const isKnown = model !== undefined && videoSeconds !== null;
  return { videoSeconds, runSeconds: isKnown ? model.secondsPerSecond * videoSeconds : null };
}

function unknownModel(key: string): RegenerationFailure {
  return new RegenerationFailure('VIDEO_MODEL_FAILED', `The video model ${key} is not known here. {charged}`);
}
