import { use, useState } from 'react';
import { useStableMediaUrl } from '../../../layout/media-url.js';
import { RenewMedia } from '../../../layout/renew-media.js';
import { shortName } from '../../history/history-words.js';
import { useKeys } from '../../keys/use-keys.js';
import { drawInto } from '../in-step/draw.js';
import type { Place } from '../in-step/follower.js';
import { usePictures } from '../in-step/use-pictures.js';
import { t } from '../../../languages/t.js';
import type { Auditioned } from './use-audition.js';
import './audition.css';

interface AuditionProps {
  audition: Auditioned;
  place: Place;
  /** The video on the stage, whose song goes on. */
  clock: HTMLVideoElement;
  onEnd: () => void;
}

/**
 * A version that is not used, in its place on the stage: between the first and the last frame of its place it is seen
 * instead of the current video, whose song goes on.
 */
export function Audition({ audition, place, clock, onEnd }: AuditionProps) {
  const [canvas, setCanvas] = useState<HTMLCanvasElement | null>(null);
  const [video, setVideo] = useState<HTMLVideoElement | null>(null);
  const [failed, setFailed] = useState(false);
  const renew = use(RenewMedia);
  const url = useStableMediaUrl(audition.url);
  usePictures({
    ...{ canvas, clock, pictures: [{ video, place }], givesWay: true, stamp: '' },
    draw: (context, [shown]) => shown && drawInto(context, shown),
  });
  useKeys({ Escape: onEnd });
  const name = shortName(audition.version);
  return (
    <>
      <div className="audition">
        <video
          ref={setVideo}
          src={url ?? undefined}
          muted
          playsInline
          preload="auto"
          aria-hidden="true"
          onError={() => {
            setFailed(true);
            renew();
          }}
        />
        <canvas
          ref={setCanvas}
          role="img"
          aria-label={t('stage.tryingLabel', { version: name, number: audition.clip + 1 })}
          data-testid="audition"
        />
      </div>
      <p className="audition-tag">
        <span role="status">
          {failed
            ? t('stage.tryFailed', { version: name })
            : t('stage.trying', { version: name, number: audition.clip + 1 })}
        </span>
        <button type="button" className="button button-small" onClick={onEnd}>
          {t('stage.stop')}
        </button>
      </p>
    </>
  );
}
