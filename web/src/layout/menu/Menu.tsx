import { useRef, useState } from 'react';
import { useLoaded } from '../use-loaded.js';
import type { MenuAction, MenuChoice } from './menu-entries.js';
import './menu.css';

interface MenuProps {
  /** Of the button. */
  label: string;
  /** Of the menu. */
  name: string;
  actions: readonly MenuAction[];
  choice?: MenuChoice;
}

const loadMenu = async () => (await import('./MenuPopup.js')).default;
const preload = () => void loadMenu().catch(() => undefined);

/** A ⋯ button with its menu, whose part of the page is loaded when it is first about to be used. */
export function Menu({ label, ...menu }: MenuProps) {
  const [isOpen, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const Popup = useLoaded(loadMenu, isOpen);
  return (
    <>
      <button
        type="button"
        className="menu-opener"
        ref={opener}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-label={label}
        onPointerEnter={preload}
        onFocus={preload}
        onClick={() => setOpen(true)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return;
          event.preventDefault();
          setOpen(true);
        }}
      >
        <svg viewBox="0 0 20 20" aria-hidden="true">
          <path d="M4 10h.01M10 10h.01M16 10h.01" />
        </svg>
      </button>
      {Popup && <Popup {...menu} isOpen={isOpen} opener={opener} onClose={() => setOpen(false)} />}
    </>
  );
}
