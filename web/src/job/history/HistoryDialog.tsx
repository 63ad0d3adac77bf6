import { useState } from 'react';
import { Dialog, loadDialog } from '../../layout/dialog/Dialog.js';
import { t } from '../../languages/t.js';
import { VideoVersions } from './VideoVersions.js';
import './history.css';

interface HistoryDialogProps {
  jobId: string;
  versionNumber: number;
}

/** Opens the versions of the whole video. */
export function HistoryDialog({ jobId, versionNumber }: HistoryDialogProps) {
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <button
        type="button"
        className="icon-button"
        aria-label={t('version.historyOf')}
        aria-haspopup="dialog"
        title={t('version.history')}
        onPointerEnter={() => void loadDialog()}
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
        <VideoVersions jobId={jobId} current={versionNumber} onDone={close} />
      </Dialog>
    </>
  );
}
