import { formatSize, type FileRole } from './classify-files.js';
import { importSession, useImport } from './import-session.js';
import type { ImportFile, ImportState } from './import-state.js';

interface ImportFileRowProps {
  file: ImportFile;
  role: FileRole;
  /** Other files in this one's role, of which there can be only one. */
  rivals: ImportFile[];
}

/** A file: its use, its upload progress and its problem. */
export function ImportFileRow({ file, role, rivals }: ImportFileRowProps) {
  const state = useImport();
  const { name, sizeBytes, sentBytes } = file;
  const wrong = wrongWith(file, role, state);
  const useless = role.kind === null;
  return (
    <li
      className={`import-file${wrong !== null && !useless ? ' import-file-bad' : ''}${useless ? ' import-file-unused' : ''}`}
    >
      <span className="import-kind">{roleWords(role)}</span>
      <span className="import-name">
        <bdi>{name}</bdi>
        {wrong !== null && <span className="import-wrong">{wrong}</span>}
        {file.state === 'sending' && (
          <progress
            aria-label={`Sending ${name}`}
            max={Math.max(1, sizeBytes)}
            value={Math.min(sizeBytes, sentBytes)}
          />
        )}
      </span>
      <span className="import-size faint">{sizeWords(file)}</span>
      {state.phase === 'choosing' && <RowActions file={file} rivals={rivals} />}
    </li>
  );
}

function RowActions({ file, rivals }: Pick<ImportFileRowProps, 'file' | 'rivals'>) {
  return (
    <span className="import-row-actions">
      {rivals.length > 0 && (
        <button
          type="button"
          className="button button-small"
          aria-label={`This one: ${file.name}`}
          onClick={() => rivals.forEach((rival) => void importSession.remove(rival))}
        >
          This one
        </button>
      )}
      {file.state === 'failed' && (
        <button
          type="button"
          className="button button-small"
          aria-label={`Retry ${file.name}`}
          onClick={() => importSession.send()}
        >
          Retry
        </button>
      )}
      <button
        type="button"
        className="button button-small"
        aria-label={`Take out ${file.name}`}
        onClick={() => void importSession.remove(file)}
      >
        <span aria-hidden="true">✕</span>
      </button>
    </span>
  );
}

/** The file's problem: found by the page, by the upload, or by the server. */
function wrongWith(file: ImportFile, { problem }: FileRole, { problems }: ImportState): string | null {
  return problem ?? file.failure ?? problems.find((each) => each.file === file.name)?.message ?? null;
}

function roleWords({ kind, clipNumber }: FileRole): string {
  if (kind === 'clip') return `Clip ${clipNumber}`;
  const words = { song: 'Song', lyrics: 'Lyrics', prompts: 'Prompts' };
  return kind === null ? 'Not used' : words[kind];
}

function sizeWords({ state, sizeBytes, sentBytes }: ImportFile): string {
  if (state === 'sent') return 'Sent';
  if (state === 'sending') return `${Math.floor((100 * sentBytes) / Math.max(1, sizeBytes))} %`;
  return formatSize(sizeBytes);
}
