import { lazy, Suspense, useEffect, useEffectEvent } from 'react';
import { t } from '../../languages/t.js';
import { useLoaded } from '../../layout/use-loaded.js';
import type { ToCompare } from './compare/use-comparison.js';
import type { Compared } from './compare/compared.js';
import type { ComparedClip } from './compare/Comparison.js';
import type { Auditioned } from './audition/use-audition.js';
import { frameAt, middleOf } from './transport/frames.js';
import { startOf } from './timeline-scale.js';
import './stage-overlay.css';

const Comparison = lazy(async () => {
  const { Comparison: component } = await import('./compare/Comparison.js');
  return { default: component };
});

const loadAudition = async () => (await import('./audition/Audition.js')).Audition;

/** What the stage shows instead of the current video, and how to choose it. */
export interface StageView {
  compared: Compared | null;
  compare: (compared: ToCompare) => void;
  changeCompared: (compared: Compared) => void;
  closeCompared: () => void;
  audition: Auditioned | null;
  tryOut: (audition: Auditioned | null) => void;
}

/** Of a clip that plays already, when a version of it is tried out. */
const LEFT_SECONDS = 1;

interface StageOverlayProps {
  job: { id: string; versionNumber: number; clips: readonly (ComparedClip & { pictureStart: number })[] };
  /** The only picked clip. */
  only: number | null;
  clock: HTMLVideoElement;
  view: StageView;
  place: () => number;
  seek: (seconds: number) => void;
  play: () => void;
}

/** Over the stage's video: two versions against each other, or one that is tried out. */
export function StageOverlay({ job, only, clock, view, place, seek, play }: StageOverlayProps) {
  const { compared, audition } = view;
  const clipOf = (clip: number | null | undefined) =>
    job.clips.find(({ clipIndex }) => clipIndex === clip) ?? null;
  const comparedClip = clipOf(compared?.clip);
  const tried = compared ? null : clipOf(audition?.clip);
  const picked = clipOf(only);
  // Before a version can be pressed: it plays half a second later.
  const Audition = useLoaded(loadAudition, picked !== null || tried !== null);
  const goToCompared = useEffectEvent(() => {
    if (comparedClip && !isIn(comparedClip, place())) seek(startOf(comparedClip));
  });
  const tryNow = useEffectEvent(() => {
    if (!tried) return;
    const { timestampStart: start, timestampEnd: end } = tried;
    // The song goes on where enough of the clip is left to be seen.
    const goesOn =
      !clock.paused && isIn(tried, place()) && end - place() >= Math.min(LEFT_SECONDS, end - start);
    if (!goesOn) seek(middleOf(frameAt(start)));
    play();
  });
  useEffect(() => goToCompared(), [compared?.clip]);
  useEffect(() => tryNow(), [audition]);
  return (
    <>
      {compared && (compared.clip === null || comparedClip) && (
        <Suspense>
          <Comparison
            key={compared.clip}
            job={job}
            clip={comparedClip}
            clock={clock}
            compared={compared}
            onChange={view.changeCompared}
            onClose={view.closeCompared}
          />
        </Suspense>
      )}
      {Audition && audition && tried && (
        <Audition
          key={`${audition.clip} ${audition.version}`}
          audition={audition}
          place={{ start: tried.timestampStart, end: tried.timestampEnd }}
          clock={clock}
          onEnd={() => view.tryOut(null)}
        />
      )}
      {picked && picked.versionNumber > 1 && (
        <button
          type="button"
          className="button button-small compare-open"
          hidden={compared !== null || tried !== null}
          title={t('stage.beforeAfterTitle')}
          onClick={() => view.compare({ clip: picked.clipIndex, version: null })}
        >
          {t('stage.beforeAfter')}
        </button>
      )}
    </>
  );
}

function isIn({ timestampStart, timestampEnd }: ComparedClip, seconds: number): boolean {
  return timestampStart <= seconds && seconds < timestampEnd;
}
