import { useEffect, useState } from 'react';

const keyOf = (jobId: string, conversation: string) => `clip-chatbot.draft.${jobId}.${conversation}`;

/**
 * What is being written in a conversation ("3" for the clip of that index, "several"). It outlives picking other clips, a
 * reload and an expired session.
 * @param before the conversation that was open before, whose text comes along if there is none here
 */
export function useDraft(
  jobId: string,
  conversation: string,
  before: string | null,
): [string, (text: string) => void] {
  const key = keyOf(jobId, conversation);
  const [left] = useState(before && keyOf(jobId, before));
  const [text, setText] = useState(
    () => sessionStorage.getItem(key) ?? (left && sessionStorage.getItem(left)) ?? '',
  );
  useEffect(() => {
    const coming = left && sessionStorage.getItem(left);
    if (!left || !coming || sessionStorage.getItem(key)) return;
    sessionStorage.setItem(key, coming);
    sessionStorage.removeItem(left);
  }, [key, left]);
  const change = (next: string) => {
    if (next === '') sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, next);
    setText(next);
  };
  return [text, change];
}
