import { useSortable } from '@dnd-kit/react/sortable';
import { formatClock, formatLength } from '../../format/time.js';
import { Menu } from '../../layout/menu/Menu.js';
import type { MenuAction } from '../../layout/menu/menu-entries.js';
import type { FileRole, FileUse } from '../classify-files.js';
import { Sending, useProblem } from '../ImportFileRow.js';
import { importSession } from '../import-session.js';
import type { ImportFile } from '../import-state.js';
import { usePreviews, type Preview } from '../preview/previews.js';
import { wordsOfUse } from '../use-words.js';
import { t } from '../../languages/t.js';

interface ClipTileProps {
  file: ImportFile;
  role: FileRole;
  index: number;
  count: number;
  /** The files are on their way, in their order. */
  isFixed: boolean;
  onMove: (to: number) => void;
}

/** A clip: its picture, by which it is moved, its place, length and name. */
export function ClipTile({ file, role, index, count, isFixed, onMove }: ClipTileProps) {
  const { name } = file;
  const preview = previewOf(file, usePreviews());
  const read = typeof preview === 'string' ? null : preview;
  const problem = useProblem(file, role);
  const { ref, handleRef, isDragSource } = useSortable({
    ...{ id: file.key, index, data: { name }, disabled: isFixed },
  });
  const state = `${problem === null ? '' : ' import-file-bad'}${isDragSource ? ' import-clip-moving' : ''}`;
  return (
    <li ref={ref} className={`import-file import-clip${state}`}>
      <button type="button" className="import-picture" ref={handleRef} disabled={isFixed}>
        {read?.picture && <img src={read.picture} alt="" draggable={false} />}
        <span className="visually-hidden">{t('import.moveClip')} </span>
        <span className="overlay-tag overlay-top-left">{index + 1}</span>
        <span className="visually-hidden">, {name}, </span>
        {read && <span className="overlay-tag overlay-bottom-right">{lengthOf(read.seconds)}</span>}
      </button>
      <span className="import-clip-name">
        <span className="import-name">
          <span className="visually-hidden import-kind">{t('common.clip', { number: index + 1 })}</span>
          <bdi title={name}>{name}</bdi>
        </span>
        {!isFixed && (
          <Menu
            label={t('common.moreFor', { name })}
            name={name}
            actions={actionsFor({ file, index, count, onMove })}
            choice={{
              label: t('import.useItAs'),
              value: role.use,
              options: role.choices.map((value) => ({ value, label: wordsOfUse(value) })),
              onChoose: (use) => importSession.setUse(file, use as FileUse),
            }}
          />
        )}
      </span>
      {preview === 'unreadable' && problem === null && (
        <span className="import-note muted">{t('import.unreadable')}</span>
      )}
      {problem !== null && <span className="import-wrong">{problem}</span>}
      <Sending file={file} />
      {file.state === 'sent' && <span className="import-note muted">{t('import.isSent')}</span>}
      {file.state === 'failed' && !isFixed && (
        <button
          type="button"
          className="button button-small"
          aria-label={t('import.retryNamed', { name })}
          onClick={() => importSession.send()}
        >
          {t('import.retry')}
        </button>
      )}
    </li>
  );
}

interface Place {
  file: ImportFile;
  index: number;
  count: number;
  onMove: (to: number) => void;
}

function actionsFor({ file, index, count, onMove }: Place): MenuAction[] {
  const move = (label: string, to: number): MenuAction => {
    return { label, onChoose: () => onMove(to), isDisabled: to === index || to < 0 || to >= count };
  };
  return [
    move(t('import.moveEarlier'), index - 1),
    move(t('import.moveLater'), index + 1),
    move(t('import.moveToStart'), 0),
    move(t('import.moveToEnd'), count - 1),
    { label: t('import.takeOut'), onChoose: () => void importSession.remove(file) },
  ];
}

function previewOf({ file }: ImportFile, known: ReadonlyMap<File, Preview>): Preview | null {
  return file && (known.get(file) ?? 'reading');
}

const lengthOf = (seconds: number): string => (seconds < 10 ? formatLength(seconds) : formatClock(seconds));
