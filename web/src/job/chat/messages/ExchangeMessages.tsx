import type { ProgressState } from '../../progress/progress-state.js';
import type { LocalExchange } from '../conversation/conversation.js';
import type { Exchange } from '../conversation/exchanges.js';
import { Message } from './Message.js';
import { OfferMessages } from './OfferMessages.js';
import { RegenerationMessages } from './RegenerationMessages.js';

interface ExchangeMessagesProps {
  exchange: Exchange;
  progress: ProgressState | null;
  /** Another clip of the video that is being changed, which must end first. */
  otherBusyClipIndex: number | null;
  /** Nothing was asked after it, so that it may be tried again. */
  last: boolean;
  onConfirm: (exchange: LocalExchange) => void;
  onDecline: (exchange: LocalExchange) => void;
  /** Asks for the same once more. */
  onAskAgain: (exchange: Exchange) => void;
  /** Gives an instruction back to whoever wrote it. */
  onReword: (instruction: string) => void;
}

/** What was asked, what the assistant offered, and what came of it. */
export function ExchangeMessages(props: ExchangeMessagesProps) {
  const { exchange, progress, last, onAskAgain, onReword } = props;
  const { instruction, reply, local, regeneration } = exchange;
  return (
    <>
      <Message from="user">{instruction}</Message>
      {reply !== null && <Message from="assistant">{reply}</Message>}
      {regeneration ? (
        <RegenerationMessages
          regeneration={regeneration}
          progress={progress?.regenerationId === regeneration.id ? progress : null}
          last={last}
          onReword={onReword}
        />
      ) : (
        local && <OfferMessages {...props} local={local} onAskAgain={() => onAskAgain(exchange)} />
      )}
    </>
  );
}
