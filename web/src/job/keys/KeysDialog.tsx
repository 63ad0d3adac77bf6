import { useState } from 'react';
import { Dialog, loadDialog } from '../../layout/dialog/Dialog.js';
import { t, type Key } from '../../languages/t.js';
import { useKeys } from './use-keys.js';
import './keys.css';

const IS_MAC = /Mac|iPhone|iPad/.test(navigator.userAgent);
/** The messages that say what keys do. */
type Does = Extract<Key, `keys.${string}`> | 'common.undo' | 'common.redo';
type KeyCaps = readonly [keys: readonly string[], does: Does];

function keysOfPage(): readonly KeyCaps[] {
  const mod = IS_MAC ? '⌘' : t('keys.control');
  const [shift, space, enter] = [t('keys.shift'), t('keys.space'), t('keys.enter')];
  return [
    [[space], 'keys.play'],
    [['J', 'K', 'L'], 'keys.shuttle'],
    [['←', '→'], 'keys.frame'],
    [['↑', '↓'], 'keys.clip'],
    [[enter], 'keys.say'],
    [[`${mod} ${enter}`], 'keys.confirm'],
    [['C'], 'keys.compare'],
    [['1', '2', '3', '4'], 'keys.views'],
    [[shift, '← →'], 'keys.wipe'],
    [['X'], 'keys.hold'],
    [[`${mod} Z`], 'common.undo'],
    [[`${mod} ${shift} Z`], 'common.redo'],
    [[shift], 'keys.range'],
    [[mod], 'keys.toggle'],
    [['?'], 'keys.these'],
  ];
}

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
        aria-label={t('keys.title')}
        aria-keyshortcuts="Shift+?"
        aria-haspopup="dialog"
        title={t('keys.button')}
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
        title={t('keys.title')}
        className="keys-dialog"
        testId="keys"
      >
        <dl className="keys-list">
          {keysOfPage().map(([keys, does]) => (
            <div key={does}>
              <dt>
                {keys.map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </dt>
              <dd>{t(does)}</dd>
            </div>
          ))}
        </dl>
      </Dialog>
    </>
  );
}
