import type { PrismaClient } from '../../../prisma/generated/client.js';
import type { Style } from '../../adjustments/style.js';
import { ApiError } from '../../errors.js';
import { footageKey, type ClipRecord, type JobRecord } from '../../job/job-record.js';
import { ofClip, type AskedChange, type StyleFrom } from '../changes-request.js';
import type { Wish } from './clips-meant.js';

/** For each change the look of another clip that it asks for, with the file that shows it; null: none. */
export async function stylesOf(
  db: PrismaClient,
  job: JobRecord,
  changes: readonly AskedChange[],
  wishes: readonly Wish[],
): Promise<(Style | null)[]> {
  const earlier = await earlierFiles(db, job, wishes);
  return changes.map(({ clipIndex }, at) => {
    const { styleFrom } = wishes[at]!;
    if (styleFrom === null) return null;
    return ofClip(clipIndex, changes.length, () => styleOf(job, clipIndex, styleFrom, earlier));
  });
}

function styleOf(
  { clips }: JobRecord,
  target: number,
  { clipIndex, versionNumber, strength }: StyleFrom,
  earlier: ReadonlyMap<string, string>,
): Style {
  const clip = clips.find((candidate) => candidate.clipIndex === clipIndex);
  const name = `clip ${clipIndex + 1}`;
  if (clip === undefined)
    throw new ApiError('BAD_USER_INPUT', `There is no ${name} whose look could be taken over.`);
  const version = versionNumber ?? clip.versionNumber;
  if (clipIndex === target && version === clip.versionNumber)
    throw new ApiError(
      'BAD_USER_INPUT',
      'This clip has its own look already: name another clip, or an earlier version.',
    );
  const key = keyOf(clip, version, earlier);
  if (key === undefined) throw new ApiError('BAD_USER_INPUT', `C${name.slice(1)} has no version ${version}.`);
  if (key === null) throw new ApiError('BAD_USER_INPUT', `C${name.slice(1)} has no footage to look like.`);
  return { clipIndex, versionNumber: version, key, seen: null, strength };
}

/** Undefined: there is no such version. */
function keyOf(
  clip: ClipRecord,
  version: number,
  earlier: ReadonlyMap<string, string>,
): string | null | undefined {
  if (version === clip.versionNumber) return clip.currentVideoKey;
  const address = earlier.get(`${clip.clipIndex}:${version}`);
  // An original without a row is the pipeline's clip.
  return address === undefined && version !== 1 ? undefined : footageKey(address, clip);
}

/** Addresses of the versions that are named by their number, by "clip:version". */
async function earlierFiles(
  db: PrismaClient,
  { id: jobId }: JobRecord,
  wishes: readonly Wish[],
): Promise<Map<string, string>> {
  const named = wishes.flatMap(({ styleFrom }) =>
    styleFrom === null || styleFrom.versionNumber === null
      ? []
      : [{ clipIndex: styleFrom.clipIndex, versionNumber: styleFrom.versionNumber }],
  );
  if (named.length === 0) return new Map();
  const rows = await db.clipVersion.findMany({
    where: { jobId, OR: named },
    select: { clipIndex: true, versionNumber: true, videoUrl: true },
  });
  return new Map(rows.map((row) => [`${row.clipIndex}:${row.versionNumber}`, row.videoUrl]));
}
