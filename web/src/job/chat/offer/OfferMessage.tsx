import type { ReactNode } from 'react';
import { useNow } from '../use-now.js';
import { Message, TypingIndicator } from '../messages/Message.js';
import { t } from '../../../languages/t.js';
import { OfferCard } from './OfferCard.js';
import type { VideoBudget } from './OfferCard.js';
import type { ChatOffer } from './offered.js';
import type { Offers } from './use-offers.js';

export interface OfferContext {
  offers: Offers;
  budget: VideoBudget;
  /** Whether a change of these clips that is confirmed now waits for its turn. */
  mustWait: (clips: readonly number[]) => boolean;
  /** Whether it waits in the queue. */
  isQueued: (offerId: string) => boolean;
  /** The model that makes the next clips. */
  videoModel: string | null;
}

interface OfferMessageProps {
  context: OfferContext;
  messageId: string;
  offer: ChatOffer;
  /** Another offer for one of its clips came later. */
  isOvertaken: boolean;
  /** It starts without being asked about. */
  isStarting: boolean;
  /** Keeps the keyboard in the conversation before a button disappears. */
  thenWrite: (act: () => void) => () => void;
}

/** An offer as it stands: open, expired, declined, or in the queue. */
export function OfferMessage({ context, messageId, offer, ...props }: OfferMessageProps) {
  const { offers, budget, mustWait, isQueued, videoModel } = context;
  const { id, clips, expiresAt } = offer;
  const now = useNow(offer.state === 'OPEN' ? Date.parse(expiresAt) : null);
  const state = offers.stateOf(id);
  const isExpired = offer.state === 'EXPIRED' || (offer.state === 'OPEN' && Date.parse(expiresAt) <= now);
  if (offer.state === 'ACCEPTED') {
    return <Message from="system">{isQueued(id) ? t('offer.inQueue') : t('offer.leftQueue')}</Message>;
  }
  if (offer.state === 'DECLINED') return <Message from="system">{t('offer.declined')}</Message>;
  if (props.isOvertaken) return null;
  if (isExpired) {
    return (
      <Aside words={state.problem?.sentence ?? t('offer.expired')}>
        <button
          type="button"
          className="button button-small message-action"
          aria-disabled={state.busy !== null}
          onClick={() => state.busy === null && void offers.renew(id)}
        >
          {t('common.askAgain')}
        </button>
      </Aside>
    );
  }
  if (props.isStarting && state.problem === null && !state.isRenewed) return <TypingIndicator />;
  return (
    <OfferCard
      offer={offer}
      state={state}
      // The built-in renderer makes the same picture each time.
      canMakeTakes={videoModel !== null && videoModel !== 'local'}
      budget={budget}
      isQueued={offer.quote !== null && mustWait(clips)}
      onConfirm={props.thenWrite(() => void offers.confirm(id, messageId))}
      onDecline={props.thenWrite(() => void offers.decline(id))}
      onRenew={(way) => void offers.renew(id, way)}
    />
  );
}

function Aside({ words, children }: { words: string; children: ReactNode }) {
  return (
    <>
      <Message from="system">{words}</Message>
      {children}
    </>
  );
}
