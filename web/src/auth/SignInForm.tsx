import { useState } from 'react';
import type { FormEvent } from 'react';
import { signInWith } from './session.js';

/** Asks for an access token, where the server hands out none by itself. */
export function SignInForm({ expired }: { expired: boolean }) {
  const [token, setToken] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signInWith(token.trim().replace(/^Bearer\s+/i, ''));
  };
  return (
    <form className="sign-in card" onSubmit={submit} aria-labelledby="sign-in-title">
      <h1 id="sign-in-title">{expired ? 'Sign in again' : 'Sign in'}</h1>
      <p className="muted">
        {expired
          ? 'Your session has ended. Nothing is lost: paste a new access token to go on where you were.'
          : 'Paste the access token that you were given. It is kept until you close this tab.'}
      </p>
      <label htmlFor="access-token">Access token</label>
      <textarea
        id="access-token"
        className="field"
        rows={4}
        spellCheck={false}
        autoComplete="off"
        autoFocus
        value={token}
        onChange={(event) => setToken(event.target.value)}
      />
      <button className="button button-primary" disabled={token.trim() === ''}>
        Sign in
      </button>
    </form>
  );
}
