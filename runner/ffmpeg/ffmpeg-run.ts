import type { RegenerationErrorCode } from '../../core/errors.js';

export interface FfmpegInput {
  file: string;
  /**
   * The demuxer that the probe saw (`mov`, `matroska`, …): nothing else may read the file. What was not probed needs a
   * `-format_whitelist` among the options.
   */
  format?: string;
  /** Further options before `-i`. */
  options?: string[];
}

/** One ffmpeg command, complete: what goes in, through which graph, and what comes out. */
export interface FfmpegRun {
  inputs: FfmpegInput[];
  filterGraph?: string;
  outputOptions: string[];
  /** The muxer, e.g. `mp4`; with `null` everything is decoded and nothing is written. */
  format: string;
  /** Appears only when ffmpeg ended well; until then `<outputPath>.part`. */
  outputPath: string | null;
  /** Frames of work, by which the time limit is set. */
  frameCount: number;
  /** Pixels of one frame, for the same; as many as 1080p has where it does not say. */
  framePixels?: number;
  /** Nothing is decoded or encoded, so that a frame costs next to nothing. */
  copies?: true;
  /** Fails on damaged input instead of doing what can be done with the rest. */
  strict?: boolean;
  /** Completes the sentence "… could not / no disk space left to": `put the video together`. */
  doing: string;
  /** The code of a failure. */
  failureCode: RegenerationErrorCode;
  /** Replaces the limit that follows from the work. */
  limitSeconds?: number;
  /** Replaces how long ffmpeg may show no progress. */
  standstillSeconds?: number;
}
