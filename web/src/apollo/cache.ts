import { InMemoryCache } from '@apollo/client';
import { relayStylePagination } from '@apollo/client/utilities';

/** The normalized cache: what identifies each type, and how pages join. */
export function createCache(): InMemoryCache {
  return new InMemoryCache({
    typePolicies: {
      Query: { fields: { jobs: relayStylePagination() } },
      Clip: { keyFields: ['jobId', 'clipIndex'] },
      RegenerationEvent: { keyFields: ['regenerationId', 'sequence'] },
      // Parts without an identity: a query that asks for fewer fields must not drop the others.
      Budget: { merge: true },
      CostBreakdown: { merge: true },
    },
  });
}
