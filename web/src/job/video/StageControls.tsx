import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { t } from '../../languages/t.js';

interface StageControlsProps {
  video: HTMLVideoElement;
  /** Further controls between the two. */
  children: ReactNode;
}

/** In a corner of the picture: its sound, and the whole screen. */
export function StageControls({ video, children }: StageControlsProps) {
  const [muted, setMuted] = useState(video.muted);
  useEffect(() => {
    const note = () => setMuted(video.muted || video.volume === 0);
    video.addEventListener('volumechange', note);
    return () => video.removeEventListener('volumechange', note);
  }, [video]);
  return (
    <div className="stage-controls">
      <button
        type="button"
        className="stage-control"
        aria-label={muted ? t('stage.soundOn') : t('stage.soundOff')}
        title={muted ? t('stage.soundOn') : t('stage.soundOff')}
        onClick={() => (video.muted = !video.muted)}
      >
        <svg viewBox="0 0 20 20" aria-hidden="true">
          <path d="M3.500 8v4H6l4 3.500v-11L6 8Z" />
          <path
            d={muted ? 'm13.500 8 4 4M17.500 8l-4 4' : 'M13 7.500a3.500 3.500 0 0 1 0 5M15 5a7 7 0 0 1 0 10'}
          />
        </svg>
      </button>
      {children}
      <button
        type="button"
        className="stage-control"
        aria-label={t('stage.fullScreen')}
        title={t('stage.fullScreen')}
        onClick={() => fillScreen(video)}
      >
        <svg viewBox="0 0 20 20" aria-hidden="true">
          <path d="M4 7.500V4h3.500M12.500 4H16v3.500M16 12.500V16h-3.500M7.500 16H4v-3.500" />
        </svg>
      </button>
    </div>
  );
}

/** There, the browser's own controls are needed. */
function fillScreen(video: HTMLVideoElement & { webkitEnterFullscreen?: () => void }) {
  // iPhones know only their own way.
  if (!video.requestFullscreen) return video.webkitEnterFullscreen?.();
  video.controls = true;
  const leave = () => {
    if (document.fullscreenElement === video) return;
    video.controls = false;
    document.removeEventListener('fullscreenchange', leave);
  };
  document.addEventListener('fullscreenchange', leave);
  video.requestFullscreen().catch(leave);
  return undefined;
}
