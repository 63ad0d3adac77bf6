import { frameAt, middleOf } from '../transport/frames.js';
import { momentInFile } from './footage.js';
import type { FileMoment } from './footage.js';
import { watchFrames } from './shown-frame.js';
import type { ShownFrame } from './shown-frame.js';

/** A clip's place on the song, in seconds. */
export interface Place {
  start: number;
  end: number;
}

/** A video without sound that follows the song. */
export interface Follower {
  video: HTMLVideoElement;
  /** Of a clip's own file: its place. Null for a file of the whole song. */
  place: Place | null;
  shown: ShownFrame;
  /**
   * Seconds that it has to be ahead to show the same frames: a browser shows those of a video with sound later than those
   * of one without.
   */
  ahead: number;
}

/** Further away, it is sought; nearer, it is played a bit faster or slower, which nobody sees. */
const FAR_SECONDS = 0.2;
const NEAR_SECONDS = 0.004;
/** How much of a distance is made up for in a second, and how much faster or slower it is played for it at most. */
const EAGERNESS = 8;
const MOST = 0.75;
/** Which part of what frames are apart is learned from each of them, and how much of it at most. */
const LEARNED = 0.1;
const MOST_AHEAD_SECONDS = 0.1;
const QUARTER_FRAME_SECONDS = 1 / 120;
/** Two frames of one time may be written down a bit apart. */
const ROUNDING_SECONDS = 0.002;
/** Of a frame's length: one that stands may be known by its middle only. */
const EARLY = 0.6;

export function followerOf(video: HTMLVideoElement, place: Place | null): Follower {
  return { video, place, shown: watchFrames(video), ahead: 0 };
}

/** Whether a frame of the final video belongs to a place. */
export function isInPlace(frame: number, { start, end }: Place): boolean {
  return frame >= frameAt(start) && frame < frameAt(end);
}

/** Where its file is at a moment of the song. Before and after its place it waits at the start. */
function momentAt({ video, place }: Follower, seconds: number): FileMoment {
  if (place === null) {
    const last = Math.max(0, video.duration - QUARTER_FRAME_SECONDS);
    return seconds < last ? { seconds, pace: 1 } : { seconds: last, pace: 0 };
  }
  const start = frameAt(place.start) / 30;
  if (!isInPlace(frameAt(seconds), place)) return { seconds: QUARTER_FRAME_SECONDS, pace: 0 };
  return momentInFile(seconds - start, place.end - place.start, video.duration);
}

/** Leads a follower to where the song is: at rest to the very frame, else by its speed. */
export function lead(follower: Follower, clock: HTMLVideoElement, frame: number | null): void {
  const { video } = follower;
  if (video.readyState === HTMLMediaElement.HAVE_NOTHING) return;
  const rests = clock.paused || clock.seeking;
  const moment = momentAt(follower, rests && frame !== null ? middleOf(frame) : clock.currentTime);
  const drift = video.currentTime - moment.seconds - (rests ? 0 : follower.ahead);
  if (rests || moment.pace === 0) {
    video.pause();
    if (Math.abs(drift) > QUARTER_FRAME_SECONDS && !video.seeking) video.currentTime = moment.seconds;
    return;
  }
  if (video.paused) video.play().catch(() => undefined);
  if (Math.abs(drift) > FAR_SECONDS) {
    if (!video.seeking) video.currentTime = moment.seconds;
    return;
  }
  if (frame !== null) learn(follower, frame);
  setRate(video, clock.playbackRate * moment.pace * (1 - correctionOf(drift)));
}

function learn(follower: Follower, frame: number): void {
  const behind = behindAt(follower, frame, follower.shown.seconds());
  if (behind === null || Math.abs(behind) > FAR_SECONDS) return;
  const ahead = follower.ahead + LEARNED * behind;
  follower.ahead = Math.min(MOST_AHEAD_SECONDS, Math.max(-MOST_AHEAD_SECONDS, ahead));
}

function correctionOf(drift: number): number {
  return Math.abs(drift) < NEAR_SECONDS ? 0 : Math.min(MOST, Math.max(-MOST, drift * EAGERNESS));
}

/** Browsers refuse speeds out of this range. */
function setRate(video: HTMLVideoElement, rate: number): void {
  const rounded = Math.min(16, Math.max(0.0625, Math.round(rate * 100) / 100));
  if (video.playbackRate !== rounded) video.playbackRate = rounded;
}

/**
 * How far the frame that a follower shows is from the one that belongs to a frame of the final video: 0 where it is the
 * one, else in frames; null where it shows none.
 */
export function framesApart(
  follower: Follower,
  frame: number,
  shown = follower.shown.seconds(),
): number | null {
  const behind = behindAt(follower, frame, shown);
  if (behind === null) return null;
  const lasts = follower.shown.lasts();
  if (behind > -lasts * EARLY && behind < lasts - ROUNDING_SECONDS) return 0;
  return Math.abs(behind) * 30;
}

/** Seconds in its file by which the frame that it shows is before the one that belongs to a frame of the final video. */
function behindAt(follower: Follower, frame: number, shown: number | null): number | null {
  return shown === null ? null : momentAt(follower, frame / 30).seconds - shown;
}
