import { extname, join } from 'node:path';
import { drawsNothing, storedLooks } from '../../core/adjustments/recipe.js';
import { RegenerationFailure } from '../../core/errors.js';
import { secondsAt } from '../../core/job/frames.js';
import { crashPoint } from '../../core/regeneration/crash-point.js';
import { editCost, secondsMade, videoCost } from '../../core/quote/pricing.js';
import { LOCAL_RENDERER } from '../../core/quote/rate-card.js';
import { sha256OfFile } from '../../core/storage/file-hash.js';
import type { CheckpointWrite } from '../../core/regeneration/lifecycle.js';
import { ObjectNotFound } from '../../core/storage/storage.js';
import { loadReading } from '../prompt/reading.js';
import { probeMedia, UnusableMedia, type MediaProbe } from '../ffmpeg/probe.js';
import { checkAndMeasure, type ReadClip } from '../measure/measure-clip.js';
import { PaidCall } from '../paid-call.js';
import type { ChangeCheckpoint, ChangeInput } from '../regeneration-row.js';
import { withRetries } from '../retry.js';
import { checkOutput } from '../video/output/check-output.js';
import { seedOf } from '../video/seed.js';
import { footageEdit, type FootageEdit } from '../video/edit/edit-window.js';
import type { GenerationNews, VideoModel, VideoRequest } from '../video/video-model.js';
import { fitEdit } from '../video/edit/fit-edit.js';
import { seenStyle } from './seen-style.js';
import { keep, changePath, type ChangeDeps } from './step.js';

export type GeneratedClip = NonNullable<ChangeCheckpoint['clip']>;

export interface Generated {
  clip: GeneratedClip;
  /** What its headers say; null for a clip of an earlier attempt. */
  probe: MediaProbe | null;
  /** What was measured and made of it while it was checked; null: it is still to be read. */
  read: ReadClip | null;
}

type Checked = Pick<Generated, 'probe' | 'read'>;
const UNCHECKED: Checked = { probe: null, read: null };

/** Step 2, 10-60 %: the new clip, stored under a key of this attempt. Its thumbnail comes later, beside step 3. */
export async function generateClip(
  input: ChangeInput,
  prompt: string,
  deps: ChangeDeps,
  signal: AbortSignal,
): Promise<Generated> {
  const { clip: known, failure } = input.checkpoint;
  if (known !== undefined) return { clip: known, ...UNCHECKED };
  // The earlier attempt died before it could report it.
  if (failure !== undefined) throw new RegenerationFailure(failure.code, failure.message);
  const message = `Making ${input.takes === 1 ? '' : `take ${input.take + 1} of `}clip ${input.clipIndex + 1}.`;
  await deps.progress.write({ type: 'VIDEO_GENERATING', progress: 10, message });
  const videoModel = deps.videoModels.forModel(input.videoModel);
  const outputPath = generatedPath(deps);
  const request = await videoRequest(input, prompt, videoModel, outputPath, deps, signal);
  let call: PaidCall | undefined;
  const open = async (): Promise<PaidCall> => (call ??= await openCall(input, request, videoModel, deps));
  const { owedUsd } = await withRetries(
    async () => await videoModel.generate(request, open, signal, generationNews(deps, message)),
    signal,
  );
  // The footage itself was shown before, whatever there is to say of it.
  const checked = isUntouched(input) ? UNCHECKED : await checkMade(input, request, deps, signal);
  const isFitted = await fitEdit(request, deps.ffmpeg, signal);
  const clip = await store(input, request, deps, signal);
  crashPoint('after-clip-upload');
  if (owedUsd === null) await keep(input, deps, keptClip(input, clip));
  else await (await open()).settle({ outcome: 'succeeded', costUsd: owedUsd, patch: { clip } });
  crashPoint('after-clip-kept');
  return { clip, ...(isFitted ? UNCHECKED : checked) };
}

/** What a model tells becomes events. */
function generationNews({ progress }: ChangeDeps, message: string): GenerationNews {
  return {
    onProgress: (fraction) => progress.percent('VIDEO_GENERATING', fraction, message),
    onWaiting: (sentence) => progress.say('VIDEO_GENERATING', sentence ?? message),
  };
}

/** The local path of the clip that this run makes; it stays absent if an earlier attempt made the clip. */
export function generatedPath({ workDir }: Pick<ChangeDeps, 'workDir'>): string {
  return join(workDir, 'generated.mp4');
}

/** The local path of the footage that a clip is made from; absent where there is none, or an earlier attempt made the clip. */
export function footagePath({ workDir }: Pick<ChangeDeps, 'workDir'>): string {
  return join(workDir, 'source.mp4');
}

async function videoRequest(
  input: ChangeInput,
  prompt: string,
  { api }: VideoModel,
  outputPath: string,
  deps: ChangeDeps,
  signal: AbortSignal,
): Promise<VideoRequest> {
  const { prediction } = input.checkpoint;
  const clipSeconds = secondsAt(input.clip.endFrame - input.clip.startFrame);
  const sourcePath = await fetchFootage(input, deps, signal);
  return {
    model: input.videoModel,
    prompt,
    negativePrompt: input.clip.negativePrompt,
    references: input.clip.references,
    seed: seedOf(input),
    ...(await drawnFor(input, api, deps, signal)),
    beatSeconds: input.clip.beatSeconds,
    clipSeconds,
    aspectRatio: input.job.data.aspectRatio,
    deadlineAt: input.deadlineAt,
    paid: prediction?.api === api ? prediction : null,
    sourcePath,
    edit: await editOf(input, sourcePath, clipSeconds, deps, signal),
    outputPath,
  };
}

