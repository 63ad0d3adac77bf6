import { useState } from 'react';
import { graphql, readFragment } from '../../../generated/index.js';
import type { FragmentType } from '../../../generated/index.js';
import type { SuggestedWishesFragment } from '../../../generated/graphql.js';

const SUGGESTED_WISHES = graphql(`
  fragment SuggestedWishes on Job {
    id
    suggestions {
      id
      clipIndex
      instruction
      reason
    }
  }
`);

export type Suggestion = SuggestedWishesFragment['suggestions'][number];

/** Kept in this browser. An id is that of a clip's version, so each is asked once. */
const KEY = 'clip-chatbot.answered-suggestions';
const MOST_KEPT = 200;

/**
 * What stands out in the video and is most worth doing, and how to be done with it; null: nothing.
 *
 * @param jobRef what the conversation says of the video; null until it is loaded
 */
export function useSuggestion(
  jobRef: FragmentType<typeof SUGGESTED_WISHES> | null,
): [Suggestion | null, (id: string) => void] {
  const suggestions = readFragment(SUGGESTED_WISHES, jobRef)?.suggestions ?? [];
  const [answered, setAnswered] = useState(readAnswered);
  const answer = (id: string) => {
    const all = [id, ...answered].slice(0, MOST_KEPT);
    localStorage.setItem(KEY, all.join(' '));
    setAnswered(all);
  };
  return [suggestions.find(({ id }) => !answered.includes(id)) ?? null, answer];
}

function readAnswered(): string[] {
  return localStorage.getItem(KEY)?.split(' ') ?? [];
}
