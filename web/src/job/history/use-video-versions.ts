import { useQuery } from '@apollo/client/react';
import { graphql, readFragment } from '../../generated/index.js';
import type { VideoVersionFragment } from '../../generated/graphql.js';
import { KEPT_PAGES, PAGE, usePages } from './use-pages.js';

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

export type VersionOfVideo = VideoVersionFragment;

/**
 * The versions of the whole video, newest first.
 * @param stamp changes when there may be new ones
 * @param page how many more are read at a time; the first page is the same for all who read this list
 */
export function useVideoVersions(jobId: string, stamp: string, page = PAGE) {
  const query = useQuery(VIDEO_VERSIONS, {
    variables: { jobId, first: PAGE },
    ...KEPT_PAGES,
  });
  const connection = query.data?.job.versions;
  const { nodes, ...pages } = usePages(query, connection, { stamp, page });
  return {
    ...pages,
    versions: nodes?.map((node) => readFragment(VIDEO_VERSION, node)) ?? null,
  };
}
