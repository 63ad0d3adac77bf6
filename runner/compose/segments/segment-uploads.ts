import type { Logger } from 'pino';
import { Semaphore } from '../../../core/util/semaphore.js';
import type { SegmentStore, StoredPart } from './segment-store.js';
import type { WorkPiece } from '../progress/work.js';

const UPLOADS_AT_ONCE = 4;

/** Uploads of new segments, in the background. */
export interface SegmentUploads {
  start(part: StoredPart, piece?: WorkPiece): void;
  /** Waits until all have ended. */
  ended(): Promise<void>;
}

/**
 * Stores new segments. A failed upload costs the next composition one encode and this one nothing; if the storage is
 * full, the final video's upload reports it. Uploads continue after a failed composition, so that its next try finds the
 * segments; the run's end stops them.
 */
export function segmentUploads(
  { store, log }: { store: SegmentStore; log: Pick<Logger, 'warn'> },
  signal: AbortSignal,
): SegmentUploads {
  const lanes = new Semaphore(UPLOADS_AT_ONCE);
  const running: Promise<void>[] = [];
  const upload = async (part: StoredPart, piece?: WorkPiece): Promise<void> => {
    try {
      await lanes.use(() => store.keep(part, signal, (fraction) => piece?.done(fraction)));
    } catch (error) {
      if (!signal.aborted) log.warn({ err: error, key: part.key }, 'A new segment could not be kept');
    }
    piece?.done(1);
  };
  return {
    start: (part, piece) => void running.push(upload(part, piece)),
    ended: async () => void (await Promise.all(running)),
  };
}
