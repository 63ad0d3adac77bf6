import { useQuery } from '@apollo/client/react';
import { graphql } from '../../../generated/gql.js';

const VIDEO_BEFORE = graphql(`
  query VideoBefore($jobId: ID!, $clipIndex: Int!) {
    regenerations(jobId: $jobId, clipIndex: $clipIndex, first: 30) {
      id
      status
      previousVideoUrl
      result {
        id
        changes {
          clipIndex
          fromVersion
          toVersion
        }
      }
    }
  }
`);

/**
 * The whole video as it was before the last change of a clip, and which version it had there; null where it is no longer
 * kept, undefined while that is not known. Never from the cache, whose list may end with the change before.
 */
export function useVideoBefore(jobId: string, clipIndex: number, versionNumber: number) {
  const { data, error } = useQuery(VIDEO_BEFORE, {
    variables: { jobId, clipIndex },
    fetchPolicy: 'network-only',
    nextFetchPolicy: 'cache-first',
  });
  if (data === undefined && error === undefined) return undefined;
  const last = data?.regenerations.find(({ status }) => status === 'COMPLETED');
  const change = last?.result?.changes.find((one) => one.clipIndex === clipIndex);
  const videoUrl = last?.previousVideoUrl;
  return videoUrl && change?.toVersion === versionNumber
    ? { videoUrl, fromVersion: change.fromVersion }
    : null;
}
