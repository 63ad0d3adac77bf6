import { useCallback, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Outcome } from '../progress/progress-state.js';
import { endedNews, useRestores } from './use-restores.js';
import type { Compared, VideoHistory } from './video-history.js';

interface VideoHistoryInput {
  job: { id: string; versionNumber: number; status: string };
  /** What is under way in the video. */
  active: { id: string } | null;
  onRestored: (changed: { clipIndex: number; regenerationId: string }) => void;
}

/** What the page's parts share of the video's versions: the ways back, and what is being compared. */
export function useVideoHistory({ job, active, onRestored }: VideoHistoryInput) {
  const { news, say, ...ways } = useRestores({ job, onRestored });
  const [comparison, setComparison] = useState<{ of: Compared; at: number } | null>(null);
  const opener = useRef<Element | null>(null);
  const compare = (of: Compared | null) => {
    if (of) opener.current = document.activeElement;
    // What is hidden takes no focus.
    flushSync(() => setComparison(of && { of, at: job.versionNumber }));
    if (!of && opener.current instanceof HTMLElement) opener.current.focus();
  };
  const close = useCallback(() => say(null), [say]);
  const value: VideoHistory = {
    ...ways,
    compare,
    blocked: active ? 'This waits until the change is done.' : null,
  };
  /** Of a version that was composed again. */
  const sayEnded = (outcome: Outcome | null, summary: string) => say(endedNews(outcome, summary));
  return {
    value,
    sayEnded,
    news,
    close,
    compare,
    // Another version has come since: the page shows that one.
    compared: comparison?.at === job.versionNumber ? comparison.of : null,
  };
}
