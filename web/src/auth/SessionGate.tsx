import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { useApolloClient } from '@apollo/client/react';
import { sentenceFor } from '../errors/sentences.js';
import { Notice } from '../layout/Notice.js';
import { SignInForm } from './SignInForm.js';
import { startSession, useSession } from './session.js';

const START_AGAIN_MS = 2000;

/**
 * Shows the app to a signed-in user. When a session ends later, the form covers the app, which stays
 * mounted, so that nothing typed is lost; its queries run again with the new token.
 */
export function SessionGate({ children }: { children: ReactNode }) {
  const session = useSession();
  const client = useApolloClient();
  const wasSignedIn = useRef(false);
  const lastFocus = useRef<HTMLElement | null>(null);
  const { status } = session;
  const signedIn = status === 'signed-in';

  useEffect(() => {
    void startSession();
  }, []);
  useEffect(() => {
    if (status !== 'unreachable') return undefined;
    const again = setInterval(() => void startSession(), START_AGAIN_MS);
    return () => clearInterval(again);
  }, [status]);
  useEffect(() => {
    if (!signedIn) return;
    if (wasSignedIn.current) {
      void client.refetchQueries({ include: 'active' });
      lastFocus.current?.focus();
    }
    wasSignedIn.current = true;
  }, [signedIn, client]);

  if (status === 'starting') return null;
  if (status === 'unreachable') {
    return (
      <main className="gate">
        <Notice tone="error" title={sentenceFor('UNREACHABLE')} onRetry={() => void startSession()} />
      </main>
    );
  }
  return (
    <>
      {(signedIn || (status === 'token-needed' && session.expired)) && (
        <div
          className="gate-app"
          inert={!signedIn}
          onFocus={({ target }) => (lastFocus.current = target as HTMLElement)}
        >
          {children}
        </div>
      )}
      {status === 'token-needed' && (
        <div className="gate gate-over" role="dialog" aria-modal="true" aria-labelledby="sign-in-title">
          <SignInForm expired={session.expired} />
        </div>
      )}
    </>
  );
}
