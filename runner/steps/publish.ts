import { crashPoint } from '../../core/regeneration/crash-point.js';
import { isPublished, publishRegeneration, type Publication } from '../../core/regeneration/lifecycle.js';
import { Stopped } from '../lease.js';
import type { CompositionInput, RestoreInput, RunInput } from '../regeneration-row.js';
import type { ChangedClip } from './change-clip.js';
import type { StepDeps } from './step.js';

/** Step 4: switches clips, final video, costs and statuses in one transaction. */
export async function publish(
  input: RunInput,
  { change, clip, thumbnail }: ChangedClip,
  videoKey: string,
  deps: StepDeps,
): Promise<void> {
  await publishOnce(input, deps, {
    originalClipKey: change.clip.videoKey,
    clipKey: clip.key,
    clipSha256: clip.sha256,
    thumbnailKey: await thumbnail,
    videoKey,
    message: `Done! Clip ${change.clipIndex + 1} is changed.`,
  });
}

/** The only step of a RESTORE beside its composition: earlier footage becomes current, as new versions. */
export async function publishRestored(input: RestoreInput, videoKey: string, deps: StepDeps): Promise<void> {
  await publishOnce(input, deps, { videoKey, message: 'Done! The video is as it was.' });
}

async function publishOnce(input: CompositionInput, deps: StepDeps, publication: Publication): Promise<void> {
  const published = await publishRegeneration(deps.db, input, publication);
  crashPoint('after-publish');
  // This run may have published before, if the first answer was lost with its connection.
  if (!published && !(await isPublished(deps.db, input))) throw new Stopped('lease-lost');
}
