import { useSyncExternalStore } from 'react';

/**
 * Who is signed in. A server without configured auth hands out demo tokens on POST /auth/demo; any other wants
 * a token from the person. The token lives as long as the tab (sessionStorage).
 */
export type Session =
  | { status: 'starting' }
  | { status: 'unreachable' }
  | { status: 'signed-in'; token: string }
  /** `expired`: there was a token, and the API refused it. */
  | { status: 'token-needed'; expired: boolean };

const STORAGE_KEY = 'clip-chatbot.token';

let session: Session = { status: 'starting' };
let signingIn: Promise<boolean> | null = null;
const listeners = new Set<() => void>();

/** The session, for components. */
export function useSession(): Session {
  return useSyncExternalStore(subscribe, () => session);
}

/** The token to send along; null while nobody is signed in. */
export function currentToken(): string | null {
  return session.status === 'signed-in' ? session.token : null;
}

/** Takes the tab's token up again, or else asks for a demo token. */
export async function startSession(): Promise<void> {
  const stored = sessionStorage.getItem(STORAGE_KEY);
  if (stored) changeTo({ status: 'signed-in', token: stored });
  else await signInAsDemo(false);
}

/** Signs in with a token that the person pasted. */
export function signInWith(token: string): void {
  sessionStorage.setItem(STORAGE_KEY, token);
  changeTo({ status: 'signed-in', token });
}

/**
 * After the API has refused `staleToken`: true when another token is at hand, by a demo sign-in or because a
 * parallel request has already signed in again.
 */
export async function renewSession(staleToken: string | null): Promise<boolean> {
  if (currentToken() !== null && currentToken() !== staleToken) return true;
  return signInAsDemo(staleToken !== null);
}

function signInAsDemo(expired: boolean): Promise<boolean> {
  signingIn ??= requestDemoToken(expired).finally(() => (signingIn = null));
  return signingIn;
}

async function requestDemoToken(expired: boolean): Promise<boolean> {
  const answer = await fetch('/auth/demo', { method: 'POST' }).catch(() => null);
  if (answer?.ok) {
    signInWith(((await answer.json()) as { token: string }).token);
    return true;
  }
  if (answer?.status === 403 || answer?.status === 404) {
    sessionStorage.removeItem(STORAGE_KEY);
    changeTo({ status: 'token-needed', expired });
  } else if (session.status === 'starting' || session.status === 'unreachable') {
    changeTo({ status: 'unreachable' });
  }
  return false;
}

function changeTo(next: Session): void {
  session = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
