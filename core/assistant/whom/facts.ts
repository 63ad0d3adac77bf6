import type { SongSection } from '../../job/song-sections.js';

/** What is known of a video when a message names its clips. */
export interface VideoFacts {
  /** In order of the video; indexes count from 0. */
  clips: readonly ClipFacts[];
  sections: readonly SongSection[];
  /** Picked clips, in order. */
  picked: readonly number[];
}

export interface ClipFacts {
  clipIndex: number;
  /** Seconds on the song. */
  start: number;
  end: number;
  lyrics: readonly { text: string; start: number; end: number }[];
  /** Characters and places of the scene plan. */
  names: readonly string[];
}
