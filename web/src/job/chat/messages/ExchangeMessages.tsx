import { capitalized, clipsInWords } from '../../../format/clips.js';
import type { ResultActionsJob } from '../../history/ResultActions.js';
import type { ProgressState } from '../../progress/progress-state.js';
import type { Exchange } from '../conversation/exchanges.js';
import { OfferMessages } from '../offer/OfferMessages.js';
import type { OfferMessagesProps } from '../offer/OfferMessages.js';
import { Message } from './Message.js';
import { RegenerationMessages } from './RegenerationMessages.js';
import { RestoreMessage } from './RestoreMessage.js';

interface ExchangeMessagesProps extends Omit<OfferMessagesProps, 'local' | 'onAskAgain'> {
  exchange: Exchange;
  job: ResultActionsJob;
  progress: ProgressState | null;
  /** Asks for the same once more. */
  onAskAgain: (exchange: Exchange) => void;
  /** Shows a clip with its versions. */
  onLook: (clip: number) => void;
}

/** One exchange: the instruction, the offer, and its outcome. */
export function ExchangeMessages(props: ExchangeMessagesProps) {
  const { exchange, progress, last, onAskAgain, onReword } = props;
  const { instruction, reply, local, regeneration, clips } = exchange;
  if (regeneration?.kind === 'RESTORE') return <RestoreMessage regeneration={regeneration} />;
  return (
    <>
      <Message from="user">
        {clips.length > 1 && <span className="message-clips">{capitalized(clipsInWords(clips))}</span>}
        {instruction}
      </Message>
      {reply !== null && <Message from="assistant">{reply}</Message>}
      {regeneration ? (
        <RegenerationMessages
          regeneration={regeneration}
          progress={progress?.regenerationId === regeneration.id ? progress : null}
          job={props.job}
          last={last}
          onReword={onReword}
          onLook={props.onLook}
        />
      ) : (
        local && <OfferMessages {...props} local={local} onAskAgain={() => onAskAgain(exchange)} />
      )}
    </>
  );
}
