import { useRef, type RefObject } from 'react';
import { Menu } from '@base-ui/react/menu';
import type { MenuAction, MenuChoice } from './menu-entries.js';

interface MenuPopupProps {
  name: string;
  actions: readonly MenuAction[];
  choice?: MenuChoice;
  isOpen: boolean;
  onClose: () => void;
  opener: RefObject<HTMLButtonElement | null>;
}

/** The menu itself, in a part of its own that is loaded before the first one opens. */
export default function MenuPopup({ name, actions, choice, isOpen, onClose, opener }: MenuPopupProps) {
  const movesFocus = useRef(false);
  return (
    <Menu.Root
      open={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Menu.Portal>
        <Menu.Positioner
          className="menu-place"
          anchor={opener}
          align="end"
          sideOffset={4}
          collisionPadding={8}
        >
          <Menu.Popup
            className="menu"
            aria-label={name}
            finalFocus={() => {
              const isMoved = movesFocus.current;
              movesFocus.current = false;
              return isMoved ? false : opener.current;
            }}
          >
            {actions.map(({ label, onChoose, isDisabled, isDangerous, ...action }, index) => (
              <Menu.Item
                key={label}
                ref={index === 0 ? focusAtOnce : undefined}
                className={isDangerous ? 'menu-item menu-danger' : 'menu-item'}
                disabled={isDisabled}
                onClick={() => {
                  movesFocus.current = action.movesFocus ?? false;
                  onChoose();
                }}
              >
                {label}
              </Menu.Item>
            ))}
            {choice && <Choice choice={choice} />}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function Choice({ choice: { label, value, options, onChoose } }: { choice: MenuChoice }) {
  return (
    <Menu.RadioGroup className="menu-group" aria-label={label} value={value} onValueChange={onChoose}>
      <Menu.GroupLabel className="menu-group-label">{label}</Menu.GroupLabel>
      {options.map((option) => (
        <Menu.RadioItem key={option.value} value={option.value} className="menu-item menu-radio" closeOnClick>
          <Menu.RadioItemIndicator className="menu-check" keepMounted>
            <svg viewBox="0 0 20 20" aria-hidden="true">
              <path d="m4.500 10.500 3.500 3.500 7.500-8" />
            </svg>
          </Menu.RadioItemIndicator>
          {option.label}
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  );
}

/** However it was opened: the keys of a menu start at its first entry. */
function focusAtOnce(item: HTMLElement | null): void {
  item?.focus({ preventScroll: true });
}
