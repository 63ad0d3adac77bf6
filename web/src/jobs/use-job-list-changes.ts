import { useApolloClient } from '@apollo/client/react';
import type { ApolloClient } from '@apollo/client';
import { graphql } from '../generated/gql.js';
import type { JobListNewsQuery } from '../generated/graphql.js';
import { useChanges } from '../connection/use-changes.js';

const ANY_JOB_CHANGED = graphql(`
  subscription AnyJobChanged {
    jobChanged {
      type
      jobId
    }
  }
`);

const JOB_LIST_NEWS = graphql(`
  query JobListNews($first: Int!, $search: String) {
    jobs(first: $first, search: $search) {
      totalCount
      edges {
        node {
          id
          title
          status
          totalCost
        }
      }
    }
  }
`);

const KNOWN_CARD = graphql(`
  fragment KnownCard on Job {
    id
    title
    status
    totalCost
  }
`);

/** A page as the list loads it at first, and the API's limit on one. */
const PAGE = { least: 24, most: 100 } as const;

interface ShownJobs {
  totalCount: number;
  ids: string[];
}

/** Keeps the list of jobs true: loads as many again as are shown when one of them, or their number, has changed. */
export function useJobListChanges(
  shown: ShownJobs | null,
  search: string,
  reload: (first: number) => void,
): void {
  const client = useApolloClient();
  const first = Math.min(PAGE.most, Math.max(PAGE.least, shown?.ids.length ?? 0));
  useChanges('', {
    subscribe: (of) => of.subscribe({ query: ANY_JOB_CHANGED, fetchPolicy: 'no-cache' }),
    take: (_data, askNow) => askNow(),
    ask: async (signal) => {
      const { data } = await client.query({
        query: JOB_LIST_NEWS,
        variables: { first, search },
        fetchPolicy: 'no-cache',
        context: { fetchOptions: { signal }, queryDeduplication: false },
      });
      if (data && shown && !signal.aborted && !isShown(client, shown, data.jobs)) reload(first);
    },
  });
}

function isShown({ cache }: ApolloClient, shown: ShownJobs, { totalCount, edges }: JobListNewsQuery['jobs']) {
  return (
    totalCount === shown.totalCount &&
    edges.every(({ node }, index) => {
      const id = cache.identify({ __typename: 'Job', id: node.id });
      const known = cache.readFragment({ id, fragment: KNOWN_CARD });
      return node.id === shown.ids[index] && isSame(known, node);
    })
  );
}

type Card = Pick<JobListNewsQuery['jobs']['edges'][number]['node'], 'title' | 'status' | 'totalCost'>;

function isSame(known: Card | null, node: Card): boolean {
  return known?.title === node.title && known.status === node.status && known.totalCost === node.totalCost;
}
