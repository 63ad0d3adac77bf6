import { useLoaded } from '../use-loaded.js';
import type { DialogProps } from './dialog-props.js';

/** Also called ahead of time, when the pointer or the focus comes to what opens a dialog. */
export const loadDialog = async () => (await import('./DialogPopup.js')).default;

/** A dialog over the page, with a title and a button to close it. Escape and a press beside it close it, too. */
export function Dialog(props: DialogProps) {
  const Popup = useLoaded(loadDialog, props.isOpen);
  return Popup && <Popup {...props} />;
}
