import { useActionState, useId, useState } from 'react';
import { Notice } from '../layout/Notice.js';
import { sentenceFor } from '../errors/sentences.js';
import { t } from '../languages/t.js';
import { signInWith } from './session.js';

/** Asks for an access token, if the server has no demo sign-in. */
export function SignInForm({ expired }: { expired: boolean }) {
  const [token, setToken] = useState('');
  const fieldId = useId();
  const [problem, submit, pending] = useActionState(async () => {
    const outcome = await signInWith(token.trim().replace(/^Bearer\s+/i, ''));
    if (outcome === 'signed-in') return null;
    return outcome === 'refused' ? t('auth.refused') : sentenceFor('UNREACHABLE');
  }, null);
  return (
    <form className="sign-in card" action={submit} aria-labelledby="sign-in-title">
      <h1 id="sign-in-title">{expired ? t('auth.signInAgain') : t('auth.signIn')}</h1>
      <p className="muted">{expired ? t('auth.ended') : t('auth.paste')}</p>
      <label htmlFor={fieldId}>{t('auth.token')}</label>
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
        {t('auth.signIn')}
      </button>
    </form>
  );
}
