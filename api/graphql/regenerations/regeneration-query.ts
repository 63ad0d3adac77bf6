import { ApiError } from '../../../core/errors.js';
import type { RegenerationRow } from '../../../core/regeneration/regeneration-repository.js';
import { isUuid } from '../../../core/util/uuid.js';
import type { ApiContext } from '../context.js';
import { cursorOf, pageInfo, pageSize, placeOf } from '../page-limits.js';
import type { RegenerationConnectionParent } from './regeneration-connection.type.js';
import { regenerationView } from './regeneration-view.js';
import type { RegenerateClipPayload } from './quote.type.js';
import type { RegenerationType } from './regeneration.type.js';

/** What reading regenerations needs of the request. */
type Access = Pick<ApiContext, 'db' | 'regenerations' | 'viewer'>;

/** The viewer's regeneration, or null. */
export async function findRegeneration(context: Access, id: string): Promise<RegenerationType | null> {
  const row = await findRow(context, id);
  return row === null ? null : regenerationView(row);
}

/** The viewer's regeneration; NOT_FOUND if there is none, FORBIDDEN if it belongs to another user. */
export async function ownRegeneration(context: Access, id: string): Promise<RegenerationType> {
  return regenerationView(await ownRow(context, id));
}

/** The answer of regenerateClip. */
export async function ownPayload(context: Access, id: string): Promise<RegenerateClipPayload> {
  const row = await ownRow(context, id);
  const regeneration = regenerationView(row);
  return {
    regeneration,
    regenerationId: row.id,
    estimatedCost: regeneration.estimatedCost.total,
    estimatedTime: row.estimatedSeconds,
    status: regeneration.status,
  };
}

async function findRow({ regenerations, viewer }: Access, id: string): Promise<RegenerationRow | null> {
  return isUuid(id) ? await regenerations.find(id, viewer.id) : null;
}

/** Its row; NOT_FOUND if there is none, FORBIDDEN if it belongs to another user. */
export async function ownRow(context: Access, id: string): Promise<RegenerationRow> {
  const row = await findRow(context, id);
  if (row !== null) return row;
  const exists = isUuid(id) && (await context.db.clipRegeneration.count({ where: { id } })) > 0;
  throw exists ? somebodyElses() : noSuchRegeneration();
}

export function somebodyElses(): ApiError {
  return new ApiError('FORBIDDEN', 'This regeneration belongs to somebody else.');
}

export function noSuchRegeneration(): ApiError {
  return new ApiError('NOT_FOUND', 'There is no such regeneration.');
}

/** The viewer's changes of one job and perhaps one clip, newest first. */
export async function listRegenerations(
  { regenerations, viewer }: Access,
  { jobId, clipIndex }: { jobId: string; clipIndex: number | null },
  first: number,
): Promise<RegenerationType[]> {
  const rows = await regenerations.list({ jobId, clipIndex, userId: viewer.id }, pageSize(first));
  return rows.map(regenerationView);
}

/** A page of the viewer's changes of one job and perhaps one clip, newest first. */
export async function pageOfRegenerations(
  { regenerations, viewer }: Access,
  { jobId, clipIndex }: { jobId: string; clipIndex: number | null },
  { first, after }: { first: number; after: string | null },
): Promise<RegenerationConnectionParent> {
  const which = { jobId, clipIndex, userId: viewer.id };
  const limit = pageSize(first);
  const place = after === null ? null : placeOf(after);
  const rows = await regenerations.page({ ...which, limit: limit + 1, after: place });
  const edges = rows.slice(0, limit).map((row) => ({ cursor: cursorOf(row), node: regenerationView(row) }));
  return { which, edges, pageInfo: pageInfo(edges, rows.length > limit) };
}
