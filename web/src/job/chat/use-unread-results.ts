import { useState } from 'react';

export interface UnreadResults {
  /** Clips (0-based) whose change ended while another clip was selected, and that were not selected since. */
  clipIndexes: ReadonlySet<number>;
  /** The change of a clip has ended. */
  add: (clipIndex: number) => void;
}

/** Results that the user has not looked at yet. Selecting a clip marks its result as read. */
export function useUnreadResults(selectedIndex: number | null): UnreadResults {
  const [clipIndexes, setClipIndexes] = useState<ReadonlySet<number>>(new Set());
  // Read during rendering, so that no frame shows a badge on the selected clip.
  if (selectedIndex !== null && clipIndexes.has(selectedIndex)) {
    setClipIndexes(new Set([...clipIndexes].filter((index) => index !== selectedIndex)));
  }
  return {
    clipIndexes,
    add: (clipIndex) => setClipIndexes((before) => new Set([...before, clipIndex])),
  };
}
