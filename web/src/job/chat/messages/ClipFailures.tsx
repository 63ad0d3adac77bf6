import type { ConversationRegenerationFragment } from '../../../generated/graphql.js';
import { sentenceFor } from '../../../errors/sentences.js';
import { capitalized, clipsInWords } from '../../../format/clips.js';
import { Notice } from '../../../layout/Notice.js';
import { useRetry } from '../use-retry.js';
import { t } from '../../../languages/t.js';
import { RetryProblem, retryLabel } from './RetryProblem.js';

interface ClipFailuresProps {
  regeneration: ConversationRegenerationFragment;
  /** It is the last exchange, so it may be tried again. */
  last: boolean;
}

/** What a completed change lacks: clips that stay as they were, or takes, each with its reason; only that is tried again. */
export function ClipFailures({ regeneration, last }: ClipFailuresProps) {
  const { id, kind, canRetry, changes } = regeneration;
  const { retry, retrying, problem } = useRetry(id);
  // A clip of whose takes some were made is no failed one.
  const failed = changes.filter(({ status, error }) => status === 'FAILED' || error);
  if (failed.length === 0) return null;
  const clips = failed.map(({ clipIndex }) => clipIndex);
  const words = clipsInWords(clips);
  const stay = t('result.stay', { clips: capitalized(words), count: clips.length });
  return (
    <>
      <Notice
        tone="warning"
        announced={false}
        title={kind === 'TAKES' ? t('result.notAllTakes', { clips: words }) : stay}
        onRetry={last && canRetry ? retry : undefined}
        retryLabel={retryLabel(t('result.retryClips', { clips: words }), retrying)}
      >
        <FailureList failed={failed} />
      </Notice>
      <RetryProblem problem={problem} />
    </>
  );
}

/** Why each clip failed. */
export function FailureList({ failed }: { failed: ConversationRegenerationFragment['changes'] }) {
  return (
    <ul className="clip-failures">
      {failed.map(({ clipIndex, error }) => (
        <li key={clipIndex} data-testid={`clip-failure-${clipIndex}`}>
          <strong>{t('common.clip', { number: clipIndex + 1 })}</strong>{' '}
          {sentenceFor(error?.code ?? 'INTERNAL_SERVER_ERROR')} {error?.message}
        </li>
      ))}
    </ul>
  );
}
