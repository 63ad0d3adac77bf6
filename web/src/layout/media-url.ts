import { useState } from 'react';

/**
 * The object behind a signed URL. Objects are immutable and their paths are their identity; the signature in the
 * query changes with every answer of the API.
 */
export function mediaIdentity(url: string): string {
  return url.split('?', 1)[0] ?? url;
}

/** A signed URL that changes only when it leads to another object, so that nothing is loaded twice. */
export function useStableMediaUrl(url: string | null | undefined): string | null {
  const [stable, setStable] = useState(url ?? null);
  if (stable !== null && url && mediaIdentity(stable) === mediaIdentity(url)) return stable;
  if (stable !== (url ?? null)) setStable(url ?? null);
  return url ?? null;
}
