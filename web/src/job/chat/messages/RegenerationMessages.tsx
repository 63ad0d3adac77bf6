import { lazy, Suspense } from 'react';
import type { ConversationRegenerationFragment } from '../../../generated/graphql.js';
import { capitalized, clipsInWords } from '../../../format/clips.js';
import { isStillShown, ResultActions } from '../../history/ResultActions.js';
import type { ResultActionsJob } from '../../history/ResultActions.js';
import { progressAtStart } from '../../progress/progress-state.js';
import type { ProgressState } from '../../progress/progress-state.js';
import { RegenerationProgress } from '../../progress/RegenerationProgress.js';
import { CancelButton } from '../CancelButton.js';
import { CanceledMessage, FailedMessage } from './EndedMessages.js';
import { clipsOf } from '../../clips-of.js';
import { rich, t } from '../../../languages/t.js';
import { changedClips, costAndTime, resultSentence, whatChanged } from './result-words.js';
import { ResultWishes } from './ResultWishes.js';
import { ClipFailures } from './ClipFailures.js';
import { Message } from './Message.js';
import { clipLengths } from './SameFor.js';
import type { SameForJob } from './SameFor.js';

const ResultReport = lazy(async () => {
  const { ResultReport: component } = await import('../report/ResultReport.js');
  return { default: component };
});

interface RegenerationMessagesProps {
  regeneration: ConversationRegenerationFragment;
  job: ResultActionsJob & SameForJob;
  /** Live, where this is the regeneration that the page follows. */
  progress: ProgressState | null;
  /** No later change touched its clips. */
  last: boolean;
  /** Something else is offered for its clips by now, so that it is not tried again. */
  isOvertaken: boolean;
  onReword: (instruction: string) => void;
  onSend: (text: string, clips: readonly number[]) => void;
  /** Shows a clip with its versions. */
  onLook: (clip: number) => void;
}

/** The outcome of a change, or its progress. */
export function RegenerationMessages(props: RegenerationMessagesProps) {
  const { regeneration, progress } = props;
  const mayTryAgain = props.last && !props.isOvertaken;
  const { id, kind, status, changes } = regeneration;
  switch (status) {
    case 'COMPLETED':
      return (
        <>
          {kind === 'TAKES' ? (
            <TakesReady regeneration={regeneration} onLook={props.onLook} />
          ) : (
            <Message from="assistant">{resultSentence(regeneration, clipLengths(props.job))}</Message>
          )}
          <ClipFailures regeneration={regeneration} last={mayTryAgain} />
          <div className="result-actions" role="group" aria-label={t('result.whatNow')}>
            <ResultActions job={props.job} regeneration={regeneration} onLook={props.onLook} />
            {props.last && kind !== 'TAKES' && (
              <ResultWishes regeneration={regeneration} job={props.job} onSend={props.onSend} />
            )}
          </div>
          {mayTryAgain && kind !== 'TAKES' && (
            <Suspense fallback={null}>
              <ResultReport regenerationId={id} isStillShown={isStillShown(props)} onSend={props.onSend} />
            </Suspense>
          )}
        </>
      );
    case 'FAILED':
      return <FailedMessage {...props} last={mayTryAgain} />;
    case 'CANCELED':
      return <CanceledMessage {...props} last={mayTryAgain} />;
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
        {rich('result.takes', {
          ...{
            clips: clipsInWords(clips),
            words: whatChanged(regeneration),
            cost: costAndTime(regeneration),
          },
          what: (words) => <bdi>{words}</bdi>,
        })}
      </Message>
      {clipsOf(regeneration).length > 1 && (
        <div className="message-looks" role="group" aria-label={t('result.lookAtTakes')}>
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
