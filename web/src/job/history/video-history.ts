import { createContext } from 'react';

/** Which two things are shown side by side: a version, beside the current one. */
export type Compared =
  /** `version` null: the one before. */
  { kind: 'clip'; clipIndex: number; version: number | null } | { kind: 'video'; version: number };

/** A clip's comparison ends when another clip is picked. */
export function comparedWith(compared: Compared | null, only: number | null): Compared | null {
  return compared?.kind === 'clip' && compared.clipIndex !== only ? null : compared;
}

/** What can be done with the versions of the video on the page. */
export interface VideoHistory {
  undo: () => void;
  redo: () => void;
  /** Makes a version of a clip the current one. */
  restoreClip: (clip: { clipIndex: number; versionNumber: number }, version: number) => void;
  /** Makes a version of the whole video the current one. */
  restoreVideo: (version: number) => void;
  compare: (compared: Compared) => void;
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
  blocked: null,
});
