import type { ConversationRegenerationFragment } from '../../../generated/graphql.js';
import { sentenceFor } from '../../../errors/sentences.js';
import { formatUsd, isZero } from '../../../format/money.js';
import { Notice } from '../../../layout/Notice.js';
import { clipsInWords } from '../../../format/clips.js';
import { FailureList } from './ClipFailures.js';
import { Message } from './Message.js';
import { RetryProblem, retryLabel } from './RetryProblem.js';
import { useRetry } from '../use-retry.js';
import { t } from '../../../languages/t.js';

interface EndedMessageProps {
  regeneration: ConversationRegenerationFragment;
  /** It is the last exchange, so it may be tried again. */
  last: boolean;
  onReword: (instruction: string) => void;
}

/** Why a change failed and its cost; offers a retry if that can help, otherwise rewording. */
export function FailedMessage({ regeneration, last, onReword }: EndedMessageProps) {
  const { id, instruction, error, changes } = regeneration;
  const { retry, retrying, problem } = useRetry(id);
  const again = error?.retryable === false ? () => onReword(instruction) : retry;
  // Where the whole has ended (too late, a lost runner), its clips have no reasons of their own.
  const failed = changes.length > 1 ? changes.filter((change) => change.error) : [];
  const said = failed.length > 0 ? failed.map((change) => change.error?.message).join(' ') : error?.message;
  return (
    <>
      {/* The message list announces it when it arrives; after a reload it is not news. */}
      <Notice
        tone="error"
        announced={false}
        title={sentenceFor(error?.code ?? 'INTERNAL_SERVER_ERROR')}
        onRetry={last ? again : undefined}
        retryLabel={error?.retryable === false ? t('chat.reword') : retryLabel(t('result.retry'), retrying)}
      >
        {failed.length > 0 ? <FailureList failed={failed} /> : error && <p>{error.message}</p>}
        <p>{afterwards(error?.charged ?? '0', said)}</p>
      </Notice>
      <RetryProblem problem={problem} />
    </>
  );
}

/** A canceled change and its cost. */
export function CanceledMessage({ regeneration, last }: EndedMessageProps) {
  const { retry, retrying, problem } = useRetry(regeneration.id);
  return (
    <>
      <Message from="system">
        {[t('result.canceled'), afterwards(regeneration.cost.total), keptWords(regeneration)]
          .filter(Boolean)
          .join(' ')}
      </Message>
      {last && (
        <button type="button" className="button button-small message-action" onClick={retry}>
          {retryLabel(t('result.startAgain'), retrying)}
        </button>
      )}
      <RetryProblem problem={problem} />
    </>
  );
}

/** What was charged, unless the server's words say so already, and that nothing else has changed. */
function afterwards(charged: string, said = ''): string {
  const sentence = isZero(charged)
    ? t('result.notCharged')
    : t('result.charged', { amount: formatUsd(charged) });
  return `${said.includes('charged') ? '' : sentence} ${t('result.asItWas')}`.trim();
}

/** Clips that were made before it was canceled. */
function keptWords({ changes }: ConversationRegenerationFragment): string {
  const made = changes.filter(({ progress }) => progress === 100).map(({ clipIndex }) => clipIndex);
  return changes.length > 1 && made.length > 0 ? t('result.kept', { clips: clipsInWords(made) }) : '';
}
