import { useState } from 'react';
import { Dialog, loadDialog } from '../../layout/dialog/Dialog.js';
import { useKeys } from './use-keys.js';
import './keys.css';

const IS_MAC = /Mac|iPhone|iPad/.test(navigator.userAgent);
const MOD = IS_MAC ? '⌘' : 'Ctrl';

const KEYS: readonly (readonly [keys: readonly string[], does: string])[] = [
  [['Space'], 'Play or pause'],
  [['J', 'K', 'L'], 'Backward, stop, forward; again: faster'],
  [['←', '→'], 'One frame back or on'],
  [['↑', '↓'], 'The clip before or after'],
  [['Enter'], 'Say what should change'],
  [[`${MOD} Enter`], 'Confirm the offer'],
  [['C'], 'Compare with the version before, and back'],
  [['1', '2', '3', '4'], 'While comparing: side by side, wipe, overlay, flicker'],
  [['Shift', '← →'], 'While comparing: move the wipe, or the overlay’s strength'],
  [['X'], 'While comparing, held: the first version in a flicker'],
  [[`${MOD} Z`], 'Undo'],
  [[`${MOD} Shift Z`], 'Redo'],
  [['Shift'], 'With a click: all clips up to there'],
  [[MOD], 'With a click: one clip more or less'],
  [['?'], 'These shortcuts'],
];

/** The button and the key that list all keys of the page. */
export function KeysDialog() {
  const [isOpen, setOpen] = useState(false);
  const show = () => setOpen(true);
  useKeys({ '?': show, 'Shift+?': show });
  return (
    <>
      <button
        type="button"
        className="icon-button keys-open"
        aria-label="Keyboard shortcuts"
        aria-keyshortcuts="Shift+?"
        aria-haspopup="dialog"
        title="Keyboard shortcuts (?)"
        onPointerEnter={() => void loadDialog()}
        onClick={show}
      >
        <svg viewBox="0 0 20 20" aria-hidden="true">
          <path d="M3.500 5h13a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1h-13a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1ZM7 12h6M5.500 8.500h.01M8.500 8.500h.01M11.500 8.500h.01M14.500 8.500h.01" />
        </svg>
      </button>
      <Dialog
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title="Keyboard shortcuts"
        className="keys-dialog"
        testId="keys"
      >
        <dl className="keys-list">
          {KEYS.map(([keys, does]) => (
            <div key={does}>
              <dt>
                {keys.map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
      </Dialog>
    </>
  );
}
