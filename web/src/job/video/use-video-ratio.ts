import { useEffect, useLayoutEffect, useState } from 'react';

/** 854 by 480 is 16:9, too: sizes are whole and even. */
const ROUNDED = 0.005;

/** Width to height of the player: as its job says, and as its video is once that is known, where that is another. */
export function useVideoRatio(video: HTMLVideoElement | null, aspectRatio: string): number {
  const [own, setOwn] = useState<number | null>(null);
  useEffect(() => {
    if (!video) return undefined;
    const measure = () => {
      if (video.videoHeight > 0) setOwn(video.videoWidth / video.videoHeight);
    };
    video.addEventListener('resize', measure);
    return () => video.removeEventListener('resize', measure);
  }, [video]);
  const said = ratioOf(aspectRatio);
  return own === null || Math.abs(own / said - 1) < ROUNDED ? said : own;
}

/** Tells the page's style the shape of its stage. */
export function usePageRatio(ratio: number): void {
  useLayoutEffect(() => {
    const { style } = document.documentElement;
    style.setProperty('--page-ratio', String(ratio));
    return () => void style.removeProperty('--page-ratio');
  }, [ratio]);
}

/** "16:9" as a number; 16:9 for what is no ratio. */
function ratioOf(aspectRatio: string): number {
  const [, width, height] = /^([1-9]\d*):([1-9]\d*)$/.exec(aspectRatio) ?? ['', '16', '9'];
  return Number(width) / Number(height);
}
