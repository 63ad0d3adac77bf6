import { secondsAt } from '../../core/frames.js';
import type { ClipRecord, JobRecord } from '../../core/job-repository.js';
import { lyricsPreview } from '../../core/lyrics.js';
import type { UrlSigner } from '../../core/storage/storage.js';
import type { ClipType } from './clip.type.js';

export function clipView(job: JobRecord, clip: ClipRecord, urls: UrlSigner): ClipType {
  return {
    jobId: clip.jobId,
    clipIndex: clip.clipIndex,
    thumbnailUrl: clip.thumbnailKey === null ? null : urls.signedUrl(clip.thumbnailKey),
    videoUrl: clip.currentVideoKey === null ? null : urls.signedUrl(clip.currentVideoKey),
    timestampStart: secondsAt(clip.startFrame),
    timestampEnd: secondsAt(clip.endFrame),
    duration: secondsAt(clip.endFrame - clip.startFrame),
    lyricsPreview: lyricsPreview(job.data.lyrics, clip.startFrame, clip.endFrame),
    isRegenerated: clip.versionNumber > 1,
    versionNumber: clip.versionNumber,
    originalPrompt: clip.prompt,
    currentPrompt: clip.currentPrompt,
    regenerationCount: clip.regenerationCount,
  };
}
