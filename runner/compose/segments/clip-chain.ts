import { FRAME_RATE, frameAt } from '../../../core/job/frames.js';
import { EACH_FRAME } from '../../ffmpeg/picture/any-size.js';
import { colorsIn, isStoredAsVideo, toBt709 } from '../../ffmpeg/picture/color.js';
import { deinterlaceFilters } from '../../ffmpeg/picture/deinterlace.js';
import { uprightFilters } from '../../ffmpeg/picture/orientation.js';
import type { VideoStream } from '../../ffmpeg/picture/video-stream.js';
import type { MediaProbe } from '../../ffmpeg/probe.js';
import { fitFootage, type Fit } from '../../../core/timeline/fit.js';
import { loopSpacingSeconds, type Loop } from './loop-list.js';

export interface FrameSize {
  width: number;
  height: number;
}

/** The probed facts that shape a clip's picture, besides its bytes. */
export type Footage = Pick<MediaProbe, 'demuxer' | 'startSeconds'> & {
  video: Pick<
    VideoStream,
    | 'specifier'
    | 'codec'
    | 'width'
    | 'height'
    | 'pixelAspect'
    | 'pixelFormat'
    | 'interlaced'
    | 'hasAlpha'
    | 'rotation'
    | 'mirrored'
    | 'startSeconds'
    | 'durationSeconds'
    | 'longestFrameSeconds'
    | 'colorMatrix'
    | 'colorRange'
    | 'transfer'
    | 'primaries'
  >;
};

/** Frames of a clip, counted from its slot's start; negative ones and ones past the slot where a transition is. */
export interface ClipRange {
  clip: number;
  fromFrame: number;
  toFrame: number;
  slotFrames: number;
}

/**
 * Raise it whenever the same range of the same file is drawn differently: older stored segments are then not reused. If
 * only some footage is, add what it has in common to footage-traits.ts instead.
 */
export const PICTURE_FORMAT = 2;

function fitOf({ slotFrames }: ClipRange, { video }: Footage): Fit {
  return fitFootage(Math.max(1, frameAt(video.durationSeconds)), slotFrames);
}

/** The repetitions of the clip in the range; null if the clip is not looped. */
export function loopOf(range: ClipRange, footage: Footage): Loop | null {
  const fit = fitOf(range, footage);
  if (fit.kind !== 'loop') return null;
  const { footageFrames } = fit;
  const repetition = Math.floor(Math.max(0, range.fromFrame - 1) / footageFrames);
  return { footageFrames, repetition, toFrame: range.toFrame };
}

/**
 * Where to seek in the clip's file so that the range is still drawn exactly, in seconds from the file's start; null for
 * the start. ffmpeg seeks to the last keyframe before it; a margin covers rounding.
 */
export function seekSeconds(range: ClipRange, footage: Footage): number | null {
  const fit = fitOf(range, footage);
  if (fit.kind === 'loop') return null;
  const pace = fit.kind === 'slow' ? fit.footageFrames / fit.slotFrames : 1;
  const seconds = (range.fromFrame * pace) / FRAME_RATE - 0.25;
  return seconds < 1 ? null : seconds;
}

/**
 * Filters that turn any footage into frames of the final video: fitted to its slot (fit.ts), 30 per second by nearest
 * time, first and last frame held, without fields, upright, over black, scaled into the size with black bars.
 *
 * Times stay those of the file (`-copyts`) or the loop list, so decoding after a seek picks the same frames as decoding
 * from the start.
 */
export function clipChain(range: ClipRange, footage: Footage, size: FrameSize): string {
  const { fromFrame, toFrame } = range;
  const held = Math.max(0, -fromFrame);
  const clock = clockOf(range, footage);
  const first = fromFrame + held - clock.zero;
  return [
    ...deinterlaceFilters(footage.video),
    ...clock.filters,
    `fps=${FRAME_RATE}:round=near:eof_action=pass${clock.fromStart ? `:start_time=${-clock.zero / FRAME_RATE}` : ''}`,
    `tpad=start_mode=clone:start=${held}:stop_mode=clone:stop=${Math.max(toFrame, 1)}`,
    `trim=start_pts=${first}:end_pts=${toFrame + held - clock.zero}`,
    `setpts=PTS-${first}`,
    ...uprightFilters(footage.video),
    ...overBlack(footage),
    ...(isAlreadyFitted(footage, size) ? asItIs(size) : fittedInto(size, footage)),
    'setsar=1',
    'format=yuv420p',
  ].join(',');
}

