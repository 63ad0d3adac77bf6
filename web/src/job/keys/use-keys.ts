import { useEffect, useEffectEvent } from 'react';
import { tinykeys } from 'tinykeys';

/** What keys do, by tinykeys' names for them. */
export type Keys = Record<string, () => void>;

/** Keys of the whole page. They leave alone whoever types, a dialog that is open, and what a control does itself. */
export function useKeys(keys: Keys): void {
  const names = Object.keys(keys).join(' , ');
  const press = useEffectEvent((name: string, event: KeyboardEvent) => {
    if (!isFree(event)) return;
    event.preventDefault();
    // Held down, only those that move go on.
    if (!event.repeat || event.key.startsWith('Arrow')) keys[name]?.();
  });
  useEffect(
    () =>
      tinykeys(
        window,
        Object.fromEntries(
          names.split(' , ').map((name) => [name, (event: KeyboardEvent) => press(name, event)]),
        ),
      ),
    [names],
  );
}

/** One that was closed stays until the next frame is drawn, as a closed one. */
const OPEN = '.dialog-popup:not([data-closed]), .menu:not([data-closed])';
const TEXT = 'textarea, select, input:not([type=checkbox], [type=radio], [type=range], [type=button])';
const MOVED = 'input[type=range], input[type=radio]';
/** What these do with Enter and Space is their own. */
const PRESSED = 'button, a, summary, label, input, [role=option], [role=menuitem]';

function isFree(event: KeyboardEvent): boolean {
  const { target, defaultPrevented, isComposing, key } = event;
  if (defaultPrevented || isComposing || document.querySelector(OPEN)) return false;
  if (!(target instanceof HTMLElement)) return true;
  const adds = event.ctrlKey || event.metaKey;
  if (target.isContentEditable || target.matches(TEXT)) {
    // After a message the focus is still in its field, which is empty.
    return adds && key === 'Enter' && target instanceof HTMLTextAreaElement && target.value === '';
  }
  // Sliders and choices are moved by arrows, and by nothing else that the page has.
  if (key.startsWith('Arrow') && !event.shiftKey && target.matches(MOVED)) return false;
  return adds || (key !== 'Enter' && key !== ' ') || !target.closest(PRESSED);
}
