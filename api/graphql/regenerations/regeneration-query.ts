import type { ClipRegeneration, PrismaClient } from '../../../prisma/generated/client.js';
import { ApiError } from '../../../core/errors.js';
import { isUuid } from '../../../core/util/uuid.js';
import { regenerationView } from './regeneration-view.js';
import type { RegenerateClipPayload } from './quote.type.js';
import type { RegenerationType } from './regeneration.type.js';

/** A user's regeneration, or null. */
export async function findRegeneration(
  db: PrismaClient,
  id: string,
  userId: string,
): Promise<RegenerationType | null> {
  const row = await findRow(db, id, userId);
  return row === null ? null : regenerationView(row);
}

/** The viewer's regeneration; NOT_FOUND if there is none, FORBIDDEN if it belongs to another user. */
export async function ownRegeneration(
  db: PrismaClient,
  id: string,
  userId: string,
): Promise<RegenerationType> {
  return regenerationView(await ownRow(db, id, userId));
}

/** The answer of regenerateClip. */
export async function ownPayload(
  db: PrismaClient,
  id: string,
  userId: string,
): Promise<RegenerateClipPayload> {
  const row = await ownRow(db, id, userId);
  const regeneration = regenerationView(row);
  return {
    regeneration,
    regenerationId: row.id,
    estimatedCost: regeneration.estimatedCost.total,
    estimatedTime: row.estimatedSeconds,
    status: regeneration.status,
  };
}

async function findRow(db: PrismaClient, id: string, userId: string): Promise<ClipRegeneration | null> {
  return isUuid(id) ? await db.clipRegeneration.findFirst({ where: { id, userId } }) : null;
}

async function ownRow(db: PrismaClient, id: string, userId: string): Promise<ClipRegeneration> {
  const row = await findRow(db, id, userId);
  if (row !== null) return row;
  const exists = isUuid(id) && (await db.clipRegeneration.count({ where: { id } })) > 0;
  throw exists ? somebodyElses() : noSuchRegeneration();
}

export function somebodyElses(): ApiError {
  return new ApiError('FORBIDDEN', 'This regeneration belongs to somebody else.');
}

export function noSuchRegeneration(): ApiError {
  return new ApiError('NOT_FOUND', 'There is no such regeneration.');
}

const MAX_LIST = 100;

/** Newest first, of one job and perhaps one clip. */
export async function listRegenerations(
  db: PrismaClient,
  where: { jobId: string; userId: string; clipIndex?: number },
  first: number,
): Promise<RegenerationType[]> {
  if (first < 1 || first > MAX_LIST)
    throw new ApiError('BAD_USER_INPUT', `first must be between 1 and ${MAX_LIST}.`);
  const rows = await db.clipRegeneration.findMany({
    where,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: first,
  });
  return rows.map(regenerationView);
}
