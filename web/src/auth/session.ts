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

/** Prefix of every key that this app stores in the tab. */
const PREFIX = 'clip-chatbot.';
const TOKEN_KEY = `${PREFIX}token`;
/** Owner of the drafts stored in this tab: the id of the user, or DEMO. */
const USER_KEY = `${PREFIX}user`;
const DEMO = 'demo';
/** For an answer to a request for a token, or about one. */
const LIMIT_MS = 10_000;

let session: Session = { status: 'starting' };
let signingIn: Promise<boolean> | null = null;
const listeners = new Set<() => void>();

/** The session, for components. */
export function useSession(): Session {
  return useSyncExternalStore(subscribe, () => session);
}

/** The token to send with requests; null while signed out. */
export function currentToken(): string | null {
  return session.status === 'signed-in' ? session.token : null;
}

/** Whose drafts and places this tab holds. */
export function userOfTab(): string | null {
  return sessionStorage.getItem(USER_KEY);
}

/** Resolves with the token once the user signs in. */
export function whenSignedIn(): Promise<string> {
  return new Promise((resolve) => {
    const look = () => {
      const token = currentToken();
      if (token === null) return;
      listeners.delete(look);
      resolve(token);
    };
    listeners.add(look);
    look();
  });
}

/** Reuses the tab's token, or requests a demo token. */
export async function startSession(): Promise<void> {
  const stored = sessionStorage.getItem(TOKEN_KEY);
  if (stored) changeTo({ status: 'signed-in', token: stored });
  else await signInAsDemo(false);
}

/** Signs in with a token that the person pasted, once the API has taken it. */
export async function signInWith(token: string): Promise<'signed-in' | 'refused' | 'unreachable'> {
  const answer = await whoHas(token);
  if (typeof answer === 'string') return answer;
  enter(token, answer.userId);
  return 'signed-in';
}

/**
 * After the API has refused `staleToken`: true as soon as another token is at hand, by a demo sign-in, because a
 * parallel request has already signed in again, or because the person did. False where the server gave no answer.
 */
export async function renewSession(staleToken: string | null): Promise<boolean> {
  if (staleToken !== null && currentToken() === staleToken) return await signInAsDemo(true);
  await whenSignedIn();
  return true;
}

function signInAsDemo(expired: boolean): Promise<boolean> {
  signingIn ??= trySigningInAsDemo(expired).finally(() => (signingIn = null));
  return signingIn;
}

async function trySigningInAsDemo(expired: boolean): Promise<boolean> {
  const answer = await requestDemoToken();
  if (answer === 'unreachable') {
    if (session.status === 'starting') changeTo({ status: 'unreachable' });
    return false;
  }
  if (answer !== 'not-offered') {
    enter(answer.token, DEMO);
    return true;
  }
  sessionStorage.removeItem(TOKEN_KEY);
  changeTo({ status: 'token-needed', expired });
  if (expired) await whenSignedIn();
  return expired;
}

/** Another user than the one before gets a fresh page: nothing that was loaded, typed or waiting is theirs. */
function enter(token: string, userId: string): void {
  const before = sessionStorage.getItem(USER_KEY);
  const isAnother = before !== null && before !== userId;
  if (isAnother) forgetEverything();
  sessionStorage.setItem(TOKEN_KEY, token);
  sessionStorage.setItem(USER_KEY, userId);
  if (isAnother) location.reload();
  else changeTo({ status: 'signed-in', token });
}

function forgetEverything(): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
}

function changeTo(next: Session): void {
  session = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Requests a demo token, which only a server without configured auth offers. */
async function requestDemoToken(): Promise<{ token: string } | 'not-offered' | 'unreachable'> {
  try {
    const answer = await fetch('/auth/demo', { method: 'POST', signal: AbortSignal.timeout(LIMIT_MS) });
    if (answer.status === 403 || answer.status === 404) return 'not-offered';
    return answer.ok ? ((await answer.json()) as { token: string }) : 'unreachable';
  } catch {
    return 'unreachable';
  }
}

interface ViewerAnswer {
  data?: { viewer: { id: string } } | null;
}

/** Asks the API for the token's user. */
async function whoHas(token: string): Promise<{ userId: string } | 'refused' | 'unreachable'> {
  try {
    const answer = await fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: '{ viewer { id } }' }),
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    // Anything but a 401 says nothing about the token: the identity provider may be away, for example.
    if (answer.status === 401) return 'refused';
    const { data } = (await answer.json()) as ViewerAnswer;
    return data ? { userId: data.viewer.id } : 'unreachable';
  } catch {
    return 'unreachable';
  }
}
