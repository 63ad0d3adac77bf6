import { Link } from 'react-router';
import { t } from '../languages/t.js';
import { usePageTitle } from './use-page-title.js';

/** For addresses that lead nowhere. */
export function NotFound() {
  usePageTitle(t('app.nothingTitle'));
  return (
    <main className="page page-message">
      <h1>{t('app.nothing')}</h1>
      <p className="muted">{t('app.nothingWhy')}</p>
      <Link className="button" to="/">
        {t('common.allVideos')}
      </Link>
    </main>
  );
}
