import { clipsInWords } from '../../core/order/clips-in-words.js';
import { crashPoint } from '../../core/regeneration/crash-point.js';
import { isPublished, publishRegeneration, type Publication } from '../../core/regeneration/lifecycle.js';
import { Stopped } from '../lease.js';
import type { CompositionInput, RestoreInput, RunInput } from '../regeneration-row.js';
import type { ChangedClip } from './change-clip.js';
import type { StepDeps } from './step.js';

/** Step 4: switches clips, final video, costs and statuses in one transaction. */
export async function publish(
  input: RunInput,
  changed: readonly ChangedClip[],
  videoKey: string,
  deps: StepDeps,
): Promise<void> {
  const clips = await Promise.all(
    changed.map(async ({ change, clip, thumbnail }) => ({
      clipIndex: change.clipIndex,
      originalClipKey: change.clip.videoKey,
      clipKey: clip.key,
      clipSha256: clip.sha256,
      thumbnailKey: await thumbnail,
    })),
  );
  await publishOnce(input, deps, {
    clips,
    videoKey,
    message: summary(input, changed),
  });
}

/** The only step of a RESTORE beside its composition: earlier footage becomes current, as new versions. */
export async function publishRestored(input: RestoreInput, videoKey: string, deps: StepDeps): Promise<void> {
  await publishOnce(input, deps, { videoKey, message: 'Done! The video is as it was.' });
}

/** The last step of TAKES: what is made becomes versions to choose from, and nothing current. */
export async function publishTakes(
  input: RunInput,
  made: readonly ChangedClip[],
  deps: StepDeps,
): Promise<void> {
  await publishOnce(input, deps, { message: takesInWords(input, made) });
}

async function publishOnce(input: CompositionInput, deps: StepDeps, publication: Publication): Promise<void> {
  const published = await publishRegeneration(deps.db, input, publication);
  crashPoint('after-publish');
  // This run may have published before, if the first answer was lost with its connection.
  if (!published && !(await isPublished(deps.db, input))) throw new Stopped('lease-lost');
}

function summary({ changes }: RunInput, changed: readonly ChangedClip[]): string {
  const done = changed.map(({ change }) => change.clipIndex);
  const left = changes.map(({ clipIndex }) => clipIndex).filter((clipIndex) => !done.includes(clipIndex));
  const kept =
    left.length === 0 ? '' : ` ${clipsInWords(left)} ${left.length > 1 ? 'stay' : 'stays'} as before.`;
  return `Done! ${clipsInWords(done)} ${done.length > 1 ? 'are' : 'is'} changed.${kept}`;
}

function takesInWords({ changes }: RunInput, made: readonly ChangedClip[]): string {
  const clips = [...new Set(made.map(({ change }) => change.clipIndex))].toSorted(
    (one, other) => one - other,
  );
  const asked = changes.reduce((sum, { takes }) => sum + takes, 0);
  const failed = asked - made.length;
  const missing = failed === 0 ? '' : ` ${failed} could not be made.`;
  const count = made.length === 1 ? '1 take' : `${made.length} takes`;
  return `Done! ${count} of ${clipsInWords(clips).toLowerCase()} ${made.length === 1 ? 'is' : 'are'} there to choose from.${missing}`;
}
