import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClipProgress } from '../progress.js';
import type { ChangeInput, PlacedFootage } from '../regeneration-row.js';
import { generateClip, type Generated } from './generate-clip.js';
import { makeClipThumbnail } from './make-thumbnail.js';
import { modifyPrompt } from './modify-prompt.js';
import { readMade } from './read-made.js';
import type { ChangeDeps, StepDeps } from './step.js';

/** A clip that was changed, or one take of it; it is not visible in the video yet. */
export interface ChangedClip extends Generated {
  change: ChangeInput;
  /** Its key, or null if there is none; never rejects. Uses the scratch folder until then, and the clip is measured. */
  thumbnail: Promise<string | null>;
}

/** Its footage, for the composition. */
export const placed = ({
  change: { clipIndex },
  clip: { key, sha256 },
  probe,
}: ChangedClip): PlacedFootage => ({
  clipIndex,
  key,
  sha256,
  probe,
});

/** Steps 1 and 2 of one clip: its new prompt, the new clip from it, and beside what follows its thumbnail. */
export async function changeClip(
  input: ChangeInput,
  runDeps: StepDeps,
  signal: AbortSignal,
): Promise<ChangedClip> {
  return await makeClip(input, await newPrompt(input, runDeps, signal), runDeps, signal);
}

/** Step 1, once for all takes of a clip. */
export async function newPrompt(input: ChangeInput, runDeps: StepDeps, signal: AbortSignal): Promise<string> {
  signal.throwIfAborted();
  const progress = runDeps.progress.ofClip(input.clipIndex);
  return await modifyPrompt(input, await depsOf(input, runDeps, progress), signal);
}

/** Step 2, for a clip or one take of it. */
export async function makeClip(
  input: ChangeInput,
  prompt: string,
  runDeps: StepDeps,
  signal: AbortSignal,
): Promise<ChangedClip> {
  signal.throwIfAborted();
  const deps = await depsOf(input, runDeps, runDeps.progress.ofTake(input));
  const generated = await generateClip(input, prompt, deps, signal);
  const beside = Promise.all([
    makeClipThumbnail(input, generated, deps, signal),
    readMade(input, generated, deps, signal),
  ]);
  return { change: input, ...generated, thumbnail: beside.then(([thumbnail]) => thumbnail) };
}

async function depsOf(
  { clipIndex, takes, take }: ChangeInput,
  deps: StepDeps,
  progress: ClipProgress,
): Promise<ChangeDeps> {
  const ofClip = join(deps.workDir, `clip-${clipIndex + 1}`);
  const workDir = takes === 1 ? ofClip : join(ofClip, `take-${take + 1}`);
  await mkdir(workDir, { recursive: true });
  return { ...deps, workDir, progress, log: deps.log.child({ clipIndex, ...(takes > 1 ? { take } : {}) }) };
}
