import type { ErrorLike } from '@apollo/client';

/** One version, ready to be shown against another. */
export interface Side {
  version: number;
  /** In the list to choose from. */
  label: string;
  /** Where its picture comes from; null where no longer kept. */
  source: Source | null;
}

/** The video on the stage itself, another file of the whole song, or a clip's own file in its place. */
export type Source = { kind: 'stage' } | { kind: 'video'; url: string } | { kind: 'clip'; url: string };

/** Versions to choose from, newest first. */
export interface Sides {
  sides: readonly Side[] | null;
  /** The version before the current one, where that is kept. */
  before: number | null;
  /** Reads older versions; null where there are none. */
  more: (() => void) | null;
  /** Why they could not be read. */
  error: ErrorLike | null;
}
