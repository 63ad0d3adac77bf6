import { percentWords } from '../format/number.js';
import { Notice } from '../layout/Notice.js';
import { t } from '../languages/t.js';
import { importSession, useImport } from './import-session.js';

/** What the server is at: checking the files, then putting the video together. */
export function ImportProgress() {
  const { progress, title, failure, warnings } = useImport();
  const message = progress?.message ?? t('import.starting');
  const percent = Math.floor(100 * (progress?.fraction ?? 0));
  return (
    <>
      <p className="import-film" dir="auto">
        {title}
      </p>
      <div className="import-making">
        <p role="status">{message.replace(/\.$/, '')}</p>
        <span className="muted">{percentWords(percent)}</span>
        <progress aria-label={t('import.import')} max={100} value={percent} />
      </div>
      {failure !== null && <Notice tone="warning" title={failure} />}
      <Warnings warnings={warnings} />
      <div className="import-actions">
        <span className="muted import-space">{t('import.leave')}</span>
        <button type="button" className="button" onClick={() => void importSession.cancel()}>
          {t('common.cancel')}
        </button>
      </div>
    </>
  );
}

/** What was left out, or made in its place. */
export function Warnings({ warnings }: { warnings: string[] }) {
  if (warnings.length === 0) return null;
  return (
    <ul className="import-warnings muted">
      {warnings.map((warning) => (
        <li key={warning} dir="auto">
          {warning}
        </li>
      ))}
    </ul>
  );
}
