import type { Pixels } from './drawn-looks.js';
import { change, light, nearer, type Measure } from './pixel-measures.js';

const only = (clip: Pixels, at: number): Pixels => ({ ...clip, frames: [clip.frames[at]!] });

/** How many beats are the frame at which most is changed, of all up to the next beat; -1 where something is before the first. */
export const peaksOn =
  (beats: readonly number[]): Measure =>
  (clip, footage) => {
    const changed = clip.frames.map((_, at) => change(only(clip, at), only(footage, at)));
    if (changed.slice(0, beats[0]).some((much) => much > 0.01)) return -1;
    return beats.filter((beat, at) => {
      const until = changed.slice(beat, beats[at + 1]);
      return until[0]! > 0.01 && until.slice(1).every((later) => later < until[0]!);
    }).length;
  };

/** How much brighter a frame has become. */
export const lightAt =
  (at: number): Measure =>
  (clip, footage) =>
    light(only(clip, at)) - light(only(footage, at));

/** How much nearer it is. */
export const nearerAt =
  (at: number): Measure =>
  (clip, footage) =>
    nearer('first')(only(clip, at), only(footage, at));
