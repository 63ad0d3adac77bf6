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
