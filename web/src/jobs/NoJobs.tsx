import { useEffect, useState } from 'react';
import { FilePicker } from '../import/FilePicker.js';
import { fetchHasDemo } from '../import/import-api.js';
import { importSession } from '../import/import-session.js';
import { t } from '../languages/t.js';

/** What to do when there is no video yet: the demo, or one of one's own. */
export function NoJobs() {
  const hasDemo = useHasDemo();
  return (
    <div className="empty" data-testid="no-jobs">
      <svg viewBox="0 0 48 48" aria-hidden="true">
        <path d="M24 31V11m0 0-8 8m8-8 8 8M8 31v5a4 4 0 0 0 4 4h24a4 4 0 0 0 4-4v-5" />
      </svg>
      <h2>{t('jobs.none')}</h2>
      <p className="muted">{t('jobs.noneHint')}</p>
      <div className="empty-actions">
        {hasDemo && (
          <button type="button" className="button button-primary" onClick={() => void importSession.demo()}>
            {t('jobs.demo')}
          </button>
        )}
        <FilePicker label={t('jobs.chooseFiles')} primary={!hasDemo} />
        <FilePicker label={t('jobs.chooseFolder')} folder />
      </div>
    </div>
  );
}

/** Not asked again: what cannot be learned is not offered. */
function useHasDemo(): boolean {
  const [hasDemo, setHasDemo] = useState(false);
  useEffect(() => {
    fetchHasDemo().then(setHasDemo, () => undefined);
  }, []);
  return hasDemo;
}
