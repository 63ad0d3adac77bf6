import { useState } from 'react';
import { DragDropProvider } from '@dnd-kit/react';
import { isSortable } from '@dnd-kit/react/sortable';
import type { FileRole } from '../classify-files.js';
import { importSession } from '../import-session.js';
import type { ImportFile } from '../import-state.js';
import { t } from '../../languages/t.js';
import { ClipTile } from './ClipTile.js';
import { plugins } from './announcements.js';

interface ClipTilesProps {
  clips: readonly { file: ImportFile; role: FileRole }[];
  isFixed: boolean;
}

/** The clips in the order of the video, to be moved by mouse, touch, keyboard, or each one's menu. */
export function ClipTiles({ clips, isFixed }: ClipTilesProps) {
  const [moved, setMoved] = useState('');
  const names = clips.map(({ file }) => file.name);
  const move = (from: number, to: number) => {
    const order = names.toSpliced(from, 1).toSpliced(to, 0, names[from]!);
    importSession.setOrder(order);
    return order;
  };
  const moveAndSay = (from: number, to: number) => {
    move(from, to);
    setMoved(t('import.moved', { name: names[from]!, place: to + 1, count: names.length }));
  };
  return (
    <DragDropProvider
      plugins={plugins}
      onDragEnd={({ operation: { source }, canceled }) => {
        if (canceled || !isSortable(source) || source.initialIndex === source.index) return;
        move(source.initialIndex, source.index);
      }}
    >
      <ol className="import-clips" aria-label={t('import.order')}>
        {clips.map(({ file, role }, index) => (
          <ClipTile
            key={file.key}
            {...{ file, role, index, isFixed }}
            count={clips.length}
            onMove={(to) => moveAndSay(index, to)}
          />
        ))}
      </ol>
      <p className="visually-hidden" role="status">
        {moved}
      </p>
    </DragDropProvider>
  );
}
