import { useRef, useState } from 'react';
import { VideoVersions } from './VideoVersions.js';
import './history.css';

interface HistoryDialogProps {
  jobId: string;
  versionNumber: number;
}

/** Opens the versions of the whole video. A native dialog: Escape closes it, and the focus returns by itself. */
export function HistoryDialog({ jobId, versionNumber }: HistoryDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [open, setOpen] = useState(false);
  const show = () => {
    setOpen(true);
    dialog.current?.showModal();
  };
  const close = () => dialog.current?.close();
  return (
    <>
      <button
        type="button"
        className="icon-button"
        aria-label="History of the video"
        title="History"
        onClick={show}
      >
        <svg viewBox="0 0 20 20" aria-hidden="true">
          <path d="M3.500 4v3.500H7M3.800 7.500A7 7 0 1 1 3 10.500M10 6.500V10l2.500 2" />
        </svg>
      </button>
      <dialog
        ref={dialog}
        className="history-dialog card"
        aria-labelledby="history-title"
        data-testid="history"
        onClose={() => setOpen(false)}
        // A press on the backdrop is one on the dialog itself.
        onClick={(event) => event.target === event.currentTarget && close()}
      >
        <div className="history-head">
          <h2 id="history-title">History of this video</h2>
          <button type="button" className="icon-button" aria-label="Close" onClick={close}>
            <svg viewBox="0 0 20 20" aria-hidden="true">
              <path d="m5.500 5.500 9 9M14.500 5.500l-9 9" />
            </svg>
          </button>
        </div>
        {open && <VideoVersions jobId={jobId} current={versionNumber} onDone={close} />}
      </dialog>
    </>
  );
}
