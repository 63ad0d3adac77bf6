import { useQuery } from '@apollo/client/react';
import { graphql, readFragment } from '../../../generated/index.js';
import type { ClipVersionFragment } from '../../../generated/graphql.js';
import { useRefetchWith } from '../use-refetch-with.js';

const CLIP_VERSION = graphql(`
  fragment ClipVersion on ClipVersion {
    id
    versionNumber
    origin
    instruction
    cost
    createdAt
    restoredFrom
    thumbnailUrl
    videoUrl
    regeneration {
      id
      status
    }
  }
`);

const CLIP_VERSIONS = graphql(`
  query ClipVersions($jobId: ID!, $clipIndex: Int!, $first: Int!, $after: String) {
    clip(jobId: $jobId, clipIndex: $clipIndex) {
      jobId
      clipIndex
      versions(first: $first, after: $after) {
        totalCount
        edges {
          cursor
          node {
            id
            ...ClipVersion
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

export type Version = ClipVersionFragment;

/**
 * The versions of a clip, newest first.
 * @param stamp changes when there may be new ones
 */
export function useClipVersions(jobId: string, clipIndex: number, stamp: string, page = PAGE) {
  const { data, error, loading, refetch, fetchMore } = useQuery(CLIP_VERSIONS, {
    variables: { jobId, clipIndex, first: page },
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  });
  const connection = data?.clip.versions;
  const count = connection?.edges.length ?? 0;
  useRefetchWith(stamp, () => refetch({ first: Math.min(LONGEST_PAGE, Math.max(page, count)) }));
  const endCursor = connection?.pageInfo.endCursor ?? null;
  const more = async () =>
    void (await fetchMore({ variables: { first: page, after: endCursor } }).catch(() => undefined));
  return {
    versions: connection ? connection.edges.map(({ node }) => readFragment(CLIP_VERSION, node)) : null,
    error: connection ? undefined : error,
    loading,
    reload: () => void refetch().catch(() => undefined),
    more: connection?.pageInfo.hasNextPage ? () => void more() : null,
  };
}

/** The version whose footage a version shows. */
export function rootOf({
  versionNumber,
  restoredFrom,
}: Pick<Version, 'versionNumber' | 'restoredFrom'>): number {
  return restoredFrom ?? versionNumber;
}
