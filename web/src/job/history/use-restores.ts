import { useRef, useState } from 'react';
import { useApolloClient } from '@apollo/client/react';
import { problemOf } from '../../errors/problem.js';
import type { Outcome } from '../progress/progress-state.js';
import { randomUuid } from '../chat/conversation/random-uuid.js';
import { t } from '../../languages/t.js';
import { sendRestore } from './restore-request.js';
import type { RestoreRequest } from './restore-request.js';
import { doingWords, doneWords, pastWords, problemWords } from './history-words.js';

/** What the page says of the last way back that was taken. */
export type RestoreNews =
  | { kind: 'asking'; sentence: string }
  /** `back`: what takes it back. */
  | { kind: 'done'; sentence: string; back: 'undo' | 'redo' }
  | { kind: 'problem'; sentence: string; retry: (() => void) | null };

interface RestoresInput {
  job: { id: string; versionNumber: number };
  /** The video shows it already. */
  onRestored: (changed: { clipIndex: number; regenerationId: string }) => void;
}

type Way = { way: 'undo' | 'redo' } | Extract<Unsent, { way: 'clip' | 'video' }>;
type Unsent = DistributiveOmit<RestoreRequest, 'idempotencyKey' | 'jobId' | 'expectedVersion'>;
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** The ways back of a video. One is under way at a time: whatever is clicked meanwhile was meant for it. */
export function useRestores({ job, onRestored }: RestoresInput) {
  const client = useApolloClient();
  const [news, setNews] = useState<RestoreNews | null>(null);
  const busy = useRef(false);

  const run = async (request: RestoreRequest) => {
    if (busy.current) return;
    busy.current = true;
    setNews({ kind: 'asking', sentence: doingWords(request) });
    try {
      const { regeneration } = await sendRestore(client, request);
      const { id: regenerationId, result } = regeneration;
      const back = request.way === 'undo' ? 'redo' : 'undo';
      // Without a result it is being composed, and its progress says the rest.
      setNews(result ? { kind: 'done', sentence: doneWords(request, result.summary), back } : null);
      const [first] = result?.changes ?? [];
      if (first) onRestored({ clipIndex: first.clipIndex, regenerationId });
    } catch (error) {
      const problem = problemOf(error);
      if (OUTDATED.includes(problem.code)) void client.refetchQueries({ include: 'active' });
      const retry = problem.code === 'UNREACHABLE' ? () => void run(request) : null;
      setNews({ kind: 'problem', sentence: problemWords(problem), retry });
    } finally {
      busy.current = false;
    }
  };

  const ask = (way: Way, expectedVersion = job.versionNumber) =>
    void run({ ...way, jobId: job.id, expectedVersion, idempotencyKey: randomUuid() });

  return {
    news,
    say: setNews,
    undo: () => ask({ way: 'undo' }),
    redo: () => ask({ way: 'redo' }),
    restoreClip: (clip: { clipIndex: number; versionNumber: number }, versionNumber: number) =>
      ask({ way: 'clip', clipIndex: clip.clipIndex, versionNumber }, clip.versionNumber),
    restoreVideo: (versionNumber: number) => ask({ way: 'video', versionNumber }),
  };
}

/** @param summary the server's words for the version */
export function endedNews(outcome: Outcome | null, summary: string): RestoreNews | null {
  if (outcome === 'completed') {
    const back = summary.startsWith('Undo: ') ? 'redo' : 'undo';
    return { kind: 'done', sentence: pastWords(summary), back };
  }
  return outcome === 'failed' ? { kind: 'problem', sentence: t('version.notBack'), retry: null } : null;
}

/** The page shows what is no longer so. */
const OUTDATED = ['VERSION_CONFLICT', 'VERSION_GONE', 'NOTHING_TO_UNDO', 'REGENERATION_IN_PROGRESS'];
