import { publishRegeneration } from '../../../core/regeneration/lifecycle.js';
import type { PrismaClient } from '../../../prisma/generated/client.js';
import { claimOf } from './claim.js';
import { FENCE, insertRegenerationOf } from './running-regeneration.js';

/** A change as a runner publishes it, without its files. Returns the regeneration's id. */
export async function publishChange(
  db: PrismaClient,
  asked: { jobId: string; userId: string; clipIndex?: number; instruction?: string },
): Promise<string> {
  const { jobId, clipIndex = 0 } = asked;
  const current = await db.clipVersion.findFirst({ where: { jobId, clipIndex, isCurrent: true } });
  const id = await insertRegenerationOf(db, { ...asked, baseVersionNumber: current?.versionNumber ?? 1 });
  const published = await publishRegeneration(db, claimOf(id, FENCE), {
    ...{ originalClipKey: `video-clips/${jobId}/clip_${clipIndex}.mp4`, clipSha256: 'hash' },
    ...{ clipKey: `video-clips/${jobId}/${id}.mp4`, thumbnailKey: `clip-thumbnails/${jobId}/${id}.jpg` },
    ...{ videoKey: `video-outputs/${jobId}/${id}.mp4`, message: 'Done!' },
  });
  if (!published) throw new Error(`${id} could not be published`);
  return id;
}
