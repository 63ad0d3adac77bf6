import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { planSegments, type Segment, type TimelinePlan } from '../../../core/timeline/segments.js';
import { KIT_FFMPEG } from './media.js';

const run = promisify(execFile);

/** Compares films with a reference that one ffmpeg renders in one graph, written independently of the composer. */
export interface SeamReference {
  timeline: TimelinePlan;
  /** Local files of the film's size, at 30 frames a second, each longer than its slot. */
  clips: string[];
}

/**
 * Similarity of a film to the reference, frame by frame (SSIM, 1 if equal). `shift`: compares each frame with the
 * reference's frame that many frames later.
 */
export async function likenessToReference(
  film: string,
  { timeline, clips }: SeamReference,
  shift = 0,
): Promise<number[]> {
  const drawn = planSegments(timeline).map((segment, index) => drawnSegment(segment, timeline, index));
  const labels = drawn.map((_, index) => `[s${index}]`).join('');
  const graph = [
    ...drawn,
    `${labels}concat=n=${drawn.length}:v=1:a=0,trim=start_frame=${shift},settb=1/30,setpts=N[reference]`,
    `[0:v]trim=end_frame=${timeline.totalFrames - shift},settb=1/30,setpts=N[film]`,
    '[film][reference]ssim=stats_file=-[out]',
  ];
  const inputs = [film, ...clips].flatMap((file) => ['-i', file]);
  const args = ['-nostdin', '-v', 'error', ...inputs, '-filter_complex', graph.join(';'), '-map', '[out]'];
  const { stdout } = await run(KIT_FFMPEG, [...args, '-f', 'null', '-'], { maxBuffer: 16 << 20 });
  return [...stdout.matchAll(/All:([\d.]+)/g)].map(([, value]) => Number(value));
}

/** One segment of the reference as `[s0]`; clip n is input n + 1. */
function drawnSegment(segment: Segment, { clips }: TimelinePlan, index: number): string {
  const out = `[s${index}]`;
  const { startFrame, endFrame } = segment;
  const footage = (clip: number, start: number, end: number) => {
    const from = start - clips[clip]!.startFrame;
    const frames = `trim=start_frame=${Math.max(from, 0)}:end_frame=${end - clips[clip]!.startFrame},settb=1/30,setpts=N`;
    const held = from < 0 ? `,loop=loop=${-from}:size=1:start=0,settb=1/30,setpts=N` : '';
    return `[${clip + 1}:v]${frames}${held},format=yuv420p`;
  };
  switch (segment.kind) {
    case 'body':
      return `${footage(segment.clip, startFrame, endFrame)}${out}`;
    case 'crossfade': {
      const frames = endFrame - startFrame;
      const [a, b] = [`[a${index}]`, `[b${index}]`];
      const mix = `blend=all_expr='A+(B-A)*N/${frames}'`;
      return `${footage(segment.fromClip, startFrame, endFrame)}${a};${footage(segment.toClip, startFrame, endFrame)}${b};${a}${b}${mix}${out}`;
    }
    case 'fade': {
      const { boundaryFrame } = segment;
      const [a, b] = [`[a${index}]`, `[b${index}]`];
      const [before, after] = [boundaryFrame - startFrame, endFrame - boundaryFrame];
      return (
        `${footage(segment.fromClip, startFrame, boundaryFrame)},${dimmed(`1-N/${before}`)}${a};` +
        `${footage(segment.toClip, boundaryFrame, endFrame)},${dimmed(`N/${after}`)}${b};${a}${b}concat=n=2:v=1:a=0${out}`
      );
    }
  }
}

/** The picture at a fraction of its light: 1 is unchanged, 0 is black. */
function dimmed(light: string): string {
  const chroma = (plane: string) => `128+(${plane}(X,Y)-128)*(${light})`;
  return `geq=lum='16+(lum(X,Y)-16)*(${light})':cb='${chroma('cb')}':cr='${chroma('cr')}'`;
}
