import type { ConversationRegenerationFragment } from '../../../generated/graphql.js';
import { capitalized, clipsInWords } from '../../../format/clips.js';
import { formatUsd } from '../../../format/money.js';
import { ResultActions } from '../../history/ResultActions.js';
import type { ResultActionsJob } from '../../history/ResultActions.js';
import { progressAtStart } from '../../progress/progress-state.js';
import type { ProgressState } from '../../progress/progress-state.js';
import { RegenerationProgress } from '../../progress/RegenerationProgress.js';
import { CancelButton } from '../CancelButton.js';
import { CanceledMessage, FailedMessage } from './EndedMessages.js';
import { clipsOf } from '../../clips-of.js';
import { changedClips, resultSentence, whatChanged } from '../conversation/exchanges.js';
import { ClipFailures } from './ClipFailures.js';
import { Message } from './Message.js';

interface RegenerationMessagesProps {
  regeneration: ConversationRegenerationFragment;
  job: ResultActionsJob;
  /** Live, where this is the regeneration that the page follows. */
  progress: ProgressState | null;
  /** It is the last exchange, so it may be tried again. */
  last: boolean;
  onReword: (instruction: string) => void;
  /** Shows a clip with its versions. */
  onLook: (clip: number) => void;
}

/** The outcome of a change, or its progress. */
export function RegenerationMessages(props: RegenerationMessagesProps) {
  const { regeneration, progress } = props;
  const { id, kind, status, cost, changes } = regeneration;
  switch (status) {
    case 'COMPLETED':
      return (
        <>
          {kind === 'TAKES' ? (
            <TakesReady regeneration={regeneration} onLook={props.onLook} />
          ) : (
            <Message from="assistant">
              {resultSentence(regeneration)}: “<bdi>{whatChanged(regeneration)}</bdi>”. The updated video is
              in the player.
            </Message>
          )}
          <ClipFailures regeneration={regeneration} last={props.last} />
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
          parts={changes}
        >
          {shown.outcome === null && <CancelButton regenerationId={id} canceling={canceling} />}
        </RegenerationProgress>
      );
    }
  }
}

/** Takes are ready; which one is used is for the person to say. */
function TakesReady({ regeneration, onLook }: Pick<RegenerationMessagesProps, 'regeneration' | 'onLook'>) {
  const clips = changedClips(regeneration);
  return (
    <>
      <Message from="assistant">
        The takes of {clipsInWords(clips)} are ready: “<bdi>{whatChanged(regeneration)}</bdi>”. Your video is
        as it was. Pick one among the versions of the clip, then “Use this”.
      </Message>
      {clipsOf(regeneration).length > 1 && (
        <div className="message-looks" role="group" aria-label="Look at the takes">
          {clips.map((clip) => (
            <button key={clip} type="button" className="button button-small" onClick={() => onLook(clip)}>
              {capitalized(clipsInWords([clip]))}
            </button>
          ))}
        </div>
      )}
    </>
  );
}
