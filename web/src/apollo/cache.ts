import { InMemoryCache } from '@apollo/client';
import type { FieldMergeFunction, StoreObject } from '@apollo/client';
import { newestFirst } from './newest-first.js';

/** The normalized cache: the key fields of each type, and how pages are merged. */
export function createCache(): InMemoryCache {
  return new InMemoryCache({
    typePolicies: {
      Query: { fields: { jobs: newestFirst('search') } },
      Job: { fields: { versions: newestFirst(), conversation: newestFirst() } },
      Clip: { keyFields: ['jobId', 'clipIndex'], fields: { versions: newestFirst() } },
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
