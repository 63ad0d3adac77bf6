import { useEffect, useRef } from 'react';
import { t } from '../languages/t.js';
import { ImportChoice } from './ImportChoice.js';
import { ImportDone } from './ImportDone.js';
import { ImportProgress } from './ImportProgress.js';
import { useImport } from './import-session.js';
import './import.css';

/** The import of a video, from the files to the link to the video. */
export default function ImportPanel() {
  const { phase } = useImport();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <section className="import-panel card" aria-labelledby="import-title" data-testid="import-panel">
      <h2 id="import-title" tabIndex={-1} ref={title}>
        {t('jobs.import')}
      </h2>
      {(phase === 'choosing' || phase === 'sending') && <ImportChoice />}
      {phase === 'making' && <ImportProgress />}
      {phase === 'done' && <ImportDone />}
    </section>
  );
}
