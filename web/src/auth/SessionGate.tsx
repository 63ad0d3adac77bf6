import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { useApolloClient } from '@apollo/client/react';
import { SENTENCES } from '../errors/sentences.js';
import { Notice } from '../layout/Notice.js';
import { SignInForm } from './SignInForm.js';
import { startSession, useSession } from './session.js';

/**
 * Shows the app to whoever is signed in. When a session ends later, the form lies over the app, which stays
 * mounted, so that nothing typed is lost; its queries run again with the new token.
 */
export function SessionGate({ children }: { children: ReactNode }) {
  const session = useSession();
  const client = useApolloClient();
  const wasSignedIn = useRef(false);
  const signedIn = session.status === 'signed-in';

  useEffect(() => {
    void startSession();
  }, []);
  useEffect(() => {
    if (signedIn && wasSignedIn.current) void client.refetchQueries({ include: 'active' });
    if (signedIn) wasSignedIn.current = true;
  }, [signedIn, client]);

  if (session.status === 'starting') return null;
  if (session.status === 'unreachable') {
    return (
      <main className="gate">
        <Notice tone="error" title={SENTENCES.UNREACHABLE} onRetry={() => void startSession()} />
      </main>
    );
  }
  return (
    <>
      {(signedIn || (session.status === 'token-needed' && session.expired)) && children}
      {session.status === 'token-needed' && (
        <div className="gate gate-over" role="dialog" aria-modal="true" aria-labelledby="sign-in-title">
          <SignInForm expired={session.expired} />
        </div>
      )}
    </>
  );
}
