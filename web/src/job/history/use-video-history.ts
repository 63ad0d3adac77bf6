import { useCallback } from 'react';
import type { Outcome } from '../progress/progress-state.js';
import type { StageView } from '../video/StageOverlay.js';
import { t } from '../../languages/t.js';
import { endedNews, useRestores } from './use-restores.js';
import type { VideoHistory } from './video-history.js';

interface VideoHistoryInput {
  job: { id: string; versionNumber: number; status: string };
  /** What is under way in the video. */
  active: { id: string } | null;
  view: StageView;
  onRestored: (changed: { clipIndex: number; regenerationId: string }) => void;
}

/** What the page's parts share of the video's versions: the ways back, and what the stage shows of them. */
export function useVideoHistory({ job, active, view, onRestored }: VideoHistoryInput) {
  const { news, say, ...ways } = useRestores({ job, onRestored });
  const close = useCallback(() => say(null), [say]);
  const value: VideoHistory = {
    ...ways,
    ...{ compare: view.compare, audition: view.audition, tryOut: view.tryOut },
    blocked: active ? t('version.waits') : null,
  };
  /** Of a version that was composed again. */
  const sayEnded = (outcome: Outcome | null, summary: string) => say(endedNews(outcome, summary));
  return { value, sayEnded, news, close };
}
