import { crashPoint } from '../../core/crash-point.js';
import { publishRegeneration } from '../../core/regeneration/lifecycle.js';
import { Stopped } from '../lease.js';
import type { RunInput } from '../regeneration-row.js';
import type { GeneratedClip } from './generate-clip.js';
import type { StepDeps } from './step.js';

/** Step 4: flips clip, final video, costs and statuses in one transaction. */
export async function publish(
  input: RunInput,
  generated: GeneratedClip,
  thumbnailKey: string | null,
  videoKey: string,
  deps: StepDeps,
): Promise<void> {
  const published = await publishRegeneration(deps.db, input.id, input.fence, {
    originalClipKey: input.clip.videoKey,
    clipKey: generated.key,
    clipSha256: generated.sha256,
    thumbnailKey,
    videoKey,
    message: `Done! Clip ${input.clip.clipIndex + 1} is changed.`,
  });
  crashPoint('after-publish');
  if (!published && !(await isPublished(input, deps))) throw new Stopped('lease-lost');
}

/** Whether it was published before, by this run: the first answer may have been lost with its connection. */
async function isPublished({ id, fence }: RunInput, { db }: StepDeps): Promise<boolean> {
  return (await db.clipRegeneration.count({ where: { id, fence, status: 'completed' } })) === 1;
}