/** Whether scaling would only copy the same pixels twice: most clips have the video's own size. */
function isAlreadyFitted({ video }: Footage, { width, height }: FrameSize): boolean {
  const hasShape = video.width === width && video.height === height && video.pixelAspect === 1;
  return hasShape && isStoredAsVideo(video) && video.rotation === 0;
}

/** Frames keep the names of the colors they had, and encoders write them down. */
const NAMED = 'setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709';

function fittedInto(size: FrameSize, { video }: Footage): string[] {
  const toLessLight = toBt709(video);
  const written = 'out_color_matrix=bt709:out_range=tv';
  const quality = 'flags=bicubic+accurate_rnd+full_chroma_int+bitexact';
  const colors = `:${colorsIn(video)}:${toLessLight.length === 0 ? `${written}:` : ''}${quality}`;
  return [
    `${scaledInto(size)}${colors}${EACH_FRAME}`,
    ...(toLessLight.length === 0 ? [] : [...toLessLight, `scale=${written}:${quality}`, NAMED]),
    paddedTo(size),
  ];
}

/** dar includes the pixels' shape. Sides are even, so that no bar begins inside a pair of pixels that share a color. */
function scaledInto({ width, height }: FrameSize): string {
  return `scale=w='max(2,round(min(${width},${height}*dar)/2)*2)':h='max(2,round(min(${height},${width}/dar)/2)*2)'`;
}

function paddedTo({ width, height }: FrameSize): string {
  return `pad=${width}:${height}:(ow-iw)/2:(oh-ih)/2${EACH_FRAME}`;
}

/** Scaling to the size that a frame has, without a conversion of colors, passes it on. */
function asItIs(size: FrameSize): string[] {
  return [`${scaledInto(size)}${EACH_FRAME}`, paddedTo(size), 'setparams=range=tv:colorspace=bt709'];
}

/** The filters that give frames their times, and the frame of the slot that has time 0 then. */
interface Clock {
  filters: string[];
  zero: number;
  /** Whether what is read begins with the footage's first picture, and not in the middle. */
  fromStart: boolean;
}

function clockOf(range: ClipRange, footage: Footage): Clock {
  const loop = loopOf(range, footage);
  if (loop !== null) return loopClock(loop, footage);
  const fit = fitOf(range, footage);
  const fromStart = seekSeconds(range, footage) === null;
  const elapsed = `PTS-round(${footage.video.startSeconds}/TB)`;
  if (fit.kind !== 'slow') return { filters: [`setpts=${elapsed}`], zero: 0, fromStart };
  // Old versions of ffmpeg compute the end before slowing and drop frames past it, so times are shifted earlier.
  const zero = fit.slotFrames - fit.footageFrames + FRAME_RATE;
  const slowed = `(${elapsed})*${fit.slotFrames}/${fit.footageFrames}`;
  const filters = [FINE_CLOCK, `setpts=round(${slowed}-${zero}/${FRAME_RATE}/TB)`];
  return { filters, zero, fromStart };
}

/** A file's time base may be as coarse as its frames; this one also holds whole frames of the final video. */
const FINE_CLOCK = 'settb=1/900000';

/** Closes the gaps between the repetitions of a loop list. Each is as exact as the first. */
function loopClock(loop: Loop, { startSeconds, video }: Footage): Clock {
  const spacing = loopSpacingSeconds(loop);
  const gapSeconds = spacing - loop.footageFrames / FRAME_RATE;
  // Each repetition in the list starts with the file's earliest stream, picture or sound.
  const elapsed = `PTS-round(${Math.max(0, video.startSeconds - startSeconds)}/TB)`;
  const passed = `floor(T/${spacing}+${gapSeconds / 2 / spacing})`;
  const filters = [FINE_CLOCK, `setpts=${elapsed}`, `setpts=round(PTS-${passed}*${gapSeconds}/TB)`];
  return { filters, zero: loop.repetition * loop.footageFrames, fromStart: false };
}

/** Without it, whatever an encoder left under transparent parts would show. */
function overBlack({ video }: Footage): string[] {
  if (!video.hasAlpha) return [];
  const { pixelFormat, colorRange } = video;
  const [planes, range] = pixelFormat.startsWith('yuv') ? ['yuva444p', colorRange ?? 'tv'] : ['gbrap', 'pc'];
  return [`format=${planes}`, `setparams=range=${range}`, 'premultiply=inplace=1'];
}
