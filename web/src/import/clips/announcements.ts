import { Accessibility, type DragDropManagerInput } from '@dnd-kit/dom';
import { isSortable } from '@dnd-kit/react/sortable';

type Source = { id: unknown; data?: { name?: string } } | null;
type Event = { operation: { source: Source }; canceled?: boolean };

const nameOf = (source: Source): string => source?.data?.name ?? 'The clip';
const placeOf = (source: Source): string =>
  isSortable(source as never) ? `place ${(source as unknown as { index: number }).index + 1}` : 'its place';

/** What screen readers say while a clip is moved. */
const announcements = {
  dragstart: ({ operation: { source } }: Event) => `${nameOf(source)} is picked up, at ${placeOf(source)}.`,
  dragover: ({ operation: { source } }: Event) => `${nameOf(source)}: ${placeOf(source)}.`,
  dragend: ({ operation: { source }, canceled }: Event) =>
    canceled ? `${nameOf(source)} is back where it was.` : `${nameOf(source)} is at ${placeOf(source)} now.`,
};

const screenReaderInstructions = {
  draggable:
    'Press Space to pick the clip up, the arrow keys to move it, Space to drop it, Escape to put it back.',
};

/** dnd-kit's plugins, with words of ours. */
export const plugins: DragDropManagerInput['plugins'] = (defaults) => [
  ...defaults.filter((plugin) => plugin !== Accessibility),
  Accessibility.configure({ announcements, screenReaderInstructions }),
];
