import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { rich, t } from '../languages/t.js';
import { Warnings } from './ImportProgress.js';
import { importSession, useImport } from './import-session.js';

/** The way to the video that was made. */
export function ImportDone() {
  const { title, jobId, warnings } = useImport();
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => link.current?.focus(), []);
  return (
    <>
      <p role="status" className="import-film">
        {rich('import.done', { title, name: (name) => <bdi>{name}</bdi> })}
      </p>
      <Warnings warnings={warnings} />
      <div className="import-actions">
        <span className="import-space" />
        <button type="button" className="button" onClick={() => importSession.close()}>
          {t('common.close')}
        </button>
        <Link
          ref={link}
          to={`/jobs/${jobId}`}
          className="button button-primary"
          onClick={() => importSession.close()}
        >
          {t('import.open')}
        </Link>
      </div>
    </>
  );
}
