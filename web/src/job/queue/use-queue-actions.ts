import { useState } from 'react';
import { useApolloClient } from '@apollo/client/react';
import { graphql } from '../../generated/gql.js';
import type { QueuedChangeFragment } from '../../generated/graphql.js';
import { problemOf } from '../../errors/problem.js';
import type { Problem } from '../../errors/problem.js';
import { formatUsd, isMore } from '../../format/money.js';
import { t } from '../../languages/t.js';

const MOVE = graphql(`
  mutation MoveQueuedChange($input: MoveQueuedChangeInput!) {
    moveQueuedChange(input: $input) {
      job {
        id
        ...EnteredQueue
      }
    }
  }
`);

const REMOVE = graphql(`
  mutation RemoveQueuedChange($input: QueuedChangeInput!) {
    removeQueuedChange(input: $input) {
      job {
        id
        ...EnteredQueue
      }
    }
  }
`);

const CONFIRM = graphql(`
  mutation ConfirmQueuedChange($input: QueuedChangeInput!) {
    confirmQueuedChange(input: $input) {
      job {
        id
        ...EnteredQueue
      }
    }
  }
`);

const UPDATE = graphql(`
  mutation UpdateQueuedChange($input: UpdateQueuedChangeInput!) {
    updateQueuedChange(input: $input) {
      job {
        id
        ...EnteredQueue
      }
    }
  }
`);

const QUEUED_QUOTE = graphql(`
  query QueuedQuote($jobId: ID!, $changes: [ClipChangeInput!]!, $queuedChangeId: ID!) {
    changesQuote(jobId: $jobId, changes: $changes, queuedChangeId: $queuedChangeId) {
      token
      estimatedCost {
        total
        known
      }
    }
  }
`);

/** Other words for each wish of a change, by the old ones. */
export type NewWords = ReadonlyMap<string, string>;

/** New words that cost more than those before, to be agreed to. */
export interface DearerWords {
  token: string;
  price: string;
}

/** What a person does with a queue. One thing at a time; a refusal is said, and the list stays true by what the server says. */
export function useQueueActions(jobId: string) {
  const client = useApolloClient();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [working, setWorking] = useState(false);
  const work = async (act: () => Promise<unknown>): Promise<boolean> => {
    if (working) return false;
    setWorking(true);
    setProblem(null);
    try {
      await act();
      return true;
    } catch (error) {
      const found = problemOf(error);
      // It began, or was removed in another tab.
      setProblem(found.code === 'NOT_FOUND' ? { ...found, sentence: t('offer.leftQueue') } : found);
      return false;
    } finally {
      setWorking(false);
    }
  };

  /** Another wish in the same place. Returns the price where it is higher and not yet agreed to. */
  const reword = async (change: QueuedChangeFragment, words: NewWords, agreed: DearerWords | null) => {
    const changes = change.changes.map(({ clipIndex, instruction, ...how }) => ({
      ...{ clipIndex, action: how.action, videoModel: how.videoModel, takes: how.takes },
      ...{ prompt: how.prompt, seed: how.seed },
      instruction: words.get(instruction) ?? instruction,
    }));
    const { id, onFailure } = change;
    let quoteToken = agreed?.token;
    if (quoteToken === undefined) {
      const { data } = await client.query({
        query: QUEUED_QUOTE,
        variables: { jobId, changes, queuedChangeId: id },
        fetchPolicy: 'no-cache',
      });
      if (!data) throw new Error('The quote came without data.');
      const { token, estimatedCost } = data.changesQuote;
      const before = change.estimatedCost;
      if (isMore(estimatedCost.total, before.total) || (before.known && !estimatedCost.known)) {
        const price = estimatedCost.known ? formatUsd(estimatedCost.total) : t('queue.unknownPrice');
        return { token, price };
      }
      quoteToken = token;
    }
    await client.mutate({ mutation: UPDATE, variables: { input: { id, changes, onFailure, quoteToken } } });
    return null;
  };

  return {
    problem,
    working,
    move: (id: string, place: number) =>
      work(async () => await client.mutate({ mutation: MOVE, variables: { input: { id, place } } })),
    remove: (id: string) =>
      work(async () => await client.mutate({ mutation: REMOVE, variables: { input: { id } } })),
    confirm: (id: string) =>
      work(async () => await client.mutate({ mutation: CONFIRM, variables: { input: { id } } })),
    /** Returns whether it is done; `onDearer` gets a higher price, to be agreed to first. */
    reword: async (
      change: QueuedChangeFragment,
      words: NewWords,
      agreed: DearerWords | null,
      onDearer: (dearer: DearerWords) => void,
    ): Promise<boolean> => {
      let dearer: DearerWords | null = null;
      const done = await work(async () => (dearer = await reword(change, words, agreed)));
      if (dearer !== null) onDearer(dearer);
      return done && dearer === null;
    },
  };
}

export type QueueActions = ReturnType<typeof useQueueActions>;
