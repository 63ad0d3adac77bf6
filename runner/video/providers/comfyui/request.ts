import { randomUUID } from 'node:crypto';
import { requestedSeconds } from '../../../../core/quote/video-model-card.js';
import type { Pictures, StartingPictures } from '../../pictures.js';
import type { VideoRequest } from '../../video-model.js';
import type { ExpectedRun, PredictionRequest } from '../client.js';
import { framesFor, sizeFor } from './workflow/figures.js';
import { has, type Workflow } from './workflow/workflow.js';

/** The only model, and its name in the ledger. */
const SLUG = 'comfyui';

/** It goes to a machine of the operator's, in full. */
const MAX_PICTURE_BYTES = 8_000_000;

/** A clip's request: the values of the workflow's placeholders, and our id for the prompt. */
export async function predictionRequest(
  workflow: Workflow,
  request: VideoRequest,
  pictures: StartingPictures,
  signal: AbortSignal,
): Promise<PredictionRequest> {
  const { figures } = workflow;
  const seconds = requestedSeconds(figures.seconds, request.clipSeconds);
  const values = {
    prompt: request.prompt,
    negative: request.negativePrompt ?? '',
    seed: request.seed,
    ...sizeFor(request.aspectRatio, figures),
    frames: framesFor(seconds, figures),
    fps: figures.fps,
    ...(await files(workflow, request, seconds, pictures, signal)),
  };
  const used = Object.entries(values).filter(([name]) =>
    workflow.places.some((place) => place.name === name),
  );
  return {
    slug: SLUG,
    input: { prompt_id: randomUUID(), seconds, ...Object.fromEntries(used) },
    // It has no limit of its own; the run cancels what takes too long.
    cancelAfterSeconds: 0,
  };
}

async function files(
  workflow: Workflow,
  request: VideoRequest,
  seconds: number,
  pictures: StartingPictures,
  signal: AbortSignal,
): Promise<Record<string, string>> {
  if (!has(workflow, 'first_picture')) return {};
  const rules = { textAlone: false, references: null, maxBytes: MAX_PICTURE_BYTES };
  return firstOf(await pictures(rules, request, seconds, signal));
}

function firstOf(start: Pictures): Record<string, string> {
  return start.kind === 'first-frame' ? { first_picture: start.picture } : {};
}

/** From the figures of the workflow. */
export function expectedRun({ figures }: Workflow, { input }: Pick<PredictionRequest, 'input'>): ExpectedRun {
  const { seconds } = input;
  const videoSeconds = typeof seconds === 'number' && seconds > 0 ? seconds : null;
  return { videoSeconds, runSeconds: videoSeconds === null ? null : videoSeconds * figures.secondsPerSecond };
}
