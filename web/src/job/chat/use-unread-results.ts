import { useState } from 'react';

export interface UnreadResults {
  /** Clips (0-based) whose change ended while other clips were picked, and that were not picked since. */
  clipIndexes: ReadonlySet<number>;
  /** The change of these clips has ended. */
  add: (changed: readonly number[]) => void;
}

/** Results that the user has not looked at yet. Picking a clip marks its result as read. */
export function useUnreadResults(picked: readonly number[]): UnreadResults {
  const [clipIndexes, setClipIndexes] = useState<ReadonlySet<number>>(new Set());
  // Read during rendering, so that no frame shows a badge on a picked clip.
  if (picked.some((index) => clipIndexes.has(index))) {
    setClipIndexes(new Set([...clipIndexes].filter((index) => !picked.includes(index))));
  }
  return {
    clipIndexes,
    add: (changed) => setClipIndexes((before) => new Set([...before, ...changed])),
  };
}
