import { useEffect, useState } from 'react';

/**
 * A part of the page that is loaded when it is first wanted; null until it is there. What could not be loaded, as while the
 * connection is cut, is tried again when it is wanted next.
 */
export function useLoaded<Part>(load: () => Promise<Part>, isWanted: boolean): Part | null {
  const [part, setPart] = useState<Part | null>(null);
  useEffect(() => {
    if (!isWanted || part !== null) return;
    let isGone = false;
    load().then(
      (loaded) => isGone || setPart(() => loaded),
      () => undefined,
    );
    return () => {
      isGone = true;
    };
  }, [isWanted, part, load]);
  return part;
}
