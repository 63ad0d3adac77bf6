import { Accessibility, type DragDropManagerInput } from '@dnd-kit/dom';
import { isSortable } from '@dnd-kit/react/sortable';
import { t } from '../../languages/t.js';

type Source = { id: unknown; data?: { name?: string } } | null;
type Event = { operation: { source: Source }; canceled?: boolean };

const nameOf = (source: Source): string => source?.data?.name ?? t('import.theClip');
const placeOf = (source: Source): string =>
  isSortable(source as never)
    ? t('import.place', { number: (source as unknown as { index: number }).index + 1 })
    : t('import.itsPlace');

const said = (source: Source) => ({ name: nameOf(source), place: placeOf(source) });

/** What screen readers say while a clip is moved. */
const announcements = {
  dragstart: ({ operation: { source } }: Event) => t('import.pickedUp', said(source)),
  dragover: ({ operation: { source } }: Event) => t('import.movedOver', said(source)),
  dragend: ({ operation: { source }, canceled }: Event) =>
    canceled ? t('import.isBack', { name: nameOf(source) }) : t('import.isAt', said(source)),
};

/** dnd-kit's plugins, with words of ours. */
export const plugins: DragDropManagerInput['plugins'] = (defaults) => [
  ...defaults.filter((plugin) => plugin !== Accessibility),
  Accessibility.configure({
    announcements,
    screenReaderInstructions: { draggable: t('import.dragHelp') },
  }),
];
