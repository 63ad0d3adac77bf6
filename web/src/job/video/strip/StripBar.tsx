import { useEffect, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import { formatClockTenths } from '../../../format/time.js';
import { useStoryboardHidden } from '../../clips/storyboard-hidden.js';
import type { Transport } from '../transport/use-transport.js';
import { t } from '../../../languages/t.js';
import type { Zoom } from './use-zoom.js';

interface StripBarProps {
  /** Shows the exact place, moved without React. */
  clock: RefObject<HTMLSpanElement | null>;
  /** Seconds. */
  duration: number;
  video: HTMLVideoElement | null;
  transport: Transport;
  zoom: Zoom;
  looping: boolean;
  onLoop: (loops: boolean) => void;
}

/** Over the strip: play, the time, the loop, and how near the strip is seen. */
export function StripBar({ clock, duration, video, transport, zoom, looping, onLoop }: StripBarProps) {
  const playing = usePlaying(video);
  const action = t(playing ? 'strip.pause' : 'strip.play');
  const [hidden, hide] = useStoryboardHidden();
  return (
    <div className="strip-bar">
      <button
        type="button"
        className="icon-button strip-play"
        aria-label={action}
        aria-keyshortcuts="Space"
        title={t('strip.withSpace', { action })}
        onClick={transport.toggle}
      >
        <svg viewBox="0 0 20 20" aria-hidden="true">
          <path d={playing ? 'M6.500 4.500v11M13.500 4.500v11' : 'M6 4v12l10-6Z'} />
        </svg>
      </button>
      <span className="strip-clock" aria-hidden="true">
        <span ref={clock}>0:00.0</span> <span className="faint">/ {formatClockTenths(duration)}</span>
      </span>
      <button
        type="button"
        className="button button-small strip-loop"
        aria-pressed={looping}
        title={t('strip.loopTitle')}
        onClick={() => onLoop(!looping)}
      >
        {t('strip.loop')}
      </button>
      <button
        type="button"
        className="button button-small strip-storyboard"
        aria-pressed={!hidden}
        title={t('strip.storyboardTitle')}
        onClick={() => hide(!hidden)}
      >
        {t('clips.storyboard')}
      </button>
      <span className="strip-zoom" role="group" aria-label={t('strip.zoom')}>
        <ZoomButton label={t('strip.zoomOut')} disabled={zoom.factor <= 1} onPress={zoom.zoomOut}>
          <path d="M4.500 10h11" />
        </ZoomButton>
        <ZoomButton label={t('strip.zoomIn')} disabled={!zoom.canZoomIn} onPress={zoom.zoomIn}>
          <path d="M4.500 10h11M10 4.500v11" />
        </ZoomButton>
      </span>
    </div>
  );
}

interface ZoomButtonProps {
  label: string;
  disabled: boolean;
  onPress: () => void;
  children: ReactNode;
}

/** Stays focusable at its end, so that the keyboard is not thrown out of the page. */
function ZoomButton({ label, disabled, onPress, children }: ZoomButtonProps) {
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={label}
      title={label}
      aria-disabled={disabled}
      onClick={() => !disabled && onPress()}
    >
      <svg viewBox="0 0 20 20" aria-hidden="true">
        {children}
      </svg>
    </button>
  );
}

function usePlaying(video: HTMLVideoElement | null): boolean {
  const [playing, setPlaying] = useState(false);
  useEffect(() => {
    if (!video) return undefined;
    const note = () => setPlaying(!video.paused);
    const events = ['play', 'pause', 'ended', 'emptied'];
    events.forEach((event) => video.addEventListener(event, note));
    return () => events.forEach((event) => video.removeEventListener(event, note));
  }, [video]);
  return playing;
}
