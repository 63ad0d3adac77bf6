import type { ResultActionsJob } from '../../history/ResultActions.js';
import type { ProgressState } from '../../progress/progress-state.js';
import type { LocalExchange } from '../conversation/conversation.js';
import type { Exchange } from '../conversation/exchanges.js';
import { Message } from './Message.js';
import { OfferMessages } from './OfferMessages.js';
import type { VideoBudget } from './QuoteCard.js';
import { RegenerationMessages } from './RegenerationMessages.js';
import { RestoreMessage } from './RestoreMessage.js';

interface ExchangeMessagesProps {
  exchange: Exchange;
  job: ResultActionsJob;
  progress: ProgressState | null;
  budget: VideoBudget;
  /** It is the last exchange, so it may be tried again. */
  last: boolean;
  onConfirm: (exchange: LocalExchange) => void;
  onDecline: (exchange: LocalExchange) => void;
  /** Asks for the same once more. */
  onAskAgain: (exchange: Exchange) => void;
  /** Puts an instruction back into the field. */
  onReword: (instruction: string) => void;
}

/** One exchange: the instruction, the offer, and its outcome. */
export function ExchangeMessages(props: ExchangeMessagesProps) {
  const { exchange, progress, last, onAskAgain, onReword } = props;
  const { instruction, reply, local, regeneration } = exchange;
  if (regeneration?.kind === 'RESTORE') return <RestoreMessage regeneration={regeneration} />;
  return (
    <>
      <Message from="user">{instruction}</Message>
      {reply !== null && <Message from="assistant">{reply}</Message>}
      {regeneration ? (
        <RegenerationMessages
          regeneration={regeneration}
          progress={progress?.regenerationId === regeneration.id ? progress : null}
          job={props.job}
          last={last}
          onReword={onReword}
        />
      ) : (
        local && <OfferMessages {...props} local={local} onAskAgain={() => onAskAgain(exchange)} />
      )}
    </>
  );
}
