import { Link } from 'react-router';
import { usePageTitle } from './use-page-title.js';

/** For addresses that lead nowhere. */
export function NotFound() {
  usePageTitle('Nothing here');
  return (
    <main className="page page-message">
      <h1>There is nothing here</h1>
      <p className="muted">The address may be mistyped, or what it pointed to is gone.</p>
      <Link className="button" to="/">
        All videos
      </Link>
    </main>
  );
}
