import { Dialog } from '@base-ui/react/dialog';
import { t } from '../../languages/t.js';
import type { DialogProps } from './dialog-props.js';
import './dialog.css';

/** The dialog itself, in a part of its own that is loaded when the first one opens. */
export default function DialogPopup({ isOpen, onClose, title, className, testId, children }: DialogProps) {
  return (
    // Without the lock that keeps the page from scrolling: it moves what lies below.
    <Dialog.Root open={isOpen} modal="trap-focus" onOpenChange={(open) => open || onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="dialog-backdrop" />
        <Dialog.Popup className={`dialog-popup card ${className}`} data-testid={testId}>
          <div className="dialog-head">
            <Dialog.Title>{title}</Dialog.Title>
            <Dialog.Close className="icon-button" aria-label={t('common.close')}>
              <svg viewBox="0 0 20 20" aria-hidden="true">
                <path d="m5.500 5.500 9 9M14.500 5.500l-9 9" />
              </svg>
            </Dialog.Close>
          </div>
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
