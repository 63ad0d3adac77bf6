import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ChangeInput, PlacedFootage } from '../regeneration-row.js';
import { generateClip, type GeneratedClip } from './generate-clip.js';
import { makeClipThumbnail } from './make-thumbnail.js';
import { modifyPrompt } from './modify-prompt.js';
import type { ChangeDeps, StepDeps } from './step.js';

/** A clip that was changed, and is not visible in the video yet. */
export interface ChangedClip {
  change: ChangeInput;
  clip: GeneratedClip;
  /** Its key, or null if there is none; never rejects. Uses the scratch folder until then. */
  thumbnail: Promise<string | null>;
}

/** Its footage, for the composition. */
export const placed = ({ change: { clipIndex }, clip: { key, sha256 } }: ChangedClip): PlacedFootage => ({
  clipIndex,
  key,
  sha256,
});

/** Steps 1 and 2 of one clip: its new prompt, the new clip from it, and beside what follows its thumbnail. */
export async function changeClip(
  input: ChangeInput,
  runDeps: StepDeps,
  signal: AbortSignal,
): Promise<ChangedClip> {
  signal.throwIfAborted();
  const deps = await depsOf(input, runDeps);
  const prompt = await modifyPrompt(input, deps, signal);
  signal.throwIfAborted();
  const clip = await generateClip(input, prompt, deps, signal);
  return { change: input, clip, thumbnail: makeClipThumbnail(input, clip, deps, signal) };
}

async function depsOf({ clipIndex }: ChangeInput, deps: StepDeps): Promise<ChangeDeps> {
  const workDir = join(deps.workDir, `clip-${clipIndex + 1}`);
  await mkdir(workDir, { recursive: true });
  return { ...deps, workDir, progress: deps.progress.ofClip(clipIndex), log: deps.log.child({ clipIndex }) };
}
