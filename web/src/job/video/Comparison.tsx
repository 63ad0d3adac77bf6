import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { BeforeAfter } from './BeforeAfter.js';
import { startOf } from './timeline-scale.js';
import { useVideoBefore } from './use-video-before.js';

interface ComparisonProps {
  jobId: string;
  /** A clip that has been changed. */
  clip: { clipIndex: number; pictureStart: number; timestampEnd: number };
  /** Signed URL of the current video. */
  after: string;
  onOpen: () => void;
}

/** Shows a changed clip beside its previous version, if that is still kept; restores the focus when it closes. */
export function Comparison({ jobId, clip, after, onOpen }: ComparisonProps) {
  const before = useVideoBefore(jobId, clip.clipIndex);
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  if (before === null) return null;
  const show = () => {
    onOpen();
    setOpen(true);
  };
  const close = () => {
    // What is hidden takes no focus.
    flushSync(() => setOpen(false));
    opener.current?.focus();
  };
  return (
    <>
      <button
        ref={opener}
        type="button"
        className="button button-small before-after-open"
        hidden={open}
        onClick={show}
      >
        Before and after
      </button>
      {open && (
        <BeforeAfter
          clipNumber={clip.clipIndex + 1}
          before={before}
          after={after}
          slot={{ start: startOf(clip), end: clip.timestampEnd }}
          onClose={close}
        />
      )}
    </>
  );
}
