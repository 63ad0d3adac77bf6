import { Notice } from '../../layout/Notice.js';
import type { ProgressState } from '../progress/progress-state.js';
import type { LocalExchange } from './conversation.js';
import type { Exchange } from './exchanges.js';
import { Message, TypingIndicator } from './Message.js';
import { QuoteCard } from './QuoteCard.js';
import { RegenerationMessages } from './RegenerationMessages.js';

interface ExchangeMessagesProps {
  exchange: Exchange;
  progress: ProgressState | null;
  /** Another clip of the video that is being changed, which must end first. */
  otherBusyClipIndex: number | null;
  onConfirm: (exchange: LocalExchange) => Promise<void>;
  onDecline: (exchange: LocalExchange) => void;
  /** Null where trying again makes no sense, since something was asked later. */
  onAskAgain: ((exchange: Exchange) => void) | null;
}

/** What was asked, what the assistant offered, and what came of it. */
export function ExchangeMessages(props: ExchangeMessagesProps) {
  const { exchange, progress, onAskAgain } = props;
  const { instruction, reply, local, regeneration } = exchange;
  const askAgain = onAskAgain ? () => onAskAgain(exchange) : undefined;
  return (
    <>
      <Message from="user">{instruction}</Message>
      {reply !== null && <Message from="assistant">{reply}</Message>}
      {regeneration ? (
        <RegenerationMessages
          regeneration={regeneration}
          progress={progress?.regenerationId === regeneration.id ? progress : null}
          onAskAgain={askAgain}
        />
      ) : (
        local && <OfferMessages {...props} local={local} askAgain={askAgain} />
      )}
    </>
  );
}

interface OfferMessagesProps extends ExchangeMessagesProps {
  local: LocalExchange;
  askAgain: (() => void) | undefined;
}

/** An exchange before it became a regeneration. */
function OfferMessages({ local, askAgain, otherBusyClipIndex, onConfirm, onDecline }: OfferMessagesProps) {
  const { stage } = local;
  switch (stage.kind) {
    case 'quoting':
      return <TypingIndicator />;
    case 'refused':
      return (
        <Notice
          tone="error"
          title={stage.problem.sentence}
          onRetry={askAgain}
          retryLabel={stage.problem.code === 'QUOTE_STALE' ? 'Ask again' : undefined}
        >
          {stage.problem.detail}
        </Notice>
      );
    case 'quoted':
      return (
        <QuoteCard
          quote={stage.quote}
          starting={stage.confirming}
          problem={stage.problem}
          waitFor={
            otherBusyClipIndex === null
              ? null
              : `Clip ${otherBusyClipIndex + 1} is being changed. One at a time.`
          }
          onConfirm={() => void onConfirm(local)}
          onDecline={() => onDecline(local)}
        />
      );
    case 'declined':
      return <Message from="system">Not started. Nothing was spent.</Message>;
    case 'overtaken':
      return null;
    case 'started':
      return <Message from="system">Starting…</Message>;
  }
}
