import { useEffect, useImperativeHandle, useRef, useState } from 'react';
import type { CSSProperties, ReactNode, Ref } from 'react';
import { preload } from 'react-dom';
import { graphql, readFragment } from '../../generated/index.js';
import type { FragmentType } from '../../generated/index.js';
import { Notice } from '../../layout/Notice.js';
import { useStableMediaUrl } from '../../layout/media-url.js';
import type { Picks } from '../selection/use-selection.js';
import { t } from '../../languages/t.js';
import { QualitySelect } from './quality/QualitySelect.js';
import { usePlayedUrl } from './quality/use-played-url.js';
import { useStalls } from './quality/use-stalls.js';
import { StageControls } from './StageControls.js';
import { StageOverlay } from './StageOverlay.js';
import type { StageView } from './StageOverlay.js';
import { Strip } from './strip/Strip.js';
import { slotAt, startOf } from './timeline-scale.js';
import { useTransport } from './transport/use-transport.js';
import type { Transport } from './transport/use-transport.js';
import { useSeamlessVideo } from './use-seamless-video.js';
import { usePageRatio, useVideoRatio } from './use-video-ratio.js';
import './video.css';

/** The clip that a finished regeneration changed. */
export interface ChangedClip {
  clipIndex: number;
  regenerationId: string;
}

const FINAL_VIDEO = graphql(`
  fragment FinalVideo on Job {
    id
    title
    status
    aspectRatio
    videoUrl
    previewVideoUrl
    previewsRevision
    versionNumber
    duration
    clips {
      jobId
      clipIndex
      timestampStart
      timestampEnd
      pictureStart
      thumbnailUrl
      posterUrl
      isRegenerated
      versionNumber
    }
    ...Strip
  }
`);

/** What the page may ask of the player. */
export interface Player {
  showClip: (clipIndex: number) => void;
  /** The clip that is seen now; null without clips. */
  clipSeen: () => number | null;
  transport: Transport;
}

interface FinalVideoProps {
  ref: Ref<Player>;
  job: FragmentType<typeof FINAL_VIDEO>;
  /** The clip that the newest version differs in; the player goes there when that version loads. */
  changed: ChangedClip | null;
  /** The player starts at the clip that was picked last. */
  picks: Picks;
  /** Of each clip that is being changed, the percentage reached. */
  progress: ReadonlyMap<number, number>;
  /** What is shown in its place. */
  view: StageView;
  /** Under the stage. */
  versions: ReactNode;
  /** Called when the video does not load: its URL may have expired. */
  onUnplayable: () => void;
}

/** The stage with the composed video, and the strip of its song. */
export function FinalVideo(props: FinalVideoProps) {
  const { ref, changed, picks, view, onUnplayable } = props;
  const job = readFragment(FINAL_VIDEO, props.job);
  const [element, setElement] = useState<HTMLVideoElement | null>(null);
  // Videos often fade in from black, so that their first frame says nothing.
  const pictured = job.clips.find(({ clipIndex }) => clipIndex === picks.lead) ?? job.clips[0];
  const poster = useStableMediaUrl(pictured?.posterUrl ?? pictured?.thumbnailUrl);
  // The largest picture of the page, asked for before the rest of it is rendered, and before all that is smaller.
  if (poster) preload(poster, { as: 'image', fetchPriority: 'high' });
  const ratio = useVideoRatio(element, job.aspectRatio);
  usePageRatio(ratio);
  const startOfClip = (clipIndex: number | null | undefined) => {
    const clip = job.clips.find((candidate) => candidate.clipIndex === clipIndex);
    return clip ? startOf(clip) : null;
  };
  const changedStart = startOfClip(changed?.clipIndex);
  const played = usePlayedUrl(job);
  useStalls(element, played.quality === 'auto' && !played.isSmall);
  const video = useSeamlessVideo({
    element,
    // Versions are compared as they are, whatever the line.
    url: view.compared ? (job.videoUrl ?? null) : played.url,
    startAt: startOfClip(picks.lead) ?? 0,
    jump: changed && changedStart !== null ? { id: changed.regenerationId, toSeconds: changedStart } : null,
    onUnplayable,
    onBroken: played.giveUpSmall,
  });
  const section = useRef<HTMLElement>(null);
  const { compared } = view;
  const open = compared !== null;
  useEffect(() => {
    // On a phone it was opened from further down.
    if (open) section.current?.scrollIntoView({ block: 'nearest' });
  }, [open]);
  const seen = () => slotAt(job.clips, video.place())?.clipIndex ?? null;
  const [looping, setLooping] = useState(false);
  // A clip that is compared plays over and over, too.
  const loopedClip = compared ? compared.clip : looping ? picks.lead : null;
  const looped = job.clips.find(({ clipIndex }) => clipIndex === loopedClip);
  const transport = useTransport({
    element,
    duration: job.duration,
    loop: looped ? { start: startOf(looped), end: looped.timestampEnd } : null,
    place: video.place,
    seek: video.seek,
  });
  const loop = (loops: boolean) => {
    setLooping(loops);
    const clip = seen();
    if (loops && picks.lead === null && clip !== null) picks.pick(clip, 'one');
  };
  useImperativeHandle(ref, () => ({
    showClip: (clipIndex) => video.seek(startOfClip(clipIndex) ?? 0),
    clipSeen: seen,
    transport,
  }));

  return (
    <div className="player">
      <div className="stage">
        <section
          ref={section}
          className="final-video"
          data-testid="final-video"
          aria-label={t('stage.video')}
          style={{ '--ratio': ratio } as CSSProperties}
        >
          {video.src ? (
            <video
              ref={setElement}
              aria-label={job.title}
              playsInline
              preload="metadata"
              poster={poster ?? undefined}
              src={video.src}
              {...video.handlers}
              onClick={transport.toggle}
            />
          ) : (
            <p className="final-video-missing">
              {job.status === 'FAILED' ? t('stage.noVideo') : t('stage.notYet')}
            </p>
          )}
          {element && video.src && !open && (
            <StageControls video={element}>
              {job.previewVideoUrl && <QualitySelect {...played} />}
            </StageControls>
          )}
          <canvas ref={video.still} className="final-video-still" hidden aria-hidden="true" />
          {element && video.src && (
            <StageOverlay
              job={job}
              only={picks.only}
              clock={element}
              view={view}
              place={video.place}
              seek={video.seek}
              play={transport.play}
            />
          )}
          {video.failed && (
            <div className="final-video-failed">
              <Notice tone="error" title={t('stage.notLoaded')} onRetry={video.reload} />
            </div>
          )}
        </section>
      </div>
      {props.versions}
      {job.videoUrl && job.clips.length > 0 && (
        <Strip
          job={job}
          video={element}
          picks={picks}
          progress={props.progress}
          poster={poster}
          transport={transport}
          looping={looping && picks.lead !== null}
          onLoop={loop}
          place={video.place}
          onSeek={video.seek}
        />
      )}
    </div>
  );
}
