import type { RegenerationErrorCode } from '../../core/errors.js';

export interface FfmpegInput {
  file: string;
  /**
   * The demuxer that the probe found (`mov`, `matroska`, …): no other may read the file. An input that was not
   * probed needs `-format_whitelist` in its options.
   */
  format?: string;
  /** Further options before `-i`. */
  options?: string[];
}

/** One file that ffmpeg writes. */
export interface FfmpegOutput {
  /**
   * Filters of one track of the only input, in place of a whole graph and its `-map`. In a graph of one input, ffmpeg of
   * 2018 writes each frame as often as the file's frame rate asks: footage of 10 frames a second runs 0.1 s late.
   */
  filters?: { track: string; chain: string };
  outputOptions: string[];
  /** The muxer, e.g. `mp4`; `null` decodes everything and writes nothing. */
  format: string;
  /** Appears only once ffmpeg has succeeded; until then the file is `<outputPath>.part`. */
  outputPath: string | null;
}

/** One complete ffmpeg command: inputs, graph, outputs. */
export interface FfmpegRun extends FfmpegOutput {
  inputs: FfmpegInput[];
  filterGraph?: string;
  /** Written by the same reading; the work is counted by the frames of the first output. */
  beside?: readonly FfmpegOutput[];
  /** Frames of work; the time limit follows from them. */
  frameCount: number;
  /** Pixels per frame, also for the time limit; default those of 1080p. */
  framePixels?: number;
  /** Nothing is decoded or encoded, so a frame costs almost nothing. */
  copies?: true;
  /** Fails on damaged input instead of using the intact rest. */
  strict?: boolean;
  /** Completes the sentence "… could not / no disk space left to": `put the video together`. */
  doing: string;
  failureCode: RegenerationErrorCode;
  /** Replaces the limit that follows from the work. */
  limitSeconds?: number;
  /** Replaces how long ffmpeg may go without progress. */
  standstillSeconds?: number;
}
