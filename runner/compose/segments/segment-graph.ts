import { FRAME_RATE } from '../../../core/job/frames.js';
import type { Segment, TimelinePlan } from '../../../core/timeline/segments.js';
import { clipChain, type ClipRange, type Footage, type FrameSize } from './clip-chain.js';

/** Which frames of which clips a segment shows, in the order of its graph's inputs. */
export function rangesOf(segment: Segment, plan: TimelinePlan): ClipRange[] {
  const range = (clip: number, start: number, end: number) => {
    const { startFrame: slotStart, endFrame: slotEnd } = plan.clips[clip]!;
    return { clip, fromFrame: start - slotStart, toFrame: end - slotStart, slotFrames: slotEnd - slotStart };
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
 * rangesOf; null is black, a clip that was never made, and no input. `prefix` of labels: of another graph beside this one.
 *
 * Written without xfade, which ffmpeg has only since 4.3.
 */
export function segmentGraph(
  kind: Segment['kind'],
  ranges: ClipRange[],
  footage: (Footage | null)[],
  size: FrameSize,
  prefix = '',
): string {
  let input = 0;
  const chains = ranges.map((range, index) => {
    const seen = footage[index] ?? null;
    return seen === null
      ? blackChain(range, size)
      : `[${input++}:${seen.video.specifier}]${clipChain(range, seen, size)}`;
  });
  const [first, second] = chains;
  const frames = ranges.map(({ fromFrame, toFrame }) => toFrame - fromFrame);
  switch (kind) {
    case 'body':
      return `${first},settb=1/${FRAME_RATE}[${prefix}video]`;
    case 'crossfade':
      return (
        `${first}[${prefix}from];${second},format=yuva420p,fade=t=in:s=0:n=${frames[1]}:alpha=1[${prefix}to];` +
        `[${prefix}from][${prefix}to]overlay=format=yuv420,format=yuv420p,settb=1/${FRAME_RATE}[${prefix}video]`
      );
    case 'fade':
      return (
        `${first},fade=t=out:s=0:n=${frames[0]}[${prefix}from];${second},fade=t=in:s=0:n=${frames[1]}[${prefix}to];` +
        `[${prefix}from][${prefix}to]concat=n=2:v=1:a=0,settb=1/${FRAME_RATE}[${prefix}video]`
      );
  }
}

function blackChain({ fromFrame, toFrame }: ClipRange, { width, height }: FrameSize): string {
  const frames = toFrame - fromFrame;
  const black = `color=c=black:s=${width}x${height}:r=${FRAME_RATE}`;
  return `${black},trim=end_frame=${frames},setsar=1,format=yuv420p`;
}
