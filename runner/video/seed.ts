import { createHash } from 'node:crypto';
import type { PrismaClient } from '../../prisma/generated/client.js';
import type { ClipRecord } from '../../core/job-record.js';
import { checkpointSchema, type RunInput } from '../regeneration-row.js';

/**
 * What a clip's model is seeded with. A change that templates know wholly keeps the seed of the clip before, so that
 * only the look changes. Any other change draws one, by the regeneration's id: each attempt of it asks for the same.
 */
export async function seedOf(
  { id, templates, clip }: Pick<RunInput, 'id' | 'templates' | 'clip'>,
  db: PrismaClient,
): Promise<number> {
  const kept = templates.length > 0 ? await currentSeed(clip, db) : null;
  return kept ?? createHash('sha256').update(id).digest().readUInt32BE() >>> 1;
}

/** What the clip's current version was seeded with; null where nobody knows. */
async function currentSeed({ jobId, clipIndex, seed }: ClipRecord, db: PrismaClient): Promise<number | null> {
  const version = await db.clipVersion.findFirst({ where: { jobId, clipIndex, isCurrent: true } });
  if (version === null || version.versionNumber === 1) return seed;
  if (version.regenerationId === null) return null;
  const made = await db.clipRegeneration.findUnique({ where: { id: version.regenerationId } });
  return checkpointSchema.safeParse(made?.checkpoint).data?.prediction?.seed ?? null;
}
