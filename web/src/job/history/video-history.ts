import { createContext } from 'react';
import type { Auditioned } from '../video/audition/use-audition.js';
import type { ToCompare } from '../video/compare/use-comparison.js';

/** What can be done with the versions of the video on the page. */
export interface VideoHistory {
  undo: () => void;
  redo: () => void;
  /** Makes a version of a clip the current one. */
  restoreClip: (clip: { clipIndex: number; versionNumber: number }, version: number) => void;
  /** Makes a version of the whole video the current one. */
  restoreVideo: (version: number) => void;
  /** Shows a version against the current one. */
  compare: (compared: ToCompare) => void;
  /** The version that plays in its place without being used. */
  audition: Auditioned | null;
  /** Plays a version in its place; null: the current video again. */
  tryOut: (audition: Auditioned | null) => void;
  /** Why nothing can come back now; null where it can. */
  blocked: string | null;
}

const nothing = () => undefined;

/** Of the video on the page; does nothing outside of one. */
export const VideoHistoryContext = createContext<VideoHistory>({
  undo: nothing,
  redo: nothing,
  restoreClip: nothing,
  restoreVideo: nothing,
  compare: nothing,
  audition: null,
  tryOut: nothing,
  blocked: null,
});
