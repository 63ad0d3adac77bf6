import { useQuery } from '@apollo/client/react';
import { graphql, readFragment } from '../../../generated/index.js';
import type { ClipVersionFragment } from '../../../generated/graphql.js';
import { KEPT_PAGES, PAGE, usePages } from '../use-pages.js';

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
    adjustments {
      strength
      words
      range {
        from
        to
      }
      template {
        id
        label
      }
    }
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

export type Version = ClipVersionFragment;

/**
 * The versions of a clip, newest first.
 * @param stamp changes when there may be new ones
 * @param page how many more are read at a time; the first page is the same for all who read this list
 */
export function useClipVersions(jobId: string, clipIndex: number, stamp: string, page = PAGE) {
  const query = useQuery(CLIP_VERSIONS, {
    variables: { jobId, clipIndex, first: PAGE },
    ...KEPT_PAGES,
  });
  const connection = query.data?.clip.versions;
  const { nodes, ...pages } = usePages(query, connection, { stamp, page });
  return {
    ...pages,
    versions: nodes?.map((node) => readFragment(CLIP_VERSION, node)) ?? null,
  };
}

/** The version whose footage a version shows. */
export function rootOf({
  versionNumber,
  restoredFrom,
}: Pick<Version, 'versionNumber' | 'restoredFrom'>): number {
  return restoredFrom ?? versionNumber;
}

/** What it is in a word or two, where there is little room: its last look, or what was asked for. */
export function wordsOf({ adjustments, instruction }: Pick<Version, 'adjustments' | 'instruction'>): string {
  return adjustments.at(-1)?.template.label ?? instruction ?? '';
}
