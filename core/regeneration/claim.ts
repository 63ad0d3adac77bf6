/**
 * A runner's hold on a regeneration. Every write of a run takes it: a newer claim raises the row's fence, and a write
 * with an older one changes nothing.
 */
export interface Claim {
  /** The regeneration. */
  id: string;
  attempt: number;
  fence: number;
}

/**
 * A hold on one clip's part of a regeneration, or on one take of it. Its calls and results are kept apart from those of
 * the other clips and takes.
 */
export interface ChangeClaim extends Claim {
  /** Counts from 0. */
  clipIndex: number;
  /** Counts from 0; the prompt that all takes share is the first one's. */
  take: number;
}
