import type { ConversationRegenerationFragment } from '../../generated/graphql.js';
import { sentenceFor } from '../../errors/sentences.js';
import { formatUsd, isZero } from '../../format/money.js';
import { Notice } from '../../layout/Notice.js';
import { progressAtStart } from '../progress/progress-state.js';
import type { ProgressState } from '../progress/progress-state.js';
import { RegenerationProgress } from '../progress/RegenerationProgress.js';
import { resultSentence } from './exchanges.js';
import { Message } from './Message.js';

interface RegenerationMessagesProps {
  regeneration: ConversationRegenerationFragment;
  /** Live, where this is the regeneration that the page follows. */
  progress: ProgressState | null;
  onAskAgain: (() => void) | undefined;
}

/** What became of a regeneration, or how far it is. */
export function RegenerationMessages({ regeneration, progress, onAskAgain }: RegenerationMessagesProps) {
  const { status, error, cost } = regeneration;
  switch (status) {
    case 'COMPLETED':
      return (
        <>
          <Message from="assistant">{resultSentence(regeneration)}</Message>
          <Message from="system">
            {cost.known ? `It cost ${formatUsd(cost.total)}.` : 'Its price is unknown.'}
          </Message>
        </>
      );
    case 'FAILED':
      return (
        <Notice tone="error" title={sentenceFor(error?.code ?? 'INTERNAL_SERVER_ERROR')} onRetry={onAskAgain}>
          {error && <p>{error.message}</p>}
          <p>{chargedSentence(error?.charged ?? '0')} Your video is as it was.</p>
        </Notice>
      );
    case 'CANCELED':
      return <Message from="system">Canceled. {chargedSentence(cost.total)}</Message>;
    default:
      return <RegenerationProgress progress={progress ?? progressAtStart(regeneration)} />;
  }
}

function chargedSentence(charged: string): string {
  return isZero(charged) ? 'Nothing was charged.' : `${formatUsd(charged)} was charged.`;
}
