import { UUID_PATTERN } from '../../core/util/uuid.js';

/** The buckets that hold a video's objects, each under `<bucket>/<job>/…`. */
export const MEDIA_BUCKETS = [
  'video-clips',
  'clip-thumbnails',
  'video-outputs',
  'audio-uploads',
  'reference-images',
  'segments',
] as const;

/** An object that one of our programs wrote. */
export interface OwnObject {
  key: string;
  jobId: string;
  /** The run that wrote it; null for an import's and for segments. */
  regenerationId: string | null;
  /** A part of a composed video, kept to save encoding it again, or a note about a clip beside them. */
  isSegment: boolean;
}

const RUN = new RegExp(`^[a-z-]+/(${UUID_PATTERN})/(${UUID_PATTERN})/\\d+/`, 'i');
const IMPORT = new RegExp(`^[a-z-]+/(${UUID_PATTERN})/[0-9a-f]{12}/`, 'i');
const SEGMENT = new RegExp(
  `^segments/(${UUID_PATTERN})/[0-9a-f]{64}\\.(?:mp4|m4a|[a-z0-9_-]+\\.footage\\d+)$`,
  'i',
);

/**
 * Who wrote an object, by its key; null for objects that we must leave alone. The pipeline shares these buckets, and no
 * row names what it is still making or stores for other purposes.
 */
export function ownObject(key: string): OwnObject | null {
  const segment = SEGMENT.exec(key);
  if (segment) return { key, jobId: segment[1]!, regenerationId: null, isSegment: true };
  const run = RUN.exec(key);
  if (run) return { key, jobId: run[1]!, regenerationId: run[2]!, isSegment: false };
  const imported = IMPORT.exec(key);
  return imported ? { key, jobId: imported[1]!, regenerationId: null, isSegment: false } : null;
}
