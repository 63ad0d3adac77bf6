import { useQuery } from '@apollo/client/react';
import { graphql, readFragment } from '../../generated/index.js';
import type { VideoVersionFragment } from '../../generated/graphql.js';
import { useRefetchWith } from './use-refetch-with.js';

const VIDEO_VERSION = graphql(`
  fragment VideoVersion on VideoVersion {
    id
    versionNumber
    createdAt
    summary
    videoUrl
    isRestorable
    regeneration {
      id
      kind
      cost {
        total
        known
      }
    }
  }
`);

const VIDEO_VERSIONS = graphql(`
  query VideoVersions($jobId: ID!, $first: Int!, $after: String) {
    job(id: $jobId) {
      id
      versions(first: $first, after: $after) {
        totalCount
        edges {
          cursor
          node {
            id
            ...VideoVersion
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

const PAGE = 20;
/** The API's longest page. */
export const LONGEST_PAGE = 100;

export type VersionOfVideo = VideoVersionFragment;

/**
 * The versions of the whole video, newest first.
 * @param stamp changes when there may be new ones
 */
export function useVideoVersions(jobId: string, stamp: string, page = PAGE) {
  const { data, error, loading, refetch, fetchMore } = useQuery(VIDEO_VERSIONS, {
    variables: { jobId, first: page },
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  });
  const connection = data?.job.versions;
  const count = connection?.edges.length ?? 0;
  useRefetchWith(stamp, () => refetch({ first: Math.min(LONGEST_PAGE, Math.max(page, count)) }));
  const endCursor = connection?.pageInfo.endCursor ?? null;
  const more = async () =>
    void (await fetchMore({ variables: { first: page, after: endCursor } }).catch(() => undefined));
  return {
    versions: connection ? connection.edges.map(({ node }) => readFragment(VIDEO_VERSION, node)) : null,
    total: connection?.totalCount ?? 0,
    error: connection ? undefined : error,
    loading,
    reload: () => void refetch().catch(() => undefined),
    more: connection?.pageInfo.hasNextPage ? () => void more() : null,
  };
}
