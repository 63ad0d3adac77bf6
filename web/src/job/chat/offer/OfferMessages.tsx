import { mayPass } from '../../../errors/problem.js';
import type { Problem } from '../../../errors/problem.js';
import { Notice } from '../../../layout/Notice.js';
import type { LocalExchange } from '../conversation/conversation.js';
import { Message, TypingIndicator } from '../messages/Message.js';
import { OfferCard } from './OfferCard.js';
import type { VideoBudget } from './OfferCard.js';

export interface OfferMessagesProps {
  local: LocalExchange;
  budget: VideoBudget;
  /** What is confirmed now waits for its turn. */
  isQueued: boolean;
  /** The model that makes the next clips. */
  videoModel: string | null;
  /** It is the last exchange, so it may be asked again. */
  last: boolean;
  onConfirm: (exchange: LocalExchange) => void;
  onDecline: (exchange: LocalExchange) => void;
  onTakes: (exchange: LocalExchange, takes: number) => void;
  onAskAgain: () => void;
  onReword: (instruction: string) => void;
}

/** An exchange before it became a regeneration. */
export function OfferMessages({ local, ...props }: OfferMessagesProps) {
  const { stage } = local;
  switch (stage.kind) {
    case 'quoting':
      return stage.before ? (
        <Offer {...props} local={local} stage={stage.before.stage} busy="asking" />
      ) : (
        <TypingIndicator />
      );
    case 'quoted':
      return <Offer {...props} local={local} stage={stage} busy={stage.confirming ? 'starting' : null} />;
    case 'refused':
      return <NoOffer {...props} problem={stage.problem} instruction={local.instruction} />;
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

interface OfferProps extends Omit<OfferMessagesProps, 'last' | 'onReword'> {
  stage: Extract<LocalExchange['stage'], { kind: 'quoted' }>;
  busy: 'starting' | 'asking' | null;
}

function Offer({ local, stage, busy, budget, isQueued, videoModel, ...on }: OfferProps) {
  return (
    <OfferCard
      clips={local.clips}
      quote={stage.quote}
      takes={local.takes}
      // The built-in renderer makes the same picture each time.
      canMakeTakes={videoModel !== null && videoModel !== 'local'}
      busy={busy}
      problem={stage.problem}
      budget={budget}
      isQueued={isQueued}
      onConfirm={() => on.onConfirm(local)}
      onDecline={() => on.onDecline(local)}
      onAskAgain={on.onAskAgain}
      onTakes={(takes) => on.onTakes(local, takes)}
    />
  );
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
