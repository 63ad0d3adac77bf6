import { crashPoint } from '../../core/regeneration/crash-point.js';
import { isPublished, publishRegeneration } from '../../core/regeneration/lifecycle.js';
import { Stopped } from '../lease.js';
import type { RunInput } from '../regeneration-row.js';
import type { GeneratedClip } from './generate-clip.js';
import type { StepDeps } from './step.js';

/** Step 4: switches clip, final video, costs and statuses in one transaction. */
export async function publish(
  input: RunInput,
  generated: GeneratedClip,
  thumbnailKey: string | null,
  videoKey: string,
  deps: StepDeps,
): Promise<void> {
  const published = await publishRegeneration(deps.db, input, {
    originalClipKey: input.clip.videoKey,
    clipKey: generated.key,
    clipSha256: generated.sha256,
    thumbnailKey,
    videoKey,
    message: `Done! Clip ${input.clip.clipIndex + 1} is changed.`,
  });
  crashPoint('after-publish');
  // This run may have published before, if the first answer was lost with its connection.
  if (!published && !(await isPublished(deps.db, input))) throw new Stopped('lease-lost');
}
