import { graphql, readFragment } from '../../generated/index.js';
import type { FragmentType } from '../../generated/index.js';
import { Notice } from '../../layout/Notice.js';
import { useStableMediaUrl } from '../../layout/media-url.js';
import type { ChangedClip } from '../changed-clip.js';
import { useSeamlessVideo } from './use-seamless-video.js';
import './video.css';

const FINAL_VIDEO = graphql(`
  fragment FinalVideo on Job {
    id
    title
    status
    aspectRatio
    videoUrl
    clips {
      jobId
      clipIndex
      timestampStart
      thumbnailUrl
    }
  }
`);

interface FinalVideoProps {
  job: FragmentType<typeof FINAL_VIDEO>;
  /** The clip that the newest version differs in; the player goes there when that version loads. */
  changed: ChangedClip | null;
  /** Called when the video does not load: its URL may have expired. */
  onUnplayable: () => void;
}

/** The player of the composed video. */
export function FinalVideo({ job: jobRef, changed, onUnplayable }: FinalVideoProps) {
  const job = readFragment(FINAL_VIDEO, jobRef);
  // Videos often fade in from black, so that their first frame says nothing.
  const poster = useStableMediaUrl(job.clips[0]?.thumbnailUrl);
  const changedClip = changed && job.clips.find((clip) => clip.clipIndex === changed.clipIndex);
  const video = useSeamlessVideo({
    url: job.videoUrl ?? null,
    jump:
      changed && changedClip ? { id: changed.regenerationId, toSeconds: changedClip.timestampStart } : null,
    onUnplayable,
  });

  return (
    <section
      className="final-video"
      data-testid="final-video"
      aria-label="Video"
      style={{ aspectRatio: cssRatio(job.aspectRatio) }}
    >
      {video.src ? (
        <video
          aria-label={job.title}
          controls
          playsInline
          preload="metadata"
          poster={poster ?? undefined}
          src={video.src}
          {...video.handlers}
        />
      ) : (
        <p className="final-video-missing muted">
          {job.status === 'FAILED' ? 'There is no video here.' : 'There is no video yet.'}
        </p>
      )}
      {video.failed && (
        <div className="final-video-failed">
          <Notice tone="error" title="The video could not be loaded." onRetry={video.reload} />
        </div>
      )}
    </section>
  );
}

/** "16:9" as CSS writes it; 16 / 9 for what is no ratio. */
function cssRatio(aspectRatio: string): string {
  return /^\d+:\d+$/.test(aspectRatio) ? aspectRatio.replace(':', ' / ') : '16 / 9';
}
