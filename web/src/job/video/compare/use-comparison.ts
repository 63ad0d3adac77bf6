import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useAddress } from '../../address.js';
import { fromAddress, inAddress } from './compared.js';
import type { Compared, View } from './compared.js';

/** What to compare with the version that the video shows. */
export interface ToCompare {
  /** From 0; null: the whole video. */
  clip: number | null;
  /** Null: the version before. */
  version: number | null;
}

interface ComparisonInput {
  job: { versionNumber: number; clips: readonly { clipIndex: number; versionNumber: number }[] };
  /** The only picked clip. */
  only: number | null;
}

/**
 * The comparison that is open, kept in the address so that a reload and a shared link show it. One of a clip ends when
 * another is picked, and every one when there is another version, which the page shows.
 */
export function useComparison({ job, only }: ComparisonInput) {
  const address = useAddress();
  const [{ of, at }, set] = useState(() => ({ of: fromAddress(location.search), at: job.versionNumber }));
  const [lastView, keepView] = useState<View>(of?.view ?? 'wipe');
  const opener = useRef<Element | null>(null);
  const isOver = of !== null && (at !== job.versionNumber || (of.clip !== null && of.clip !== only));

  /** Without moving the focus. */
  const change = (next: Compared | null) => {
    set({ of: next, at: job.versionNumber });
    address(inAddress(next));
    if (next) keepView(next.view);
  };
  const end = useEffectEvent(() => change(null));
  useEffect(() => {
    if (isOver) end();
  }, [isOver]);

  const show = (next: Compared) => {
    if (!of) opener.current = document.activeElement;
    change(next);
  };
  const close = () => {
    // What is hidden takes no focus.
    flushSync(() => change(null));
    const before = opener.current;
    if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
  };

  const compare = ({ clip, version }: ToCompare) => {
    const current = clip === null ? job : job.clips.find(({ clipIndex }) => clipIndex === clip);
    if (current) show({ clip, first: version, second: current.versionNumber, view: lastView });
  };
  return { compared: isOver ? null : of, compare, change, close };
}
