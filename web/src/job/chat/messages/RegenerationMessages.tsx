import type { ConversationRegenerationFragment } from '../../../generated/graphql.js';
import { formatUsd } from '../../../format/money.js';
import { ResultActions } from '../../history/ResultActions.js';
import type { ResultActionsJob } from '../../history/ResultActions.js';
import { progressAtStart } from '../../progress/progress-state.js';
import type { ProgressState } from '../../progress/progress-state.js';
import { RegenerationProgress } from '../../progress/RegenerationProgress.js';
import { CancelButton } from '../CancelButton.js';
import { CanceledMessage, FailedMessage } from './EndedMessages.js';
import { whatChanged } from '../conversation/exchanges.js';
import { Message } from './Message.js';

interface RegenerationMessagesProps {
  regeneration: ConversationRegenerationFragment;
  job: ResultActionsJob;
  /** Live, where this is the regeneration that the page follows. */
  progress: ProgressState | null;
  /** It is the last exchange, so it may be tried again. */
  last: boolean;
  onReword: (instruction: string) => void;
}

/** The outcome of a change, or its progress. */
export function RegenerationMessages(props: RegenerationMessagesProps) {
  const { regeneration, progress } = props;
  const { id, clipIndex, status, cost } = regeneration;
  switch (status) {
    case 'COMPLETED':
      return (
        <>
          <Message from="assistant">
            Done! Clip {clipIndex + 1} has changed: “<bdi>{whatChanged(regeneration)}</bdi>”. The updated
            video is in the player.
          </Message>
          <Message from="system">
            {cost.known ? `It cost ${formatUsd(cost.total)}.` : 'Its price is unknown.'}
          </Message>
          <ResultActions job={props.job} versionNumber={regeneration.result?.versionNumber ?? null} />
        </>
      );
    case 'FAILED':
      return <FailedMessage {...props} />;
    case 'CANCELED':
      return <CanceledMessage {...props} />;
    default: {
      const shown = progress ?? progressAtStart(regeneration);
      const canceling = status === 'CANCELING';
      return (
        <RegenerationProgress
          progress={shown}
          estimatedSeconds={regeneration.estimatedTime}
          canceling={canceling}
        >
          {shown.outcome === null && <CancelButton regenerationId={id} canceling={canceling} />}
        </RegenerationProgress>
      );
    }
  }
}
