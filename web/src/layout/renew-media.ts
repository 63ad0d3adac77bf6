import { createContext, useCallback, useEffect, useRef } from 'react';

/** URLs are signed for an hour: those that came a moment ago are as good as new ones. */
const FRESH_FOR_MS = 5 * 60_000;

/** Requests fresh URLs: something did not load, and its URL may have expired. */
export const RenewMedia = createContext<() => void>(() => undefined);

/** A value for RenewMedia that never changes, and loads the URLs at most once while they are fresh. */
export function useRenewal(reload: () => Promise<void>): () => void {
  const latest = useRef(reload);
  const renewedAt = useRef(-Infinity);
  useEffect(() => {
    latest.current = reload;
  }, [reload]);
  return useCallback(() => {
    if (performance.now() - renewedAt.current < FRESH_FOR_MS) return;
    renewedAt.current = performance.now();
    void latest.current();
  }, []);
}
