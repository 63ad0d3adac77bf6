import { mayPass } from '../../../errors/problem.js';
import type { Problem } from '../../../errors/problem.js';
import { Notice } from '../../../layout/Notice.js';
import type { LocalExchange } from '../conversation/conversation.js';
import { Message, TypingIndicator } from './Message.js';
import { QuoteCard } from './QuoteCard.js';
import type { VideoBudget } from './QuoteCard.js';

interface OfferMessagesProps {
  local: LocalExchange;
  budget: VideoBudget;
  /** It is the last exchange, so it may be asked again. */
  last: boolean;
  onConfirm: (exchange: LocalExchange) => void;
  onDecline: (exchange: LocalExchange) => void;
  onAskAgain: () => void;
  onReword: (instruction: string) => void;
}

/** An exchange before it became a regeneration. */
export function OfferMessages({ local, budget, onConfirm, onDecline, ...more }: OfferMessagesProps) {
  const { stage } = local;
  switch (stage.kind) {
    case 'quoting':
      return <TypingIndicator />;
    case 'refused':
      return <NoOffer {...more} problem={stage.problem} instruction={local.instruction} />;
    case 'quoted':
      return (
        <QuoteCard
          clipNumber={local.clipIndex + 1}
          quote={stage.quote}
          starting={stage.confirming}
          problem={stage.problem}
          budget={budget}
          onConfirm={() => onConfirm(local)}
          onDecline={() => onDecline(local)}
          onAskAgain={more.onAskAgain}
        />
      );
    case 'declined':
      return <Message from="system">Not started. Nothing was spent.</Message>;
    case 'overtaken':
      return null;
    case 'queued':
      return <Message from="system">In the queue. It starts by itself when its turn comes.</Message>;
    case 'started':
      return <Message from="system">Starting…</Message>;
  }
}

interface NoOfferProps extends Pick<OfferMessagesProps, 'last' | 'onAskAgain' | 'onReword'> {
  problem: Problem;
  instruction: string;
}

/** Why there is no offer. If the words are the reason, the assistant answers them. */
function NoOffer({ problem, instruction, last, onAskAgain, onReword }: NoOfferProps) {
  const { code, sentence, detail } = problem;
  if (code === 'BAD_USER_INPUT')
    return (
      <>
        <Message from="assistant">{detail ?? sentence}</Message>
        {last && (
          <button type="button" className="button button-small" onClick={() => onReword(instruction)}>
            Say it in other words
          </button>
        )}
      </>
    );
  return (
    <Notice
      tone="error"
      title={sentence}
      onRetry={last && mayPass(problem) ? onAskAgain : undefined}
      retryLabel={code === 'QUOTE_STALE' ? 'Ask again' : undefined}
    >
      {detail}
    </Notice>
  );
}
