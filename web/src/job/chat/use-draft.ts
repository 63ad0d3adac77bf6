import { useState } from 'react';

const keyOf = (jobId: string) => `clip-chatbot.draft.${jobId}`;

/** What is being written about a video. It outlives picking other clips, a reload and an expired session. */
export function useDraft(jobId: string): [string, (text: string) => void] {
  const key = keyOf(jobId);
  const [text, setText] = useState(() => sessionStorage.getItem(key) ?? '');
  const change = (next: string) => {
    if (next === '') sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, next);
    setText(next);
  };
  return [text, change];
}
