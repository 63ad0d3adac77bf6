import { secondsAt } from '../../../core/job/frames.js';
import type { ClipRecord, JobRecord } from '../../../core/job/job-record.js';
import { firstOwnFrames } from '../../../core/timeline/segments.js';
import type { UrlSigner } from '../../../core/storage/storage.js';
import type { ClipType } from './clip.type.js';

/** A Clip as the schema shows it, with the records that its field resolvers need. */
export type ClipParent = ClipType & { job: JobRecord; record: ClipRecord };

// JobRepository keeps the record of an unchanged job, so its clips keep their views.
const viewsOfJob = new WeakMap<JobRecord, ClipParent[]>();

/** A job's clips as the schema shows them. */
export function clipViews(job: JobRecord, urls: UrlSigner): ClipParent[] {
  const known = viewsOfJob.get(job);
  if (known !== undefined) return known;
  const pictureStarts = firstOwnFrames(job.data);
  const views = job.clips.map((clip, position) => clipView(job, clip, pictureStarts[position]!, urls));
  viewsOfJob.set(job, views);
  return views;
}

/** One clip. Its URLs expire, so they are signed on every read. */
function clipView(job: JobRecord, clip: ClipRecord, pictureStartFrame: number, urls: UrlSigner): ClipParent {
  return {
    ...{ job, record: clip },
    id: `${clip.jobId}:${clip.clipIndex}`,
    jobId: clip.jobId,
    clipIndex: clip.clipIndex,
    get thumbnailUrl() {
      return clip.thumbnailKey === null ? null : urls.signedUrl(clip.thumbnailKey);
    },
    get videoUrl() {
      return clip.currentVideoKey === null ? null : urls.signedUrl(clip.currentVideoKey);
    },
    get downloadUrl() {
      if (clip.currentVideoKey === null) return null;
      return urls.downloadUrl(clip.currentVideoKey, job.title, ` - clip ${clip.clipIndex + 1}`);
    },
    timestampStart: secondsAt(clip.startFrame),
    timestampEnd: secondsAt(clip.endFrame),
    pictureStart: secondsAt(pictureStartFrame),
    duration: secondsAt(clip.endFrame - clip.startFrame),
    lyricsPreview: clip.lyricsPreview,
    isRegenerated: clip.rootVersion > 1,
    versionNumber: clip.versionNumber,
    originalPrompt: clip.prompt,
    currentPrompt: clip.currentPrompt,
    regenerationCount: clip.regenerationCount,
  };
}
