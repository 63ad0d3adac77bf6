import { frameAt, secondsAt, outputSize, type AspectRatio } from '../../../core/job/frames.js';
import { sentSeconds, type FootageLimits } from '../../../core/quote/video-model-card.js';
import { largestPictures } from '../../../core/quote/video-price.js';
import type { PictureForm } from '../../ffmpeg/conformed.js';
import type { MediaProbe } from '../../ffmpeg/probe.js';
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
}

/** The window for a slot of footage; one that is shorter than its slot is slowed or repeated there, and sent as it is. */
export function editWindow(limits: FootageLimits, footageSeconds: number, slotSeconds: number): EditWindow {
  const frames = Math.min(Math.max(1, frameAt(footageSeconds)), frameAt(slotSeconds));
  const seenSeconds = secondsAt(frames);
  return { seenSeconds, sentSeconds: sentSeconds(limits, seenSeconds) };
}

/** Pictures of the footage's own shape as a model takes them, no larger than the video shows them. */
export function editedForm(
  video: VideoStream,
  { limits, sentSeconds: seconds }: FootageEdit,
  aspectRatio: AspectRatio,
): PictureForm {
  const { width, height, frameRate: fps } = formSize(displayedSize(video), limits, aspectRatio);
  return { width, height, fps, frames: Math.max(1, Math.round(seconds * fps)), whole: true };
}

/** Whether a file is, as it is, what a model takes of it: then nothing is lost by encoding it again. */
export function isAsWanted(
  { container, audio, video }: MediaProbe,
  { width, height }: PictureForm,
  { limits, seenSeconds, sentSeconds }: FootageEdit,
): boolean {
  if (video === null || audio !== null || container !== 'mp4' || video.codec !== 'h264') return false;
  const [slowest, fastest] = limits.frameRate;
  const isPlain = !video.interlaced && !video.mirrored && video.rotation === 0 && video.pixelAspect === 1;
  const isSteady = video.longestFrameSeconds * video.frameRate < 1.5;
  const hasRate = video.frameRate >= slowest && video.frameRate <= fastest && isSteady;
  const hasSize = video.width === width && video.height === height;
  const hasLength = sentSeconds === seenSeconds && frameAt(video.durationSeconds) === frameAt(seenSeconds);
  return isPlain && hasRate && hasSize && hasLength && isStoredAsVideo(video);
}

function formSize(
  shown: { width: number; height: number },
  limits: FootageLimits,
  aspectRatio: AspectRatio,
): { width: number; height: number; frameRate: number } {
  const largest = largestPictures(limits, aspectRatio);
  const [fewest, most] = limits.side;
  const frame = outputSize(aspectRatio);
  const [short, long] = [Math.min(shown.width, shown.height), Math.max(shown.width, shown.height)];
  const asSeen = Math.min(1, frame.width / shown.width, frame.height / shown.height);
  const factor = Math.max(Math.min(asSeen, most / long), fewest / short);
  // A shape that is too long for the model has the video's, between black bars.
  if (long * factor > most) return largest;
  const sized = (side: number): number => 2 * Math.round((side * factor) / 2);
  return { width: sized(shown.width), height: sized(shown.height), frameRate: largest.frameRate };
}
