import { templateOf } from '../../../core/adjustments/adjustment.js';
import { shownInWords } from '../../../core/adjustments/in-words.js';
import { readDrawn } from '../../../core/adjustments/recipe.js';
import { shownStyle, STYLE_ID, type Style } from '../../../core/adjustments/style.js';
import { MAX_SEED } from '../../../core/job/seed.js';
import { footageKey, keyOf, type ClipRecord, type JobRecord } from '../../../core/job/job-record.js';
import type { ClipVersionRow, VideoVersionRow } from '../../../core/history/version-repository.js';
import type { UrlSigner } from '../../../core/storage/storage.js';
import type { ClipVersionType } from './clip-version.type.js';
import type { VideoVersionType } from './video-version.type.js';

/** The look of another clip has no template of its own. */
function styleView(style: Style, clipIndex: number): ClipVersionType['adjustments'][number] {
  const words = shownStyle(style, clipIndex);
  const label = `L${words.slice(1, words.indexOf(','))}`;
  return {
    template: { id: STYLE_ID, label, category: 'Color' },
    strength: style.strength,
    range: null,
    words,
  };
}

/** A version as the schema shows it, with the regeneration that its field resolver reads. */
export type ClipVersionParent = ClipVersionType & MadeBy & { videoKey: string | null };
export type VideoVersionParent = VideoVersionType & MadeBy & { videoKey: string | null };

type Sign = (key: string | null) => string | null;

interface MadeBy {
  regenerationId: string | null;
}

/**
 * Thousands are shown at once, and few of their fields are asked for: each is made when it is read. The URLs expire, so they
 * are signed on every read.
 */
class ClipVersionView implements ClipVersionParent {
  constructor(
    private readonly row: ClipVersionRow,
    private readonly of: { job: JobRecord; clip: ClipRecord; sign: Sign },
  ) {}

  get id(): string {
    return `${this.jobId}:${this.clipIndex}:${this.versionNumber}`;
  }
  get jobId(): string {
    return this.row.jobId;
  }
  get clipIndex(): number {
    return this.row.clipIndex;
  }
  get versionNumber(): number {
    return this.row.versionNumber;
  }
  get origin(): ClipVersionRow['origin'] {
    return this.row.origin;
  }
  get isCurrent(): boolean {
    return this.row.isCurrent;
  }
  get prompt(): string | null {
    return this.row.prompt ?? (this.isOriginalFootage ? this.of.clip.prompt : null);
  }
  get instruction(): string | null {
    return this.row.instruction;
  }
  get videoModel(): string | null {
    return this.row.videoModel ?? (this.isOriginalFootage ? this.of.job.videoModel : null);
  }
  get seed(): number | null {
    const seed = this.row.seed ?? (this.isOriginalFootage ? this.of.clip.seed : null);
    return seed !== null && seed >= 0 && seed <= MAX_SEED ? seed : null;
  }
  get cost(): string {
    const { costUsd } = this.of.clip;
    return this.versionNumber === 1 && costUsd !== null ? costUsd.toFixed(4) : this.row.cost;
  }
  /** The row of an original may be written with its first change. */
  get createdAt(): Date {
    return this.versionNumber === 1 ? this.of.job.createdAt : this.row.createdAt;
  }
  get restoredFrom(): number | null {
    return this.row.restoredFrom;
  }
  get adjustments(): ClipVersionType['adjustments'] {
    const drawn = readDrawn(this.row.adjustments);
    if (drawn === null) return [];
    const looks = drawn.adjustments.map((adjustment) => ({
      template: templateOf(adjustment),
      strength: adjustment.strength,
      range: adjustment.part ?? null,
      words: shownInWords(adjustment),
    }));
    return drawn.style === null ? looks : [styleView(drawn.style, this.clipIndex), ...looks];
  }
  get thumbnailUrl(): string | null {
    const original = this.isOriginalFootage ? this.of.clip.originalThumbnailKey : null;
    return this.of.sign(keyOf(this.row.thumbnailUrl) ?? original);
  }
  get videoUrl(): string | null {
    return this.of.sign(footageKey(this.row.videoUrl, this.of.clip));
  }
  /** Null where the files were removed. */
  get videoKey(): string | null {
    return this.of.job.mediaExpired ? null : footageKey(this.row.videoUrl, this.of.clip);
  }
  get regenerationId(): string | null {
    return this.row.regenerationId;
  }

  private get isOriginalFootage(): boolean {
    return (this.row.restoredFrom ?? this.row.versionNumber) === 1;
  }
}

/** The versions of one clip as the schema shows them. */
export function clipVersionViews(
  rows: readonly ClipVersionRow[],
  job: JobRecord,
  clip: ClipRecord,
  urls: UrlSigner,
): ClipVersionParent[] {
  const of = { job, clip, sign: signing(job, urls) };
  return rows.map((row) => new ClipVersionView(row, of));
}

export function videoVersionView(row: VideoVersionRow, job: JobRecord, urls: UrlSigner): VideoVersionParent {
  const { jobId, versionNumber, isCurrent, createdAt, summary, changes, isRestorable, regenerationId } = row;
  const videoKey = job.mediaExpired ? null : keyOf(row.videoUrl);
  const sign = signing(job, urls);
  return {
    videoKey,
    ...{ id: `${jobId}:${versionNumber}`, jobId, versionNumber, isCurrent, createdAt, summary, changes },
    get videoUrl() {
      return sign(videoKey);
    },
    isRestorable: isRestorable && !job.mediaExpired,
    regenerationId,
  };
}

/** The rows of a video whose files were removed still name them. */
function signing({ mediaExpired }: JobRecord, urls: UrlSigner): Sign {
  return (key) => (key === null || mediaExpired ? null : urls.signedUrl(key));
}
