import { randomUUID } from 'node:crypto';
import { requestedSeconds } from '../../../../core/quote/video-model-card.js';
import type { PictureForm } from '../../footage.js';
import type { VideoRequest } from '../../video-model.js';
import type { ConnectOptions, ExpectedRun, PredictionRequest } from '../client.js';
import { framesFor, sizeFor } from './workflow/figures.js';
import { FILES, type Placeholder } from './workflow/placeholders.js';
import { has, type Workflow } from './workflow/workflow.js';

/** The only model, and its name in the ledger. */
const SLUG = 'comfyui';

/** It goes to a machine of the operator's, in full. */
const MAX_PICTURE_BYTES = 8_000_000;

/** A clip's request: the values of the workflow's placeholders, and our id for the prompt. */
export async function predictionRequest(
  workflow: Workflow,
  request: VideoRequest,
  sources: ConnectOptions,
  signal: AbortSignal,
): Promise<PredictionRequest> {
  const { figures } = workflow;
  const seconds = requestedSeconds(figures.seconds, request.clipSeconds);
  const size = sizeFor(request.aspectRatio, figures);
  const form = { ...size, fps: figures.fps, frames: framesFor(seconds, figures) };
  const values = {
    prompt: request.prompt,
    negative: request.negativePrompt ?? '',
    seed: request.seed,
    ...form,
  };
  const used = Object.entries(values).filter(([name]) => has(workflow, name as Placeholder));
  const files: Record<string, string> = {};
  for (const name of FILES)
    if (has(workflow, name)) files[name] = await fileOf(name, request, form, sources, signal);
  return {
    slug: SLUG,
    input: { prompt_id: randomUUID(), seconds, ...Object.fromEntries(used), ...files },
    // It has no limit of its own; the run cancels what takes too long.
    cancelAfterSeconds: 0,
  };
}

async function fileOf(
  name: (typeof FILES)[number],
  request: VideoRequest,
  form: PictureForm,
  { pictures, footage }: ConnectOptions,
  signal: AbortSignal,
): Promise<string> {
  if (name === 'video') return await footage.video(request, form, signal);
  if (name === 'last_picture') return await footage.lastPicture(request, form, signal);
  const rules = { textAlone: false, references: null, maxBytes: MAX_PICTURE_BYTES };
  const start = await pictures(rules, request, form.frames / form.fps, signal);
  if (start.kind !== 'first-frame') throw new Error(`There is no first picture, but ${start.kind}`);
  return start.picture;
}

/** From the figures of the workflow. */
export function expectedRun({ figures }: Workflow, { input }: Pick<PredictionRequest, 'input'>): ExpectedRun {
  const { seconds } = input;
  const videoSeconds = typeof seconds === 'number' && seconds > 0 ? seconds : null;
  return { videoSeconds, runSeconds: videoSeconds === null ? null : videoSeconds * figures.secondsPerSecond };
}
