import { footageKey, keyOf, type ClipRecord, type JobRecord } from '../../../core/job/job-record.js';
import type { ClipVersionRow, VideoVersionRow } from '../../../core/history/version-repository.js';
import type { UrlSigner } from '../../../core/storage/storage.js';
import type { ClipVersionType } from './clip-version.type.js';
import type { VideoVersionType } from './video-version.type.js';

/** A version as the schema shows it, with the regeneration that its field resolver reads. */
export type ClipVersionParent = ClipVersionType & MadeBy;
export type VideoVersionParent = VideoVersionType & MadeBy;

interface MadeBy {
  regenerationId: string | null;
}

/** Its URLs expire, so they are signed on every read. */
export function clipVersionView(
  row: ClipVersionRow,
  job: JobRecord,
  clip: ClipRecord,
  urls: UrlSigner,
): ClipVersionParent {
  const { jobId, clipIndex, versionNumber, origin, isCurrent, instruction, restoredFrom } = row;
  const isOriginalFootage = (restoredFrom ?? versionNumber) === 1;
  const sign = signing(job, urls);
  return {
    ...{ id: `${jobId}:${clipIndex}:${versionNumber}`, jobId, clipIndex, versionNumber, origin, isCurrent },
    prompt: row.prompt ?? (isOriginalFootage ? clip.prompt : null),
    instruction,
    videoModel: row.videoModel ?? (isOriginalFootage ? job.videoModel : null),
    cost: versionNumber === 1 && clip.costUsd !== null ? clip.costUsd.toFixed(4) : row.cost,
    // The row of an original may be written with its first change.
    createdAt: versionNumber === 1 ? job.createdAt : row.createdAt,
    restoredFrom,
    get thumbnailUrl() {
      return sign(keyOf(row.thumbnailUrl) ?? (isOriginalFootage ? clip.originalThumbnailKey : null));
    },
    get videoUrl() {
      return sign(footageKey(row.videoUrl, clip));
    },
    regenerationId: row.regenerationId,
  };
}

export function videoVersionView(row: VideoVersionRow, job: JobRecord, urls: UrlSigner): VideoVersionParent {
  const { jobId, versionNumber, isCurrent, createdAt, summary, changes, isRestorable, regenerationId } = row;
  const sign = signing(job, urls);
  return {
    ...{ id: `${jobId}:${versionNumber}`, jobId, versionNumber, isCurrent, createdAt, summary, changes },
    get videoUrl() {
      return sign(keyOf(row.videoUrl));
    },
    isRestorable: isRestorable && !job.mediaExpired,
    regenerationId,
  };
}

/** The rows of a video whose files were removed still name them. */
function signing({ mediaExpired }: JobRecord, urls: UrlSigner): (key: string | null) => string | null {
  return (key) => (key === null || mediaExpired ? null : urls.signedUrl(key));
}
