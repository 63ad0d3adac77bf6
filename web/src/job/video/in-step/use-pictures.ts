import { useEffect, useEffectEvent, useRef } from 'react';
import { captured, release, secondsOf } from './captured.js';
import type { Drawn } from './captured.js';
import { frameAt } from '../transport/frames.js';
import { followerOf, framesApart, isInPlace, lead } from './follower.js';
import type { Follower, Place } from './follower.js';
import { watchFrames } from './shown-frame.js';

/** What is drawn: the current video itself, or another video that follows it. */
export type Picture = 'clock' | { video: HTMLVideoElement | null; place: Place | null };

interface PicturesInput {
  canvas: HTMLCanvasElement | null;
  /** The current video, whose song is the clock of all pictures. */
  clock: HTMLVideoElement;
  pictures: readonly Picture[];
  /** Whether a picture that is late gives way to the current video, rather than that all of them wait for it. */
  givesWay: boolean;
  draw: (context: CanvasRenderingContext2D, drawn: readonly Drawn[]) => void;
  /** Draws again when this changes. */
  stamp: string;
}

/** A late picture is waited for this long before one that is a frame away is taken. */
const PATIENCE_MS = 60;
/** What a viewer does not notice as long as it plays. */
const LATE_FRAMES = 8;
const SHARPEST = 2;
/** Of a frame. */
const ROUNDING = 0.05;

/**
 * Draws pictures of one moment of the song on a canvas, again with every frame. They are drawn together or not at all, so
 * that no busy machine shows moments of the song more than a frame apart.
 */
export function usePictures(input: PicturesInput): void {
  const { canvas, clock, pictures, stamp } = input;
  const videos = pictures.map((picture) => (picture === 'clock' ? null : picture.video));
  const [first = null, second = null] = videos;
  const where = JSON.stringify(pictures.map((picture) => (picture === 'clock' ? picture : picture.place)));
  const latest = useRef(stamp);
  useEffect(() => void (latest.current = stamp), [stamp]);
  const paint = useEffectEvent((context: CanvasRenderingContext2D, shown: readonly Drawn[]) =>
    input.draw(context, shown),
  );
  const followersNow = useEffectEvent(() =>
    pictures.map((picture) =>
      picture === 'clock' || picture.video === null ? null : followerOf(picture.video, picture.place),
    ),
  );
  const isWaitedFor = useEffectEvent((index: number) => pictures[index] !== 'clock');
  const givesWay = useEffectEvent(() => input.givesWay);

  useEffect(() => {
    const context = canvas?.getContext('2d');
    if (!canvas || !context) return undefined;
    const own = watchFrames(clock);
    const followers = followersNow();
    let request = 0;
    let drawn = '';
    let drawnAt = 0;
    const tick = () => {
      request = requestAnimationFrame(tick);
      const seconds = own.seconds();
      const frame = seconds === null ? null : frameAt(seconds);
      followers.forEach((follower) => follower && lead(follower, clock, frame));
      if (frame === null) return;
      const patient = performance.now() - drawnAt < PATIENCE_MS;
      const shown = followers.map((follower, index) => {
        if (follower === null) return isWaitedFor(index) && !givesWay() ? null : clock;
        return pictureOf(follower, frame, { clock, patient, givesWay: givesWay() });
      });
      if (!shown.every((video) => video !== null)) return;
      const resized = fit(canvas);
      const what = [frame, latest.current, ...followers.map((one) => one?.shown.seconds()), resized].join();
      if (what === drawn && !resized) return;
      const taken = shown.map(captured);
      if (givesWay() || isOneMoment(taken, shown, { clock, frame, followers })) {
        paint(context, taken);
        drawn = what;
        drawnAt = performance.now();
        canvas.dataset.frame = String(frame);
      }
      taken.forEach(release);
    };
    tick();
    return () => {
      cancelAnimationFrame(request);
      own.stop();
      followers.forEach((follower) => {
        follower?.shown.stop();
        follower?.video.pause();
      });
    };
  }, [canvas, clock, first, second, where]);
}

interface Rules {
  clock: HTMLVideoElement;
  patient: boolean;
  givesWay: boolean;
}

/** What is drawn of a follower at a frame of the song; null while it has to be waited for. */
function pictureOf(follower: Follower, frame: number, { clock, patient, givesWay }: Rules) {
  if (follower.place && !isInPlace(frame, follower.place)) return clock;
  const apart = framesApart(follower, frame);
  if (apart === 0) return follower.video;
  if (givesWay) return apart !== null && apart <= LATE_FRAMES ? follower.video : patient ? null : clock;
  return apart !== null && apart <= 1 && !patient ? follower.video : null;
}

/** Whether frames that were taken are at most one apart; where the browser does not say, what it shows counts. */
function isOneMoment(
  taken: readonly Drawn[],
  shown: readonly HTMLVideoElement[],
  {
    clock,
    frame,
    followers,
  }: { clock: HTMLVideoElement; frame: number; followers: readonly (Follower | null)[] },
): boolean {
  const times = taken.map(secondsOf);
  const own = times[shown.indexOf(clock)] ?? null;
  const moment = own === null ? frame : frameAt(own);
  const apart = followers.map((follower, index) => {
    const seconds = times[index] ?? null;
    if (follower === null || seconds === null || shown[index] === clock) return 0;
    return framesApart(follower, moment, seconds) ?? Infinity;
  });
  return apart.reduce((sum, frames) => sum + frames, 0) <= 1 + ROUNDING;
}

/** Gives a canvas the pixels of its size on the screen. Returns whether they changed. */
function fit(canvas: HTMLCanvasElement): boolean {
  const sharpness = Math.min(SHARPEST, devicePixelRatio);
  const width = Math.round(canvas.clientWidth * sharpness);
  const height = Math.round(canvas.clientHeight * sharpness);
  if (canvas.width === width && canvas.height === height) return false;
  canvas.width = width;
  canvas.height = height;
  return true;
}
