import { FRAME_RATE } from '../../core/frames.js';
import type { MediaProbe, VideoStream } from '../ffmpeg/probe.js';
import type { Segment, TimelinePlan } from '../timeline/segments.js';

export interface FrameSize {
  width: number;
  height: number;
}

/** What shapes a clip's picture beside its bytes: what the probe saw. null: black, the clip was never made. */
export type Footage = Pick<MediaProbe, 'demuxer'> & {
  video: Pick<VideoStream, 'startSeconds' | 'pixelAspect' | 'colorMatrix'>;
};

/** Frames of a clip, counted from its slot's start. Negative ones and ones past its end are held pictures. */
export interface ClipRange {
  clip: number;
  fromFrame: number;
  toFrame: number;
}

/** Which frames of which clips a segment shows, in the order of its graph's inputs. */
export function rangesOf(segment: Segment, plan: TimelinePlan): ClipRange[] {
  const range = (clip: number, start: number, end: number) => {
    const slotStart = plan.clips[clip]!.startFrame;
    return { clip, fromFrame: start - slotStart, toFrame: end - slotStart };
  };
  const { startFrame, endFrame } = segment;
  switch (segment.kind) {
    case 'body':
      return [range(segment.clip, startFrame, endFrame)];
    case 'crossfade':
      return [range(segment.fromClip, startFrame, endFrame), range(segment.toClip, startFrame, endFrame)];
    case 'fade':
      return [
        range(segment.fromClip, startFrame, segment.boundaryFrame),
        range(segment.toClip, segment.boundaryFrame, endFrame),
      ];
  }
}

/**
 * The filter graph that draws a segment; its output is `[video]`. `footage` answers for the inputs in the order of
 * rangesOf, without the black ones.
 *
 * Written without xfade, which ffmpeg has only since 4.3.
 */
export function segmentGraph(
  kind: Segment['kind'],
  ranges: ClipRange[],
  footage: (Footage | null)[],
  size: FrameSize,
): string {
  let input = 0;
  const chains = ranges.map((range, index) => {
    const seen = footage[index] ?? null;
    return seen === null ? blackChain(range, size) : `[${input++}:v:0]${clipChain(range, seen, size)}`;
  });
  const [first, second] = chains;
  const frames = ranges.map(({ fromFrame, toFrame }) => toFrame - fromFrame);
  switch (kind) {
    case 'body':
      return `${first},settb=1/${FRAME_RATE}[video]`;
    case 'crossfade':
      return (
        `${first}[from];${second},format=yuva420p,fade=t=in:s=0:n=${frames[1]}:alpha=1[to];` +
        `[from][to]overlay=format=yuv420,format=yuv420p,settb=1/${FRAME_RATE}[video]`
      );
    case 'fade':
      return (
        `${first},fade=t=out:s=0:n=${frames[0]}[from];${second},fade=t=in:s=0:n=${frames[1]}[to];` +
        `[from][to]concat=n=2:v=1:a=0,settb=1/${FRAME_RATE}[video]`
      );
  }
}

/**
 * Any footage as frames of the final video: 30 a second by nearest time, first and last picture held where the clip
 * has no more, fitted into the size with black bars. Times stay the file's own (`-copyts`), so that a chain that was
 * entered by seeking picks the same frames as one that decodes from the start.
 */
function clipChain({ fromFrame, toFrame }: ClipRange, { video }: Footage, size: FrameSize): string {
  const { width, height } = size;
  const held = Math.max(0, -fromFrame);
  const entersAtStart = seekSeconds(fromFrame) === null;
  const matrix = video.colorMatrix === null ? 'bt709' : 'auto';
  return [
    `setpts=PTS-round(${video.startSeconds}/TB)`,
    `fps=${FRAME_RATE}:round=near${entersAtStart ? ':start_time=0' : ''}`,
    `tpad=start_mode=clone:start=${held}:stop_mode=clone:stop=${Math.max(toFrame, 1)}`,
    `trim=start_pts=${fromFrame + held}:end_pts=${toFrame + held}`,
    `setpts=PTS-${fromFrame + held}`,
    ...(video.pixelAspect === 1 ? [] : [`scale=w=trunc(iw*${video.pixelAspect}/2)*2:h=ih`]),
    `scale=${width}:${height}:force_original_aspect_ratio=decrease` +
      `:in_color_matrix=${matrix}:out_color_matrix=bt709:out_range=tv` +
      ':flags=bicubic+accurate_rnd+full_chroma_int+bitexact',
    `pad=${width}:${height}:(ow-iw)/2:(oh-ih)/2`,
    'setsar=1',
    'format=yuv420p',
  ].join(',');
}

function blackChain({ fromFrame, toFrame }: ClipRange, { width, height }: FrameSize): string {
  const frames = toFrame - fromFrame;
  const black = `color=c=black:s=${width}x${height}:r=${FRAME_RATE}`;
  return `${black},trim=end_frame=${frames},setsar=1,format=yuv420p`;
}

/**
 * Where to enter a clip so that its frame `fromFrame` can still be drawn exactly: null for the start, else seconds
 * from the file's start. Entering happens at the last keyframe before, and a margin covers rounding.
 */
export function seekSeconds(fromFrame: number): number | null {
  const seconds = fromFrame / FRAME_RATE - 0.25;
  return seconds < 1 ? null : seconds;
}
