import { useEffect } from 'react';
import { formatClock } from '../format/time.js';
import { Notice } from '../layout/Notice.js';
import { t } from '../languages/t.js';
import { classifyFiles, whatIsMissing, type FileRole } from './classify-files.js';
import { ClipTiles } from './clips/ClipTiles.js';
import { FilePicker } from './FilePicker.js';
import { importSession, useImport } from './import-session.js';
import type { ImportFile, ImportState } from './import-state.js';
import { ImportFileRow } from './ImportFileRow.js';
import { previews, usePreviews } from './preview/previews.js';

/** The files with their problems, and the title, until everything is uploaded. */
export function ImportChoice() {
  const state = useImport();
  const { limits, title, files, failure, phase, order } = state;
  if (limits === null) return <Opening failure={failure} />;
  const classified = classifyFiles(files, limits, order);
  const used = classified.filter(({ role }) => role.kind !== null);
  const bytes = used.reduce((sum, { file }) => sum + file.sizeBytes, 0);
  const roles = used.map(({ role }) => role);
  const missing = whatIsMissing(roles, bytes, limits);
  const songs = songsIn(classified);
  const sending = phase === 'sending';
  return (
    <form
      className="import-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (missing === null && !sending) importSession.send();
      }}
    >
      <label htmlFor="import-name">{t('files.title')}</label>
      <input
        id="import-name"
        className="field"
        dir="auto"
        maxLength={200}
        disabled={sending}
        placeholder={songs[0]?.name.replace(/\.[^.]+$/, '')}
        value={title}
        onChange={(event) => importSession.setTitle(event.target.value)}
      />
      <Files classified={classified} isFixed={sending} />
      <Problems state={state} />
      <p role="status" className="import-status muted">
        {sending ? sendingWords(state) : (missing ?? readyWords(used.length, state))}
      </p>
      <Lengths classified={classified} />
      <div className="import-actions">
        {!sending && <FilePicker label={t('import.addFiles')} />}
        {!sending && <FilePicker label={t('import.addFolder')} folder />}
        <span className="import-space" />
        <button type="button" className="button" onClick={() => void importSession.cancel()}>
          {t('common.cancel')}
        </button>
        <button className="button button-primary" aria-disabled={missing !== null || sending}>
          {sending ? t('import.sending') : failure !== null ? t('common.tryAgain') : t('import.import')}
        </button>
      </div>
    </form>
  );
}

type Classified = readonly { file: ImportFile; role: FileRole }[];

const songsIn = (classified: Classified): ImportFile[] =>
  classified.filter(({ role }) => role.kind === 'song').map(({ file }) => file);

function Files({ classified, isFixed }: { classified: Classified; isFixed: boolean }) {
  const clips = classified.filter(({ role }) => role.kind === 'clip');
  const others = classified.filter(({ role }) => role.kind !== 'clip');
  const songs = songsIn(classified);
  useEffect(() => {
    const media = classified.filter(({ role }) => role.kind === 'clip' || role.kind === 'song');
    previews.want(media.flatMap(({ file: { file } }) => file ?? []));
  }, [classified]);
  return (
    <>
      {clips.length > 0 && <ClipTiles clips={clips} isFixed={isFixed} />}
      {others.length > 0 && (
        <ul className="import-files" aria-label={t('import.otherFiles')}>
          {others.map(({ file, role }) => (
            <ImportFileRow
              key={file.key}
              file={file}
              role={role}
              rivals={role.kind === 'song' ? songs.filter((song) => song !== file) : []}
            />
          ))}
        </ul>
      )}
    </>
  );
}

/** How long the clips are together, beside the song; nothing while one is not known. */
function Lengths({ classified }: { classified: Classified }) {
  const known = usePreviews();
  const secondsOf = (kind: 'clip' | 'song'): number =>
    classified
      .filter(({ role }) => role.kind === kind)
      .map(({ file: { file } }) => (file === null ? undefined : known.get(file)))
      .reduce((sum, preview) => sum + (typeof preview === 'object' ? preview.seconds : NaN), 0);
  const [clips, song] = [secondsOf('clip'), secondsOf('song')];
  if (!(clips > 0) || !(song > 0)) return null;
  return (
    <p className="import-status muted">
      {t('import.lengths', { clips: formatClock(clips), song: formatClock(song) })}
    </p>
  );
}

function Opening({ failure }: { failure: string | null }) {
  if (failure === null) return <p className="muted">{t('import.moment')}</p>;
  return (
    <>
      <Notice tone="error" title={failure} onRetry={() => void importSession.learnLimits()} />
      <button type="button" className="button" onClick={() => void importSession.cancel()}>
        {t('common.cancel')}
      </button>
    </>
  );
}

/** Why the import failed. A file's own problem is shown with the file. */
function Problems({ state: { failure, problems, files } }: { state: ImportState }) {
  const names = new Set(files.map(({ name }) => name));
  const others = problems.filter(({ file }) => file === null || !names.has(file));
  const inFiles = problems.length - others.length;
  return (
    <>
      {failure !== null && <Notice tone="error" title={failure} />}
      {others.map(({ message }) => (
        <Notice key={message} tone="error" title={message} />
      ))}
      {inFiles > 0 && (
        <Notice tone="error" title={t('import.nothingYet')}>
          {t('import.unusable', { count: inFiles })}
        </Notice>
      )}
    </>
  );
}

function sendingWords({ files }: ImportState): string {
  const sent = files.filter(({ state }) => state === 'sent').length;
  const all = files.filter(({ state }) => state !== 'failed').length;
  return t('import.sent', { sent, all });
}

function readyWords(count: number, { failure, problems }: ImportState): string {
  if (failure !== null || problems.length > 0) return '';
  return t('import.ready', { count });
}
