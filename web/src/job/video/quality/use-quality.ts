import { useSyncExternalStore } from 'react';
import { lineIsSlow, onLineChange } from './line.js';

export const QUALITIES = ['auto', 'full', 'small'] as const;
/** Which file of a video is played: by the line, always the full one, or always its small rendition. */
export type Quality = (typeof QUALITIES)[number];

const KEY = 'clip-chatbot.quality';
const chosen = new EventTarget();

const quality = (): Quality => QUALITIES.find((one) => one === localStorage.getItem(KEY)) ?? 'auto';

function choose(value: Quality): void {
  localStorage.setItem(KEY, value);
  chosen.dispatchEvent(new Event('change'));
}

function onChoice(listener: () => void): () => void {
  chosen.addEventListener('change', listener);
  // Of another tab.
  addEventListener('storage', listener);
  return () => {
    chosen.removeEventListener('change', listener);
    removeEventListener('storage', listener);
  };
}

export interface QualityChoice {
  quality: Quality;
  /** Whether the small rendition is to be played, where there is one. */
  small: boolean;
  choose: (quality: Quality) => void;
}

/** How the videos are played in this browser. */
export function useQuality(): QualityChoice {
  const value = useSyncExternalStore(onChoice, quality);
  const slow = useSyncExternalStore(onLineChange, lineIsSlow);
  return { quality: value, small: value === 'small' || (value === 'auto' && slow), choose };
}
