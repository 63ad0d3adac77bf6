import { use } from 'react';
import type { MouseEvent, ReactNode } from 'react';
import { graphql, readFragment } from '../../generated/index.js';
import type { FragmentType } from '../../generated/index.js';
import { nameOfVersion } from './history-words.js';
import { useKeys } from '../keys/use-keys.js';
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
const KEYS = IS_MAC ? { undo: '⌘Z', redo: '⇧⌘Z' } : { undo: 'Ctrl+Z', redo: 'Ctrl+Shift+Z' };

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
    <div className="undo-redo" role="group" aria-label="Undo and redo">
      <HistoryButton
        name="Undo"
        keys={KEYS.undo}
        version={undoable ?? null}
        blocked={blocked}
        onPress={undo}
        icon={<path d="M7.500 4 3.500 8l4 4M4 8h7.500a4.500 4.500 0 0 1 0 9H8" />}
      />
      <HistoryButton
        name="Redo"
        keys={KEYS.redo}
        version={redoable ?? null}
        blocked={blocked}
        onPress={redo}
        icon={<path d="m12.500 4 4 4-4 4M16 8H8.500a4.500 4.500 0 0 0 0 9H12" />}
      />
    </div>
  );
}

interface HistoryButtonProps {
  name: 'Undo' | 'Redo';
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
      title={`${labelOf(name, version, blocked)} (${keys})`}
      aria-disabled={disabled}
      aria-keyshortcuts={name === 'Undo' ? 'Control+Z Meta+Z' : 'Control+Shift+Z Meta+Shift+Z'}
      onClick={press}
    >
      <svg viewBox="0 0 20 20" aria-hidden="true">
        {icon}
      </svg>
    </button>
  );
}

function labelOf(name: string, version: HistoryButtonProps['version'], blocked: string | null): string {
  if (version === null) return `Nothing to ${name.toLowerCase()}`;
  if (blocked !== null) return `${name}: ${blocked}`;
  const { versionNumber, summary } = version;
  return versionNumber === 1
    ? `${name}: back to the original video`
    : `${name}: back to ${nameOfVersion(versionNumber)}, “${summary}”`;
}
