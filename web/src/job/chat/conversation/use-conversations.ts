import { useEffect, useReducer } from 'react';
import type { ApolloClient } from '@apollo/client';
import { useApolloClient } from '@apollo/client/react';
import { graphql } from '../../../generated/gql.js';
import type { MessageInput } from '../../../generated/graphql.js';
import { problemOf } from '../../../errors/problem.js';
import { conversationReducer } from './conversation.js';
import type { LocalExchange, Quote } from './conversation.js';
import { queueChanges } from '../../queue/queue-changes.js';
import { randomUuid } from './random-uuid.js';

const REGENERATION_QUOTE = graphql(`
  query RegenerationQuote($jobId: ID!, $clipIndex: Int!, $instruction: String!, $history: [MessageInput!]) {
    regenerationQuote(
      jobId: $jobId
      clipIndex: $clipIndex
      instruction: $instruction
      conversationHistory: $history
    ) {
      __typename
      token
      reply
      ...QuotedClip
    }
  }
`);

const CHANGES_QUOTE = graphql(`
  query ChangesQuote($jobId: ID!, $changes: [ClipChangeInput!]!, $history: [MessageInput!]) {
    changesQuote(jobId: $jobId, changes: $changes, conversationHistory: $history) {
      __typename
      token
      reply
      ...QuotedChanges
    }
  }
`);

/** The API's 15 minutes, without the one that it takes to read and confirm. */
const OFFER_STANDS_MS = 14 * 60_000;

export interface Question {
  clips: readonly number[];
  takes: number;
  instruction: string;
  history: MessageInput[];
  afterRegenerationId: string | null;
  /** The exchange to start again; without it a new one starts. */
  key?: string;
}

export interface Conversations {
  exchanges: LocalExchange[];
  /** Requests a quote for a change. Spends nothing. */
  ask: (question: Question) => Promise<void>;
  /** Accepts an offer: the regeneration starts, or waits for its turn. */
  confirm: (exchange: LocalExchange) => Promise<void>;
  decline: (exchange: LocalExchange) => void;
}

/**
 * What was asked in this page about the clips of a job. It outlives the selection: answers find their clip. Offers that
 * wait for an answer outlive a reload.
 */
export function useConversations(jobId: string, queuedIds: readonly string[]): Conversations {
  const client = useApolloClient();
  const [exchanges, dispatch] = useReducer(conversationReducer, jobId, keptOffers);
  useEffect(() => keepOffers(jobId, exchanges), [jobId, exchanges]);

  const ask = async ({ key = randomUuid(), ...question }: Question) => {
    dispatch({ type: 'asked', exchange: { key, ...question } });
    const standsUntil = Date.now() + OFFER_STANDS_MS;
    try {
      const quote = await requestQuote(client, jobId, question);
      dispatch({ type: 'quoted', key, quote, idempotencyKey: randomUuid(), standsUntil });
    } catch (error) {
      dispatch({ type: 'refused', key, problem: problemOf(error) });
    }
  };

  const confirm = async (exchange: LocalExchange) => {
    const { key, stage } = exchange;
    if (stage.kind !== 'quoted' || stage.confirming) return;
    dispatch({ type: 'confirming', key });
    try {
      const ordered = await queueChanges(client, {
        ...{ jobId, changes: changesOf(exchange), conversationHistory: exchange.history },
        ...{ quoteToken: stage.quote.token, idempotencyKey: stage.idempotencyKey },
      });
      dispatch(
        'queuedId' in ordered ? { type: 'queued', key, ...ordered } : { type: 'started', key, ...ordered },
      );
    } catch (error) {
      dispatch({ type: 'not-started', key, problem: problemOf(error) });
    }
  };

  // Of one that has left the queue, the conversation itself tells the rest.
  const isShown = ({ stage }: LocalExchange) => stage.kind !== 'queued' || queuedIds.includes(stage.queuedId);
  const decline = ({ key }: LocalExchange) => dispatch({ type: 'declined', key });
  return { exchanges: exchanges.filter(isShown), ask, confirm, decline };
}

async function requestQuote(
  client: ApolloClient,
  jobId: string,
  question: Omit<Question, 'key'>,
): Promise<Quote> {
  const { clips, instruction, history } = question;
  const fetchPolicy = 'no-cache';
  if (!isOfOneClip(question)) {
    const variables = { jobId, changes: changesOf(question), history };
    const { data } = await client.query({ query: CHANGES_QUOTE, variables, fetchPolicy });
    if (!data) throw new Error('The quote came without data.');
    return data.changesQuote;
  }
  const variables = { jobId, clipIndex: clips[0]!, instruction, history };
  const { data } = await client.query({ query: REGENERATION_QUOTE, variables, fetchPolicy });
  if (!data) throw new Error('The quote came without data.');
  return data.regenerationQuote;
}

/** One take of one clip. */
function isOfOneClip({ clips, takes }: Pick<Question, 'clips' | 'takes'>): boolean {
  return clips.length === 1 && takes === 1;
}

function changesOf({ clips, instruction, takes }: Pick<Question, 'clips' | 'instruction' | 'takes'>) {
  return clips.map((clipIndex) => ({ clipIndex, instruction, takes }));
}

/** Removed with the drafts when another user signs in on this tab. */
const offersKey = (jobId: string) => `clip-chatbot.draft.offers.${jobId}`;

/** Keeps the offers that still wait for an answer, so that they outlive a reload of this tab. */
function keepOffers(jobId: string, exchanges: readonly LocalExchange[]): void {
  const open = exchanges.filter(({ stage }) => stage.kind === 'quoted');
  if (open.length === 0) sessionStorage.removeItem(offersKey(jobId));
  else sessionStorage.setItem(offersKey(jobId), JSON.stringify(open));
}

/**
 * The offers that were kept and still stand. One that was just being confirmed is offered again, under the same key: the
 * server knows whether it has begun.
 */
function keptOffers(jobId: string): LocalExchange[] {
  return storedOffers(offersKey(jobId)).flatMap(({ stage, ...exchange }) =>
    Array.isArray(exchange.clips) && stage.kind === 'quoted' && stage.standsUntil > Date.now()
      ? { ...exchange, stage: { ...stage, confirming: false, problem: null } }
      : [],
  );
}

/** Offers stored by another release in another format are ignored. */
function storedOffers(key: string): LocalExchange[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? '[]');
    return Array.isArray(kept) ? (kept as LocalExchange[]) : [];
  } catch {
    return [];
  }
}
