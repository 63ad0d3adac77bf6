import { useEffect, useRef, useState, type RefObject } from 'react';
import { problemOf, type Problem } from '../errors/problem.js';
import { formatNumber } from '../format/number.js';
import { Notice } from '../layout/Notice.js';
import { t } from '../languages/t.js';

interface MoreJobsProps {
  shown: number;
  total: number;
  hasMore: boolean;
  list: RefObject<HTMLUListElement | null>;
  load: () => Promise<void>;
}

/** How much of the list is there, and the button for more; then the focus goes on to the first new video. */
export function MoreJobs({ shown, total, hasMore, list, load }: MoreJobsProps) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const more = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setProblem(null);
    try {
      await load();
    } catch (error) {
      setProblem(problemOf(error));
    }
    setBusy(false);
  };
  const focusNext = useFocusOnNew(list, shown);
  const onMore = (): void => {
    focusNext();
    void more();
  };
  return (
    <div className="job-list-more">
      {problem && <Notice tone="error" title={problem.sentence} onRetry={onMore} />}
      <p className="muted" role="status">
        {busy
          ? t('jobs.loadingMore')
          : t('jobs.shown', { shown: formatNumber(shown), total: formatNumber(total) })}
      </p>
      {hasMore && !problem && (
        <button type="button" className="button" aria-disabled={busy} onClick={onMore}>
          {busy ? t('jobs.loading') : t('jobs.more')}
        </button>
      )}
    </div>
  );
}

/** Once asked, focuses the first card that comes after those that are shown now. */
function useFocusOnNew(list: RefObject<HTMLUListElement | null>, shown: number): () => void {
  const after = useRef<number | null>(null);
  useEffect(() => {
    const focus = (): void => {
      if (after.current === null || shown <= after.current) return;
      list.current?.querySelectorAll<HTMLElement>(':scope > li a')[after.current]?.focus();
      after.current = null;
    };
    focus();
  }, [list, shown]);
  return () => {
    after.current = shown;
  };
}
