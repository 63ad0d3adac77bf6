import { useState } from 'react';

/** What is being written about a clip. It outlives selecting another clip, a reload and an expired session. */
export function useDraft(jobId: string, clipIndex: number): [string, (text: string) => void] {
  const key = `clip-chatbot.draft.${jobId}.${clipIndex}`;
  const [text, setText] = useState(() => sessionStorage.getItem(key) ?? '');
  const change = (next: string) => {
    if (next === '') sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, next);
    setText(next);
  };
  return [text, change];
}
