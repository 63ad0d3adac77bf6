import { useState } from 'react';
import { useSearchParams } from 'react-router';

/**
 * The selected clip (0-based), kept in the address as ?clip=1… so that a reload and a shared link show it.
 * Without one there, the clip that was being changed when the page came up. Null deselects.
 */
export function useSelectedClip(
  activeIndex: number | null,
): [number | null, (clipIndex: number | null) => void] {
  const [params, setParams] = useSearchParams();
  const [activeAtFirst, forgetActive] = useState(activeIndex);
  const chosen = /^[1-9]\d{0,3}$/.test(params.get('clip') ?? '') ? Number(params.get('clip')) - 1 : null;
  const select = (clipIndex: number | null) => {
    if (clipIndex === null) forgetActive(null);
    const next: Record<string, string> = clipIndex === null ? {} : { clip: String(clipIndex + 1) };
    setParams(next, { replace: true, preventScrollReset: true });
  };
  return [chosen ?? activeAtFirst, select];
}
