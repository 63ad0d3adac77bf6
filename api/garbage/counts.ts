/** What was collected since the start of this process; metrics may read it at any time. */
export interface GarbageCounts {
  /** Rounds that this process completed. */
  sweeps: number;
  /** Stored objects that were deleted, and their bytes. */
  objects: number;
  bytes: number;
  /** Videos whose files were taken out of use. */
  expiredJobs: number;
  /** Events of regenerations that ended long ago. */
  events: number;
  /** Partial copies without a writer. */
  partialFiles: number;
  /** Scratch folders of dead runners. */
  scratchFolders: number;
  /** What could not be deleted; the next round tries again. */
  failures: number;
}

export function noCounts(): GarbageCounts {
  return {
    sweeps: 0,
    objects: 0,
    bytes: 0,
    expiredJobs: 0,
    events: 0,
    partialFiles: 0,
    scratchFolders: 0,
    failures: 0,
  };
}
