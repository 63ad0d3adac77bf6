import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useQuery } from '@apollo/client/react';
import { graphql } from '../../../generated/index.js';
import type { SuggestionsQuery } from '../../../generated/graphql.js';

export const SUGGESTIONS = graphql(`
  query Suggestions($jobId: ID!) {
    job(id: $jobId) {
      id
      suggestions {
        id
        clipIndex
        instruction
        reason
      }
    }
  }
`);

export type Suggestion = SuggestionsQuery['job']['suggestions'][number];

/** Kept in this browser. An id is that of a clip's version, so each is asked once. */
const KEY = 'clip-chatbot.answered-suggestions';
const MOST_KEPT = 200;

/**
 * What stands out in the video and is most worth doing, and how to be done with it; null: nothing. Read again with each
 * version of the video, and by useJobChanges as more of it is measured.
 */
export function useSuggestion(
  jobId: string,
  videoVersion: number,
): [Suggestion | null, (id: string) => void] {
  const { data, refetch } = useQuery(SUGGESTIONS, { variables: { jobId }, fetchPolicy: 'cache-and-network' });
  const readAgain = useEffectEvent(() => void refetch().catch(() => undefined));
  const known = useRef(videoVersion);
  useEffect(() => {
    if (known.current === videoVersion) return;
    known.current = videoVersion;
    readAgain();
  }, [videoVersion]);
  const [answered, setAnswered] = useState(readAnswered);
  const answer = (id: string) => {
    const all = [id, ...answered].slice(0, MOST_KEPT);
    localStorage.setItem(KEY, all.join(' '));
    setAnswered(all);
  };
  // Not worth an error: nothing is missing without them.
  return [data?.job.suggestions.find(({ id }) => !answered.includes(id)) ?? null, answer];
}

function readAnswered(): string[] {
  return localStorage.getItem(KEY)?.split(' ') ?? [];
}
