import { useEffect, useRef } from 'react';

/** Reads again when the stamp changes. */
export function useRefetchWith(stamp: string, refetch: () => Promise<unknown>): void {
  const last = useRef(stamp);
  const latest = useRef(refetch);
  useEffect(() => void (latest.current = refetch));
  useEffect(() => {
    if (last.current === stamp) return;
    last.current = stamp;
    void latest.current().catch(() => undefined);
  }, [stamp]);
}