/**
 * The whole recipe; without one, what the built-in renderer draws: the looks that templates find in an instruction. The rest of
 * it is only in the prompt.
 */
async function drawnFor(
  input: ChangeInput,
  api: string,
  deps: ChangeDeps,
  signal: AbortSignal,
): Promise<Pick<VideoRequest, 'looks' | 'style'>> {
  const { recipe, templates, instruction } = input;
  if (recipe !== null)
    return { looks: recipe.adjustments, style: await seenStyle(recipe.style, input, deps, signal) };
  if (api !== LOCAL_RENDERER) return { looks: [], style: null };
  const meant =
    templates.length > 0 ? templates : (await loadReading()).readInstruction(instruction).templates;
  return { looks: meant.map(({ id }) => ({ id, strength: 1 })), style: null };
}

const isUntouched = ({ action, recipe }: ChangeInput): boolean =>
  action === 'ADJUST_FOOTAGE' && recipe !== null && drawsNothing(recipe);

/** How a model edits the footage; null where it edits none. */
async function editOf(
  { action, videoModel, job }: ChangeInput,
  sourcePath: string | null,
  clipSeconds: number,
  { rateCard, ffmpeg }: ChangeDeps,
  signal: AbortSignal,
): Promise<FootageEdit | null> {
  const limits = rateCard.video[videoModel]?.footage ?? null;
  if (action !== 'EDIT_FOOTAGE' || limits === null || sourcePath === null) return null;
  const { aspectRatio } = job.data;
  try {
    return footageEdit(await probeMedia(sourcePath, ffmpeg, signal), limits, { clipSeconds, aspectRatio });
  } catch (error) {
    if (!(error instanceof UnusableMedia)) throw error;
    const message = `The clip's footage cannot be used. ${error.message} {charged}`;
    throw new RegenerationFailure('VIDEO_MODEL_FAILED', message, { cause: error });
  }
}

/** Writes INTENT to the ledger: from here on this clip may cost something. */
async function openCall(
  input: ChangeInput,
  { clipSeconds, aspectRatio, edit }: VideoRequest,
  { api }: VideoModel,
  { db, rateCard }: ChangeDeps,
): Promise<PaidCall> {
  const { action, videoModel } = input;
  const { usd } =
    edit === null
      ? videoCost(rateCard, videoModel, { clipSeconds, action, aspectRatio })
      : editCost(rateCard, videoModel, { seconds: edit.sentSeconds, pictures: edit.form });
  return await PaidCall.openOrResume(db, input, 'video_generator', api, usd);
}

/** An unreadable clip is not fetched again: the next try has it made again. */
async function checkMade(
  input: ChangeInput,
  { model, clipSeconds, edit, outputPath }: VideoRequest,
  deps: ChangeDeps,
  signal: AbortSignal,
): Promise<Checked> {
  const rate = deps.rateCard.video[model];
  const { ffmpeg } = deps;
  try {
    if (model !== LOCAL_RENDERER && rate !== undefined) {
      const seconds = edit?.sentSeconds ?? secondsMade(rate, { action: input.action, clipSeconds });
      return { ...UNCHECKED, probe: await checkOutput(outputPath, seconds, ffmpeg, signal) };
    }
    // The built-in renderer returns footage of the source's length, whatever it is.
    const probe = await probeMedia(outputPath, ffmpeg, signal);
    const pictures = deps.previews ? deps.workDir : undefined;
    const measuring = { ffmpeg, scratch: join(deps.workDir, 'checked.rgb'), pictures };
    return { probe, read: await checkAndMeasure(outputPath, probe, clipSeconds, measuring, signal) };
  } catch (error) {
    if (!(error instanceof UnusableMedia)) throw error;
    const code = 'VIDEO_MODEL_FAILED';
    const message = `The video model's clip cannot be used. ${error.message} {charged}`;
    const patch = { prediction: null, failure: { code, message } };
    await keep(input, deps, { ...FREE, api: input.videoModel, patch });
    throw new RegenerationFailure(code, message, { cause: error });
  }
}

const FREE = { stage: 'video_generator', costUsd: '0' } as const;

function keptClip({ videoModel }: ChangeInput, clip: GeneratedClip): CheckpointWrite {
  return { ...FREE, api: videoModel, patch: { clip } };
}

/**
 * The clip's current footage, on which a video model builds, or what is under the adjustments of a recipe. Null for a clip
 * that was never made.
 */
async function fetchFootage(
  input: ChangeInput,
  deps: ChangeDeps,
  signal: AbortSignal,
): Promise<string | null> {
  const key = sourceKey(input);
  const name = `Clip ${input.clip.clipIndex + 1}`;
  if (key === null) return null;
  const path = footagePath(deps);
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

const sourceKey = ({ recipe, clip }: ChangeInput): string | null =>
  recipe === null ? clip.currentVideoKey : recipe.footageKey;

async function store(
  input: ChangeInput,
  { outputPath: path, style }: VideoRequest,
  deps: ChangeDeps,
  signal: AbortSignal,
): Promise<GeneratedClip> {
  const { recipe, action } = input;
  const extension = isUntouched(input) ? extname(sourceKey(input) ?? '') : '.mp4';
  const key = `video-clips/${changePath(input)}/clip${extension}`;
  await withRetries(async () => await deps.storage.putFile(key, path, signal), signal);
  // What a model has edited is footage, with what was drawn over it.
  const drawn = action !== 'EDIT_FOOTAGE' &&
    recipe !== null && {
      adjustments: storedLooks({ ...recipe, style }).map((look) => ({ ...look })),
      footageVersion: recipe.footageVersion,
    };
  return {
    key,
    sha256: await sha256OfFile(path, signal),
    thumbnailKey: null,
    ...drawn,
  };
}
