import { FRAME_RATE } from '../../../core/job/frames.js';
import { MAX_PIXELS } from '../../ffmpeg/decoders.js';
import { anySize } from '../../ffmpeg/picture/any-size.js';
import { AS_STORED } from '../../ffmpeg/picture/orientation.js';
import type { FfmpegInput, FfmpegRun } from '../../ffmpeg/run-ffmpeg.js';
import type { Segment } from '../../../core/timeline/segments.js';
import { loopOf, seekSeconds, type ClipRange, type Footage, type FrameSize } from './clip-chain.js';
import { loopListFile } from './loop-list.js';
import { segmentGraph } from './segment-graph.js';

/**
 * Threads of one encoder, on every machine: they are slices of the picture and so part of the bytes. Threads that share a
 * frame give the same bytes in every run, cost no CPU time and 0.1 % of size, and hold the frames of one encoder (230 MB
 * at 1080p) instead of two.
 */
export const ENCODER_THREADS = 2;

/** The video itself, or its rendition for slow lines: for stages that are seldom taller, and for scrubbing. */
export type Rendition = 'video' | 'small';

/**
 * One way to encode every segment of a rendition, so that they join by stream copy: same headers whatever the content
 * (`stitchable`), closed groups of pictures, no clock or version inside.
 */
export function segmentEncoder(kind: Segment['kind'], rendition: Rendition = 'video'): string[] {
  const encoder = rendition === 'video' ? SEGMENT_ENCODER : SMALL_ENCODER;
  return encoder.map((option) => `${option}${option.includes('keyint') ? LOOK_AHEAD[kind] : ''}`);
}

/** A transition holds the frames of two clips, so its encoder looks less far ahead: 30 MB less at 1080p. */
const LOOK_AHEAD = { body: '', crossfade: ':rc-lookahead=5', fade: ':rc-lookahead=5' } as const;

const SEGMENT_ENCODER: readonly string[] = [
  ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '20', '-profile:v', 'high', '-level', '4.1'],
  ...['-pix_fmt', 'yuv420p', '-g', '60', '-bf', '2', '-threads', String(ENCODER_THREADS)],
  '-x264-params',
  `sliced-threads=1:slices=${ENCODER_THREADS}:open-gop=0:stitchable=1:scenecut=40:keyint=60:colorprim=bt709:transfer=bt709:colormatrix=bt709:fullrange=off`,
  ...['-fflags', '+bitexact', '-flags:v', '+bitexact', '-map_metadata', '-1'],
  ...['-video_track_timescale', String(FRAME_RATE * 1000)],
];

/** A quarter of the bytes, and a fifth of the CPU time, of the video at 1080p: measured on grainy footage of four seconds. */
const SMALL_ENCODER: readonly string[] = [
  ...['-c:v', 'libx264', '-preset', 'superfast', '-crf', '28', '-profile:v', 'high', '-level', '3.1'],
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

/** One file of a segment that is encoded. */
export interface SegmentOutput {
  rendition: Rendition;
  size: FrameSize;
  outputPath: string;
}

/**
 * Everything of the ffmpeg command that encodes one segment, perhaps in two renditions of one reading; `files` in the order of
 * `ranges`, null for black.
 */
export function segmentRun(options: {
  segment: Segment;
  ranges: ClipRange[];
  files: (ClipFile | null)[];
  output: SegmentOutput;
  beside: SegmentOutput | null;
}): FfmpegRun {
  const { segment, ranges, files, output, beside } = options;
  const frameCount = segment.endFrame - segment.startFrame;
  const inputs = files.flatMap((file, index) =>
    file === null ? [] : [clipInput(segment.kind, file, ranges[index]!)],
  );
  const drawn = [output, ...(beside === null ? [] : [beside])].map(({ rendition, size, outputPath }) => {
    const { filters, filterGraph } = drawnBy(
      segmentGraph(segment.kind, ranges, files, size, rendition === 'video' ? '' : rendition),
      inputs.length,
    );
    const label = `[${rendition === 'video' ? '' : rendition}video]`;
    const outputOptions = [
      ...(filters === undefined ? ['-map', label] : []),
      '-copyts',
      // Since ffmpeg 7, setpts forgets the rate, and the encoder would make 25 a second. Earlier ones give the same bytes.
      ...['-r', String(FRAME_RATE)],
      '-an',
      '-frames:v',
      String(frameCount),
      ...segmentEncoder(segment.kind, rendition),
    ];
    const written = { outputOptions, format: 'mp4', outputPath };
    return { filterGraph, written: filters === undefined ? written : { ...written, filters } };
  });
  const graphs = drawn.flatMap(({ filterGraph }) => filterGraph ?? []);
  return {
    inputs,
    ...drawn[0]!.written,
    ...(graphs.length === 0 ? {} : { filterGraph: graphs.join(';') }),
    ...(drawn.length === 1 ? {} : { beside: drawn.slice(1).map(({ written }) => written) }),
    frameCount,
    // After a seek, frames may lack skipped references; that is no damage.
    strict: segment.kind === 'body' && entersAtStart(files[0] ?? null, ranges[0]!),
    doing: 'put the video together',
    failureCode: 'RECOMPOSITION_FAILED',
  };
}

/** A graph of one input as the filters of its track; see FfmpegRun. */
function drawnBy(graph: string, inputCount: number): Pick<FfmpegRun, 'filters' | 'filterGraph'> {
  const [label, track] = /\[(0:[^\]]+)\]/.exec(graph) ?? [];
  if (inputCount !== 1 || label === undefined || track === undefined) return { filterGraph: graph };
  return { filters: { track, chain: graph.replace(label, '').replace(/\[\w*video\]$/, '') } };
}

function entersAtStart(file: ClipFile | null, range: ClipRange): boolean {
  return file !== null && seekSeconds(range, file) === null;
}

/**
 * Decoder threads that keep up with the encoder; each holds a few frames. A transition is too short to gain from more,
 * and holds the frames of two clips.
 */
const DECODER_THREADS = { body: '2', crossfade: '1', fade: '1' } as const;

function clipInput(kind: Segment['kind'], clip: ClipFile, range: ClipRange): FfmpegInput {
  const { file, demuxer, video } = clip;
  const seconds = seekSeconds(range, clip);
  const seek = seconds === null ? [] : ['-noaccurate_seek', '-ss', seconds.toFixed(6)];
  const limits = ['-max_pixels', String(MAX_PIXELS), '-threads', DECODER_THREADS[kind]];
  const options = [...AS_STORED, ...limits, ...decoderFor(video), ...anySize(video), ...seek];
  const loop = loopOf(range, clip);
  if (loop === null) return { file, format: demuxer, options };
  const guards = ['-safe', '1', '-format_whitelist', `concat,${demuxer}`];
  return { file: loopListFile(file, loop), format: 'concat', options: [...guards, ...options] };
}

/** ffmpeg's own decoders of VP8 and VP9 ignore the alpha channel. */
function decoderFor({ codec, hasAlpha }: Footage['video']): string[] {
  const decoders: Partial<Record<string, string>> = { vp8: 'libvpx', vp9: 'libvpx-vp9' };
  const decoder = hasAlpha ? decoders[codec] : undefined;
  return decoder === undefined ? [] : ['-c:v', decoder];
}
