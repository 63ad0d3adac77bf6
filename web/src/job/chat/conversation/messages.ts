import type { ApolloCache } from '@apollo/client';
import { graphql } from '../../../generated/index.js';
import type { ChatMessageFragment } from '../../../generated/graphql.js';

export const CHAT_MESSAGE = graphql(`
  fragment ChatMessage on ChatMessage {
    id
    role
    text
    cost
    createdAt
    clipIndexes
    attachment {
      __typename
      ... on Offer {
        id
        ...ChatOffer
      }
      ... on Choices {
        options {
          label
          text
        }
      }
      ... on Regeneration {
        id
        ...ConversationRegeneration
      }
    }
  }
`);

/** What was said about a video, newest first, and what is most worth doing: one revision tells when to ask for both again. */
export const CONVERSATION = graphql(`
  query Conversation($jobId: ID!, $first: Int!, $after: String) {
    job(id: $jobId) {
      id
      conversationRevision
      ...SuggestedWishes
      conversation(first: $first, after: $after) {
        edges {
          cursor
          node {
            id
            ...ChatMessage
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`);

export const SEND_MESSAGE = graphql(`
  mutation SendMessage($input: SendMessageInput!) {
    sendMessage(input: $input) {
      message {
        id
        ...ChatMessage
      }
      reply {
        id
        ...ChatMessage
      }
    }
  }
`);

export type ChatMessage = ChatMessageFragment;

/** Messages of a page. */
export const PAGE = 30;

/** Enters what was just said and answered into the cached conversation. */
export function enterExchange(cache: ApolloCache, jobId: string, exchange: readonly { id: string }[]): void {
  const options = { query: CONVERSATION, variables: { jobId, first: PAGE } };
  cache.updateQuery(options, (cached) => {
    if (!cached) return cached;
    const { edges, ...page } = cached.job.conversation;
    const fresh = exchange.filter(({ id }) => edges.every(({ node }) => node.id !== id));
    // The cursors that count are those of the server's pages, whose last one stays.
    const added = fresh.map((node) => ({ __typename: 'ChatMessageEdge', cursor: node.id, node }) as never);
    return { job: { ...cached.job, conversation: { ...page, edges: [...added, ...edges] } } };
  });
}

/** Id of the newest message of the cached conversation; null where there is none. */
export function newestMessage(cache: ApolloCache, jobId: string): string | null {
  const cached = cache.readQuery({ query: CONVERSATION, variables: { jobId, first: PAGE } });
  return cached?.job.conversation.edges[0]?.node.id ?? null;
}
