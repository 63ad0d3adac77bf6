import { useLoaded } from '../layout/use-loaded.js';
import { useDeletions } from './pending-deletions.js';

const loadToasts = async () => (await import('./Toasts.js')).default;

/** The videos that were just deleted, each with Undo, and those that could not be; loaded with the first of them. */
export function DeletionToasts() {
  const Toasts = useLoaded(loadToasts, useDeletions().length > 0);
  return Toasts && <Toasts />;
}
