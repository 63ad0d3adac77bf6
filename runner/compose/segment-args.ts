import { FRAME_RATE } from '../../core/frames.js';
import type { FfmpegInput, FfmpegRun } from '../ffmpeg/run-ffmpeg.js';
import type { Segment } from '../timeline/segments.js';
import { seekSeconds, segmentGraph, type ClipRange, type Footage, type FrameSize } from './segment-graph.js';

/**
 * One way to encode every segment, so that they join by stream copy: same headers whatever the content
 * (`stitchable`), closed groups of pictures, no clock or version inside. One thread, because x264 with more is not
 * repeatable from run to run.
 */
export const SEGMENT_ENCODER: readonly string[] = [
  ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '20', '-profile:v', 'high', '-level', '4.1'],
  ...['-pix_fmt', 'yuv420p', '-g', '60', '-bf', '2', '-threads', '1'],
  '-x264-params',
  'open-gop=0:stitchable=1:scenecut=40:keyint=60:colorprim=bt709:transfer=bt709:colormatrix=bt709:fullrange=off',
  ...['-fflags', '+bitexact', '-flags:v', '+bitexact', '-map_metadata', '-1'],
  ...['-video_track_timescale', String(FRAME_RATE * 1000)],
];

/** A clip's local file with what the probe saw of it. */
export interface ClipFile extends Footage {
  file: string;
}

/** Everything of the ffmpeg command that encodes one segment; `files` in the order of `ranges`, null for black. */
export function segmentRun(options: {
  segment: Segment;
  ranges: ClipRange[];
  files: (ClipFile | null)[];
  size: FrameSize;
  outputPath: string;
}): FfmpegRun {
  const { segment, ranges, files, size, outputPath } = options;
  const frameCount = segment.endFrame - segment.startFrame;
  const inputs = files.flatMap((file, index) => (file === null ? [] : [clipInput(file, ranges[index]!)]));
  return {
    inputs,
    filterGraph: segmentGraph(segment.kind, ranges, files, size),
    outputOptions: ['-copyts', '-map', '[video]', '-an', '-frames:v', String(frameCount), ...SEGMENT_ENCODER],
    format: 'mp4',
    outputPath,
    frameCount,
    // Entering in the middle of a clip may meet frames whose references were skipped: no damage.
    strict: segment.kind === 'body' && seekSeconds(ranges[0]!.fromFrame) === null,
    doing: 'put the video together',
    failureCode: 'RECOMPOSITION_FAILED',
  };
}

function clipInput({ file, demuxer }: ClipFile, { fromFrame }: ClipRange): FfmpegInput {
  const seconds = seekSeconds(fromFrame);
  const seek = seconds === null ? [] : ['-noaccurate_seek', '-ss', seconds.toFixed(6)];
  return { file, format: demuxer, options: seek };
}
