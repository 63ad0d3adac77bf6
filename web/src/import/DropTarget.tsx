import { useEffect, useState } from 'react';
import { t } from '../languages/t.js';
import { droppedFiles, holdsFiles } from './dropped-files.js';
import { importSession, useImport } from './import-session.js';

/** Makes the whole page take files, and says so while some are dragged over it. */
export function DropTarget() {
  const over = useDroppedFiles();
  const { phase } = useImport();
  const busy = phase === 'sending' || phase === 'making';
  if (!over) return null;
  return (
    <div className="drop-target" data-testid="drop-target">
      <p>{busy ? t('import.oneAtATime') : t('import.drop')}</p>
    </div>
  );
}

function useDroppedFiles(): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const move = (event: DragEvent): void => {
      if (!holdsFiles(event.dataTransfer)) return;
      event.preventDefault(); // Or the browser would open the file.
      setOver(true);
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent): void => {
      setOver(false);
      if (event.dataTransfer === null || !holdsFiles(event.dataTransfer)) return;
      event.preventDefault();
      void droppedFiles(event.dataTransfer).then((files) => importSession.add(files));
    };
    const stop = new AbortController();
    const { signal } = stop;
    addEventListener('dragover', move, { signal });
    addEventListener('dragenter', move, { signal });
    addEventListener('dragleave', leave, { signal });
    addEventListener('drop', drop, { signal });
    return () => stop.abort();
  }, []);
  return over;
}
