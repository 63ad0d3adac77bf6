import { frameAt, secondsAt, outputSize, type AspectRatio } from '../../../core/job/frames.js';
import { sentSeconds, type FootageLimits } from '../../../core/quote/video-model-card.js';
import { largestPictures } from '../../../core/quote/video-price.js';
import type { PictureForm } from '../../ffmpeg/conformed.js';
import { NO_VIDEO_TRACK } from '../../ffmpeg/media-limits.js';
import { UnusableMedia, type MediaProbe } from '../../ffmpeg/probe.js';
import { isStoredAsVideo } from '../../ffmpeg/picture/color.js';
import { displayedSize, type VideoStream } from '../../ffmpeg/picture/video-stream.js';

/** What of a clip's footage a model edits, in seconds from its beginning. */
export interface EditWindow {
  /** What its slot shows: the part of the answer that is kept. */
  seenSeconds: number;
  /** As much, and at least what the model takes: the footage goes on after the slot, or its last picture is held. */
  sentSeconds: number;
}

/** An edit of footage by a model. */
export interface FootageEdit extends EditWindow {
  limits: FootageLimits;
  /** The pictures that are sent. */
  form: PictureForm;
  /** The file is what the model takes: it is sent byte for byte, unless it is too large. */
  isAsWanted: boolean;
}

/** How footage is sent to a model for a slot. Throws UnusableMedia where it has no picture. */
export function footageEdit(
  probe: MediaProbe,
  limits: FootageLimits,
  { clipSeconds, aspectRatio }: { clipSeconds: number; aspectRatio: AspectRatio },
): FootageEdit {
  const { video } = probe;
  if (video === null) throw new UnusableMedia(NO_VIDEO_TRACK);
  const window = editWindow(limits, video.durationSeconds, clipSeconds);
  const pictures = picturesFor(displayedSize(video), limits, aspectRatio);
  const isAsWanted = isTaken(probe, video, pictures, { limits, ...window });
  const { width, height, frameRate } = pictures;
  const fps = isAsWanted ? video.frameRate : frameRate;
  const frames = Math.max(1, Math.round(window.sentSeconds * fps));
  return { limits, ...window, form: { width, height, fps, frames, whole: true }, isAsWanted };
}

/** The window for a slot of footage; one that is shorter than its slot is slowed or repeated there, and sent as it is. */
function editWindow(limits: FootageLimits, footageSeconds: number, slotSeconds: number): EditWindow {
  const frames = Math.min(Math.max(1, frameAt(footageSeconds)), frameAt(slotSeconds));
  const seenSeconds = secondsAt(frames);
  return { seenSeconds, sentSeconds: sentSeconds(limits, seenSeconds) };
}

interface Pictures {
  width: number;
  height: number;
  /** The most. */
  frameRate: number;
}

/** Whether a file is, as it is, what a model takes of it: then nothing is lost by encoding it again. */
function isTaken(
  { container, audio }: MediaProbe,
  video: VideoStream,
  { width, height, frameRate }: Pictures,
  { limits, seenSeconds, sentSeconds }: EditWindow & { limits: FootageLimits },
): boolean {
  const [slowest, fastest] = [limits.frameRate[0], frameRate];
  const isPlain = !video.interlaced && !video.mirrored && video.rotation === 0 && video.pixelAspect === 1;
  const isSteady = video.longestFrameSeconds * video.frameRate < 1.5;
  const hasRate = video.frameRate >= slowest && video.frameRate <= fastest && isSteady;
  const hasSize = video.width === width && video.height === height;
  const hasLength = sentSeconds === seenSeconds && frameAt(video.durationSeconds) === frameAt(seenSeconds);
  const isFile = container === 'mp4' && video.codec === 'h264' && audio === null;
  return isFile && isPlain && hasRate && hasSize && hasLength && isStoredAsVideo(video);
}

/**
 * Pictures of the footage's own shape as a model takes them: no larger than the video shows them, and with no more pixels than
 * the offer was priced by.
 */
function picturesFor(
  shown: { width: number; height: number },
  limits: FootageLimits,
  aspectRatio: AspectRatio,
): Pictures {
  const largest = largestPictures(limits, aspectRatio);
  const [fewest, most] = limits.side;
  const frame = outputSize(aspectRatio);
  const [short, long] = [Math.min(shown.width, shown.height), Math.max(shown.width, shown.height)];
  const asSeen = Math.min(1, frame.width / shown.width, frame.height / shown.height);
  const asPriced = Math.sqrt((largest.width * largest.height) / (shown.width * shown.height));
  const factor = Math.max(Math.min(asSeen, asPriced, most / long), fewest / short);
  // A shape that is too long for that has the video's, between black bars.
  if (long * factor > most || factor > asPriced + 1e-6) return largest;
  const sized = (side: number): number => 2 * Math.floor((side * factor) / 2 + 1e-6);
  return { width: sized(shown.width), height: sized(shown.height), frameRate: largest.frameRate };
}
