import { useState } from 'react';
import { useSearchParams } from 'react-router';

/**
 * The selected clip (0-based), kept in the address as ?clip=1… so that a reload and a shared link show it.
 * Without one there, the clip that was being changed when the page came up.
 */
export function useSelectedClip(activeIndex: number | null): [number | null, (clipIndex: number) => void] {
  const [params, setParams] = useSearchParams();
  const [activeAtFirst] = useState(activeIndex);
  const chosen = /^[1-9]\d{0,3}$/.test(params.get('clip') ?? '') ? Number(params.get('clip')) - 1 : null;
  const select = (clipIndex: number) =>
    setParams({ clip: String(clipIndex + 1) }, { replace: true, preventScrollReset: true });
  return [chosen ?? activeAtFirst, select];
}
