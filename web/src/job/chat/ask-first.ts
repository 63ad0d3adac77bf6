import { useSyncExternalStore } from 'react';

/** Kept in this browser: it is a habit of the person at it, not of a video. */
const KEY = 'clip-chatbot.ask-before-free-changes';

/** Whether what is free asks before it starts; off at first. Whatever is charged always asks. */
export function useAskFirst(): [boolean, (asks: boolean) => void] {
  return [useSyncExternalStore(subscribe, asksFirst), setAsksFirst];
}

const listeners = new Set<() => void>();

function asksFirst(): boolean {
  return localStorage.getItem(KEY) === 'yes';
}

function setAsksFirst(asks: boolean): void {
  if (asks) localStorage.setItem(KEY, 'yes');
  else localStorage.removeItem(KEY);
  listeners.forEach((listener) => listener());
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  // Of another tab.
  addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('storage', listener);
  };
}
