import { InMemoryCache } from '@apollo/client';
import type { FieldMergeFunction, Reference, StoreObject } from '@apollo/client';
import { relayStylePagination } from '@apollo/client/utilities';

/** The normalized cache: the key fields of each type, and how pages are merged. */
export function createCache(): InMemoryCache {
  return new InMemoryCache({
    typePolicies: {
      Query: { fields: { jobs: relayStylePagination() } },
      Job: {
        fields: {
          versions: relayStylePagination(),
          conversation: { keyArgs: false, merge: mergeConversation },
        },
      },
      Clip: { keyFields: ['jobId', 'clipIndex'], fields: { versions: relayStylePagination() } },
      Regeneration: { fields: { changes: { merge: mergeChanges } } },
      RegenerationEvent: { keyFields: ['regenerationId', 'sequence'] },
      // Objects without an id are merged: a query with fewer fields must not drop the others.
      Budget: { merge: true },
      CostBreakdown: { merge: true },
    },
  });
}

/** The changes of a regeneration are always the same ones, in order; a query reads some of their fields. */
const mergeChanges: FieldMergeFunction<readonly StoreObject[]> = (known, read, { mergeObjects }) =>
  read.map((change, index) => mergeObjects<StoreObject>(known?.[index] ?? {}, change));

interface CachedConversation {
  edges: readonly { cursor: string; node: Reference }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

/** Newest first. What is read again from the newest on leaves the earlier messages that were read before. */
const mergeConversation: FieldMergeFunction<CachedConversation> = (known, read, { args }) => {
  if (!known) return read;
  if (typeof args?.after === 'string') return { ...read, edges: [...known.edges, ...read.edges] };
  const oldest = read.edges.at(-1)?.node.__ref;
  const at = known.edges.findIndex(({ node }) => node.__ref === oldest);
  if (at < 0 || at === known.edges.length - 1) return read;
  return { ...known, edges: [...read.edges, ...known.edges.slice(at + 1)] };
};
