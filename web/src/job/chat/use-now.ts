import { useEffect, useState } from 'react';

/** The time, in milliseconds since 1970, read again at a moment; null: at none. */
export function useNow(moment: number | null): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (moment === null) return undefined;
    const timer = setTimeout(() => setNow(Date.now()), Math.max(0, moment - Date.now()) + 1);
    return () => clearTimeout(timer);
  }, [moment]);
  return now;
}
