import { useState } from 'react';
import { useLoaded } from '../../layout/use-loaded.js';
import { Dialog, loadDialog } from '../../layout/dialog/Dialog.js';
import { t } from '../../languages/t.js';
import './history.css';

const loadVersions = async () => (await import('./VideoVersions.js')).VideoVersions;

interface HistoryDialogProps {
  jobId: string;
  versionNumber: number;
}

/** Opens the versions of the whole video. */
export function HistoryDialog({ jobId, versionNumber }: HistoryDialogProps) {
  const [isOpen, setOpen] = useState(false);
  const VideoVersions = useLoaded(loadVersions, isOpen);
  const close = () => setOpen(false);
  return (
    <>
      <button
        type="button"
        className="icon-button"
        aria-label={t('version.historyOf')}
        aria-haspopup="dialog"
        title={t('version.history')}
        onPointerEnter={() => void Promise.all([loadDialog(), loadVersions()])}
        onClick={() => setOpen(true)}
      >
        <svg viewBox="0 0 20 20" aria-hidden="true">
          <path d="M3.500 4v3.500H7M3.800 7.500A7 7 0 1 1 3 10.500M10 6.500V10l2.500 2" />
        </svg>
      </button>
      <Dialog
        isOpen={isOpen}
        onClose={close}
        title={t('version.historyTitle')}
        className="history-dialog"
        testId="history"
      >
        {VideoVersions ? (
          <VideoVersions jobId={jobId} current={versionNumber} onDone={close} />
        ) : (
          <p className="history-note muted">{t('version.lookingUp')}</p>
        )}
      </Dialog>
    </>
  );
}
