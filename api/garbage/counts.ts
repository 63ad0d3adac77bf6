/** What was collected since the start of this process; metrics may read it at any time. */
export interface GarbageCounts {
  /** Rounds that ran to their end here. */
  sweeps: number;
  /** Stored objects that were deleted, and their bytes. */
  objects: number;
  bytes: number;
  /** Videos whose files were taken out of use. */
  expiredJobs: number;
  /** Copies that nobody finishes any more. */
  partialFiles: number;
  /** Folders of runners that are gone. */
  scratchFolders: number;
  /** Things that could not be deleted; the next round tries them again. */
  failures: number;
}

export function noCounts(): GarbageCounts {
  return {
    sweeps: 0,
    objects: 0,
    bytes: 0,
    expiredJobs: 0,
    partialFiles: 0,
    scratchFolders: 0,
    failures: 0,
  };
}
