import { percentWords } from '../format/number.js';
import { formatClock } from '../format/time.js';
import { t } from '../languages/t.js';
import { formatSize, type FileRole, type FileUse } from './classify-files.js';
import { importSession, useImport } from './import-session.js';
import type { ImportFile } from './import-state.js';
import { usePreviews } from './preview/previews.js';
import { wordsOfUse } from './use-words.js';

interface ImportFileRowProps {
  file: ImportFile;
  role: FileRole;
  /** Other files in this one's role, of which there can be only one. */
  rivals: ImportFile[];
}

/** A file that is no clip: its use, its upload progress and its problem. */
export function ImportFileRow({ file, role, rivals }: ImportFileRowProps) {
  const { phase } = useImport();
  const { name } = file;
  const wrong = useProblem(file, role);
  const useless = role.kind === null;
  const isChoosing = phase === 'choosing';
  return (
    <li
      className={`import-file${wrong !== null && !useless ? ' import-file-bad' : ''}${useless ? ' import-file-unused' : ''}`}
    >
      {isChoosing && role.choices.length > 1 ? (
        <UseChoice file={file} role={role} />
      ) : (
        <span className="import-kind">{wordsOfUse(role.use)}</span>
      )}
      <span className="import-name">
        <bdi>{name}</bdi>
        {wrong !== null && <span className="import-wrong">{wrong}</span>}
        <Sending file={file} />
      </span>
      <span className="import-size faint">
        <Length file={file} role={role} />
        {sizeWords(file)}
      </span>
      {isChoosing && <RowActions file={file} rivals={rivals} />}
    </li>
  );
}

function UseChoice({ file, role }: Pick<ImportFileRowProps, 'file' | 'role'>) {
  return (
    <select
      className="import-kind"
      aria-label={t('import.useAs', { name: file.name })}
      value={role.use}
      onChange={({ target }) => importSession.setUse(file, target.value as FileUse)}
    >
      {role.choices.map((use) => (
        <option key={use} value={use}>
          {wordsOfUse(use)}
        </option>
      ))}
    </select>
  );
}

/** How much of a file has gone. */
export function Sending({ file: { name, state, sizeBytes, sentBytes } }: { file: ImportFile }) {
  if (state !== 'sending') return null;
  return (
    <progress
      aria-label={t('import.sendingFile', { name })}
      max={Math.max(1, sizeBytes)}
      value={Math.min(sizeBytes, sentBytes)}
    />
  );
}

function Length({ file: { file }, role }: Pick<ImportFileRowProps, 'file' | 'role'>) {
  const preview = usePreviews().get(file!);
  return role.kind === 'song' && typeof preview === 'object' && `${formatClock(preview.seconds)} · `;
}

function RowActions({ file, rivals }: Pick<ImportFileRowProps, 'file' | 'rivals'>) {
  return (
    <span className="import-row-actions">
      {rivals.length > 0 && (
        <button
          type="button"
          className="button button-small"
          aria-label={t('import.thisOneNamed', { name: file.name })}
          onClick={() => rivals.forEach((rival) => void importSession.remove(rival))}
        >
          {t('import.thisOne')}
        </button>
      )}
      {file.state === 'failed' && (
        <button
          type="button"
          className="button button-small"
          aria-label={t('import.retryNamed', { name: file.name })}
          onClick={() => importSession.send()}
        >
          {t('import.retry')}
        </button>
      )}
      <button
        type="button"
        className="button button-small"
        aria-label={t('import.takeOutNamed', { name: file.name })}
        onClick={() => void importSession.remove(file)}
      >
        <span aria-hidden="true">✕</span>
      </button>
    </span>
  );
}

/** The file's problem: found by the page, by the upload, or by the server. */
export function useProblem(file: ImportFile, { problem }: FileRole): string | null {
  const { problems } = useImport();
  return problem ?? file.failure ?? problems.find((each) => each.file === file.name)?.message ?? null;
}

function sizeWords({ state, sizeBytes, sentBytes }: ImportFile): string {
  if (state === 'sent') return t('import.isSent');
  if (state === 'sending') return percentWords((100 * sentBytes) / Math.max(1, sizeBytes));
  return formatSize(sizeBytes);
}
