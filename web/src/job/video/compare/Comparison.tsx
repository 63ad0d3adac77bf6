import type { Compared } from '../../history/video-history.js';
import { ClipComparison, useClipSides } from './ClipComparison.js';
import type { ComparedClip } from './ClipComparison.js';

interface ComparisonProps {
  jobId: string;
  /** A clip that has been changed. */
  clip: ComparedClip;
  /** Signed URL of the current video. */
  videoUrl: string;
  compared: Compared | null;
  onCompare: (compared: Compared) => void;
  onClose: () => void;
}

/** Shows a changed clip beside another version of it, where one is still kept. */
export function Comparison({ jobId, clip, videoUrl, compared, onCompare, onClose }: ComparisonProps) {
  const open = compared?.kind === 'clip' && compared.clipIndex === clip.clipIndex;
  const version = compared?.kind === 'clip' ? compared.version : null;
  const { sides, before, more } = useClipSides(jobId, clip, videoUrl, { open, version });
  if (before === null && version === null) return null;
  return (
    <>
      <button
        type="button"
        className="button button-small before-after-open"
        hidden={compared !== null}
        onClick={() => onCompare({ kind: 'clip', clipIndex: clip.clipIndex, version: null })}
      >
        Before and after
      </button>
      {open && (
        <ClipComparison
          clip={clip}
          sides={sides}
          version={version}
          before={before ?? version!}
          onOlder={more}
          onClose={onClose}
        />
      )}
    </>
  );
}
