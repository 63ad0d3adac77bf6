import { useState } from 'react';
import type { ApolloCache } from '@apollo/client';
import { useApolloClient } from '@apollo/client/react';
import { graphql } from '../../../generated/gql.js';
import type { RenewOfferInput } from '../../../generated/graphql.js';
import { problemOf } from '../../../errors/problem.js';
import type { Problem } from '../../../errors/problem.js';
import { enterConversation, enterStarted } from '../conversation/started-regeneration.js';

const QUEUE_OFFER = graphql(`
  mutation QueueOffer($id: ID!) {
    queueOffer(input: { offerId: $id }) {
      job {
        id
        ...EnteredQueue
        ...RestoredJob
      }
      queuedChange {
        id
      }
      regeneration {
        id
        kind
        result {
          id
          changes {
            clipIndex
          }
        }
        ...StartedRegeneration
      }
    }
  }
`);

const DECLINE_OFFER = graphql(`
  mutation DeclineOffer($id: ID!) {
    declineOffer(input: { offerId: $id }) {
      offer {
        id
        state
      }
    }
  }
`);

const RENEW_OFFER = graphql(`
  mutation RenewOffer($input: RenewOfferInput!) {
    renewOffer(input: $input) {
      message {
        id
        ...ChatMessage
      }
    }
  }
`);

/** What this page does about an offer. */
export interface OfferState {
  busy: 'starting' | 'asking' | null;
  /** Why it was not done. */
  problem: Problem | null;
  /** It had changed, so that it was asked for again by itself. */
  isRenewed: boolean;
}

const IDLE: OfferState = { busy: null, problem: null, isRenewed: false };

/** Rejections of an offer that another one in its place may mend. */
const OUTDATED = ['QUOTE_STALE', 'OFFER_EXPIRED', 'VERSION_CONFLICT'];

/** In which other way an offer is asked for. */
export type OtherWay = Omit<RenewOfferInput, 'offerId'>;

export interface Offers {
  stateOf: (id: string) => OfferState;
  /** Accepts it: the work starts, or waits for its turn. */
  confirm: (id: string, messageId: string) => Promise<void>;
  decline: (id: string) => Promise<void>;
  /** Asks for it again in its place. */
  renew: (id: string, way?: OtherWay) => Promise<void>;
}

/** @param onRestored an earlier version has come back already */
export function useOffers(
  onRestored: (changed: { clipIndex: number; regenerationId: string }) => void,
): Offers {
  const client = useApolloClient();
  const [states, setStates] = useState<Readonly<Record<string, OfferState>>>({});
  const enter = (id: string, state: Partial<OfferState>) =>
    setStates((before) => ({ ...before, [id]: { ...IDLE, ...state } }));

  const renew = async (id: string, way: OtherWay = {}, isRenewed = false) => {
    enter(id, { busy: 'asking' });
    try {
      const variables = { input: { offerId: id, ...way } };
      await client.mutate({ mutation: RENEW_OFFER, variables });
      enter(id, { isRenewed });
    } catch (error) {
      enter(id, { problem: problemOf(error) });
    }
  };

  const confirm = async (id: string, messageId: string) => {
    if (states[id]?.busy) return;
    enter(id, { busy: 'starting' });
    try {
      const { data } = await client.mutate({
        mutation: QUEUE_OFFER,
        variables: { id },
        update: (cache, { data: answer }) => {
          const started = answer?.queueOffer.regeneration;
          if (!started) return accepted(cache, id);
          if (started.result) enterConversation(cache, started);
          else enterStarted(cache, started);
          attach(cache, messageId, started.id);
        },
      });
      enter(id, {});
      const { id: regenerationId, kind, result } = data?.queueOffer.regeneration ?? {};
      const [first] = (kind === 'RESTORE' && result?.changes) || [];
      if (first && regenerationId) onRestored({ clipIndex: first.clipIndex, regenerationId });
    } catch (error) {
      const problem = problemOf(error);
      if (OUTDATED.includes(problem.code)) await renew(id, {}, true);
      else enter(id, { problem });
    }
  };

  const decline = async (id: string) => {
    enter(id, { busy: 'asking' });
    try {
      await client.mutate({ mutation: DECLINE_OFFER, variables: { id } });
      enter(id, {});
    } catch (error) {
      enter(id, { problem: problemOf(error) });
    }
  };

  return { stateOf: (id) => states[id] ?? IDLE, confirm, decline, renew: (id, way) => renew(id, way) };
}

function accepted(cache: ApolloCache, id: string): void {
  cache.modify({
    id: cache.identify({ __typename: 'Offer', id }),
    fields: { state: () => 'ACCEPTED' },
  });
}

/** What an offer became stands in its place, as in the server's next answer. */
function attach(cache: ApolloCache, messageId: string, regenerationId: string): void {
  cache.modify({
    id: cache.identify({ __typename: 'ChatMessage', id: messageId }),
    fields: {
      attachment: (_, { toReference }) =>
        toReference({ __typename: 'Regeneration', id: regenerationId }) ?? null,
    },
  });
}
