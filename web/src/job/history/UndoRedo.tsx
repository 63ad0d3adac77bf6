import { use } from 'react';
import type { MouseEvent, ReactNode } from 'react';
import { graphql, readFragment } from '../../generated/index.js';
import type { FragmentType } from '../../generated/index.js';
import { useKeys } from '../keys/use-keys.js';
import { t } from '../../languages/t.js';
import { VideoHistoryContext } from './video-history.js';
import './history.css';

const UNDO_REDO = graphql(`
  fragment UndoRedo on Job {
    id
    undoable {
      id
      versionNumber
      summary
    }
    redoable {
      id
      versionNumber
      summary
    }
  }
`);

const IS_MAC = /Mac|iPhone|iPad/.test(navigator.userAgent);
const MAC_KEYS = { undo: '⌘Z', redo: '⇧⌘Z' };

function keysOf(name: 'undo' | 'redo'): string {
  if (IS_MAC) return MAC_KEYS[name];
  return [t('keys.control'), ...(name === 'redo' ? [t('keys.shift')] : []), 'Z'].join('+');
}

/** Takes back what was done last, and takes that back again; Ctrl+Z and Ctrl+Shift+Z do the same. */
export function UndoRedo({ job: jobRef }: { job: FragmentType<typeof UNDO_REDO> }) {
  const { undoable, redoable } = readFragment(UNDO_REDO, jobRef);
  const { undo, redo, blocked } = use(VideoHistoryContext);
  const undoIfFree = () => blocked === null && undoable && undo();
  const redoIfFree = () => blocked === null && redoable && redo();
  useKeys({
    'Control+z': undoIfFree,
    'Meta+z': undoIfFree,
    'Control+Shift+z': redoIfFree,
    'Meta+Shift+z': redoIfFree,
  });

  return (
    <div className="undo-redo" role="group" aria-label={t('version.undoRedo')}>
      <HistoryButton
        name="undo"
        keys={keysOf('undo')}
        version={undoable ?? null}
        blocked={blocked}
        onPress={undo}
        icon={<path d="M7.500 4 3.500 8l4 4M4 8h7.500a4.500 4.500 0 0 1 0 9H8" />}
      />
      <HistoryButton
        name="redo"
        keys={keysOf('redo')}
        version={redoable ?? null}
        blocked={blocked}
        onPress={redo}
        icon={<path d="m12.500 4 4 4-4 4M16 8H8.500a4.500 4.500 0 0 0 0 9H12" />}
      />
    </div>
  );
}

interface HistoryButtonProps {
  name: 'undo' | 'redo';
  keys: string;
  /** What would come back. */
  version: { versionNumber: number; summary: string } | null;
  blocked: string | null;
  onPress: () => void;
  icon: ReactNode;
}

/** Stays focusable while there is nothing, so that the keyboard is not thrown out of the page. */
function HistoryButton({ name, keys, version, blocked, onPress, icon }: HistoryButtonProps) {
  const disabled = version === null || blocked !== null;
  const press = ({ detail }: MouseEvent) => {
    // The second click of a double click was not meant for what the first one has brought back.
    if (!disabled && detail < 2) onPress();
  };
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={labelOf(name, version, blocked)}
      title={t('compare.key', { name: labelOf(name, version, blocked), key: keys })}
      aria-disabled={disabled}
      aria-keyshortcuts={name === 'undo' ? 'Control+Z Meta+Z' : 'Control+Shift+Z Meta+Shift+Z'}
      onClick={press}
    >
      <svg viewBox="0 0 20 20" aria-hidden="true">
        {icon}
      </svg>
    </button>
  );
}

function labelOf(
  name: HistoryButtonProps['name'],
  version: HistoryButtonProps['version'],
  blocked: string | null,
): string {
  if (version === null) return t(name === 'undo' ? 'version.nothingToUndo' : 'version.nothingToRedo');
  const action = t(name === 'undo' ? 'common.undo' : 'common.redo');
  if (blocked !== null) return t('version.blocked', { action, why: blocked });
  const { versionNumber, summary } = version;
  return versionNumber === 1
    ? t('version.backToOriginal', { action })
    : t('version.backTo', { action, version: versionNumber, what: summary });
}
