import { useSyncExternalStore } from 'react';
import { userOfTab } from '../auth/session.js';

/** Time in which a deletion can be undone. */
const UNDO_MS = 10_000;
/** A deleted video stays hidden in every tab until its list has loaded again. */
const HIDDEN_MS = 60_000;
const KEY = 'clip-chatbot.deletions';

/** A video that the user has deleted. The server is asked only when the time to undo it is over. */
export interface Deletion {
  jobId: string;
  title: string;
  /** Whose video it is: tabs of one browser may be of different users. */
  user: string | null;
  /** When the server is asked, in Unix milliseconds. */
  until: number;
  isDone: boolean;
}

/**
 * All deletions of this browser. They are kept in localStorage: other tabs hide the video and show Undo too, and a reload
 * forgets nothing. A tab that is closed deletes nothing: whichever page is opened next offers Undo once more.
 */
let kept: Deletion[] = [];
let text: string | null = null;
let asked: string | null = null;
let restored: string | null = null;
const listeners = new Set<() => void>();

/** The deletions of this tab's user, newest last. */
export function useDeletions(): Deletion[] {
  return useSyncExternalStore(subscribe, read);
}

/** Hides the video everywhere; the server is asked when the time to undo is over. */
export function askDeletion(jobId: string, title: string): void {
  asked = jobId;
  const deletion = { jobId, title, user: userOfTab(), until: Date.now() + UNDO_MS, isDone: false };
  write([...read().filter((one) => one.jobId !== jobId), deletion]);
}

/** Whether it was asked for in this tab. True once: its Undo then takes the focus. */
export function takeFocus(jobId: string): boolean {
  const isHere = asked === jobId;
  if (isHere) asked = null;
  return isHere;
}

/** The same of a video that was brought back here: it then takes the focus from Undo. */
export function takeFocusBack(jobId: string): boolean {
  const isHere = restored === jobId;
  if (isHere) restored = null;
  return isHere;
}

/** Shows the video again. */
export function forgetDeletion(jobId: string, { byHand = false } = {}): void {
  if (byHand) restored = jobId;
  write(read().filter((one) => one.jobId !== jobId));
}

export function finishDeletion(jobId: string): void {
  write(read().map((one) => (one.jobId === jobId ? { ...one, isDone: true, until: Date.now() } : one)));
}

/** Whether the server is to be asked now: no tab has undone or finished it. */
export function isDue(jobId: string): boolean {
  const deletion = read().find((one) => one.jobId === jobId);
  return deletion !== undefined && !deletion.isDone && deletion.until <= Date.now();
}

/** What was left over when the last page was closed can be undone once more. */
export function renewOverdue(): void {
  const now = Date.now();
  const renewed = read()
    .filter((one) => !one.isDone || one.until > now - HIDDEN_MS)
    .map((one) => (one.isDone || one.until > now ? one : { ...one, until: now + UNDO_MS }));
  write(renewed);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

function read(): Deletion[] {
  const stored = storedText();
  if (stored !== text) {
    text = stored;
    kept = parse(stored);
  }
  return kept;
}

function write(deletions: Deletion[]): void {
  const others = parse(storedText(), false).filter((one) => one.user !== userOfTab());
  text = JSON.stringify([...others, ...deletions]);
  kept = deletions;
  try {
    localStorage.setItem(KEY, text);
  } catch {
    // Without a store of its own the browser keeps them for this page alone.
  }
  listeners.forEach((listener) => listener());
}

function storedText(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return text;
  }
}

function parse(stored: string | null, ownOnly = true): Deletion[] {
  try {
    const all = JSON.parse(stored ?? '[]') as Deletion[];
    return ownOnly ? all.filter((one) => one.user === userOfTab()) : all;
  } catch {
    return [];
  }
}
