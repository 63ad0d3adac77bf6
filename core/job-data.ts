import type { AspectRatio } from './frames.js';

/** One sung line with the time at which it begins, in seconds on the song. */
export interface LyricLine {
  text: string;
  startSeconds: number;
}

/** A transition of the scene plan between two neighbouring clips. */
export interface PlannedTransition {
  fromClip: number;
  toClip: number;
  type: 'cut' | 'crossfade' | 'fade';
  durationSeconds: number;
}

/** One clip as the pipeline made it (version 1); later versions are rows of clip_versions. */
export interface OriginalClip {
  clipIndex: number;
  /** Storage key `bucket/path`; null where the pipeline failed to make the clip. */
  videoKey: string | null;
  /** The clip's slot on the song, frame-exact (see core/frames.ts). */
  startFrame: number;
  endFrame: number;
  prompt: string | null;
  negativePrompt: string | null;
}

/** What the scene plan says about the look of the whole video; every field may be missing. */
export interface VideoStyle {
  visualStyle: string | null;
  mood: string | null;
  lighting: string | null;
  cinematography: string | null;
  colorPalette: string[];
  characters: { name: string; description: string | null }[];
  scenes: { description: string; timeOfDay: string | null }[];
}

/** The pipeline's stages of one job, parsed: everything the product needs to know of the original video. */
export interface JobData {
  aspectRatio: AspectRatio;
  /** Frames of the final video: the song's length. */
  totalFrames: number;
  /** Beats in seconds on the song; empty where the analysis is missing. */
  beatSeconds: number[];
  /** In clip order, contiguous from frame 0 to totalFrames. */
  clips: OriginalClip[];
  transitions: PlannedTransition[];
  lyrics: LyricLine[];
  style: VideoStyle;
}
