import { useActionState, useId, useState } from 'react';
import { Notice } from '../layout/Notice.js';
import { SENTENCES } from '../errors/sentences.js';
import { signInWith } from './session.js';

const REFUSED = 'This token is not accepted. It may have expired or belong to another service.';

/** Asks for an access token, if the server has no demo sign-in. */
export function SignInForm({ expired }: { expired: boolean }) {
  const [token, setToken] = useState('');
  const fieldId = useId();
  const [problem, submit, pending] = useActionState(async () => {
    const outcome = await signInWith(token.trim().replace(/^Bearer\s+/i, ''));
    if (outcome === 'signed-in') return null;
    return outcome === 'refused' ? REFUSED : SENTENCES.UNREACHABLE;
  }, null);
  return (
    <form className="sign-in card" action={submit} aria-labelledby="sign-in-title">
      <h1 id="sign-in-title">{expired ? 'Sign in again' : 'Sign in'}</h1>
      <p className="muted">
        {expired
          ? 'Your session has ended. Nothing is lost: paste a new access token to continue where you left off.'
          : 'Paste the access token that you were given. It is kept until you close this tab.'}
      </p>
      <label htmlFor={fieldId}>Access token</label>
      <textarea
        id={fieldId}
        className="field"
        rows={4}
        spellCheck={false}
        autoComplete="off"
        autoFocus
        value={token}
        onChange={(event) => setToken(event.target.value)}
      />
      {problem !== null && <Notice tone="error" title={problem} />}
      <button className="button button-primary" disabled={token.trim() === '' || pending}>
        Sign in
      </button>
    </form>
  );
}
