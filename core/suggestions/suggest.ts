import { lumaOf, type ClipMeasurement } from '../measurements/measurement.js';
import { median, standsOut } from './outliers.js';
import { isSameShot, meanOf } from './same-shot.js';

/** A clip of a video with what was measured of it. */
export interface SuggestibleClip {
  /** Counts from 0. */
  clipIndex: number;
  /** Its look was asked for: what stands out is meant. */
  isAdjusted: boolean;
  measured: ClipMeasurement;
  /** dB of the song in its slot; null where that was not measured. */
  loudness: number | null;
}

/** Something that is worth changing. */
export interface Suggested {
  clipIndex: number;
  kind: 'LIGHT' | 'COLOR' | 'SATURATION' | 'STILL' | 'SEAM';
  /** A message that asks for it. */
  instruction: string;
  /** Why, with the figures. */
  reason: string;
  /** How far it stands out; more is more worth doing. */
  worth: number;
}

const MOST = 5;
/** Of fewer clips nobody can say what is usual. */
const FEWEST_CLIPS = 6;

/**
 * What stands out in a video, most worth first, one of each clip at most; nothing where scenes vary so much that nothing
 * does. Clips are in the order of the song. Pure.
 */
export function suggest(clips: readonly SuggestibleClip[]): Suggested[] {
  if (clips.length < FEWEST_CLIPS) return [];
  return clips
    .flatMap((clip, at) => (clip.isAdjusted ? [] : (bestOf(clips, at) ?? [])))
    .toSorted((one, other) => other.worth - one.worth || one.clipIndex - other.clipIndex)
    .slice(0, MOST);
}

type Look = (clips: readonly SuggestibleClip[], at: number) => Suggested | null;

function bestOf(clips: readonly SuggestibleClip[], at: number): Suggested | null {
  const found = LOOKS.flatMap((look) => look(clips, at) ?? []);
  return found.toSorted((one, other) => other.worth - one.worth)[0] ?? null;
}

/** Luma that a neighbor must be away from, of 255. */
export const LEAST_LIGHT = 12;
/** Beyond these it is another scene, a night or a flash, and meant. */
const [DARKEST, BRIGHTEST] = [0.45, 2];

/** Darker, or brighter, than both neighbors and than the video is. */
const light: Look = (clips, at) => {
  const { clipIndex, measured } = clips[at]!;
  const neighbors = [clips[at - 1], clips[at + 1]].filter((one) => one !== undefined);
  const luma = lumaOf(measured);
  const away = standsOut(
    luma,
    clips.map((one) => lumaOf(one.measured)),
    LEAST_LIGHT,
  );
  const theirs = neighbors.map((one) => lumaOf(one.measured));
  if (away === null || neighbors.length < 2) return null;
  if (!theirs.every((other) => (luma - other) * Math.sign(away) > LEAST_LIGHT)) return null;
  const wanted = (theirs[0]! + theirs[1]!) / 2;
  const ratio = luma / wanted;
  if (ratio < DARKEST || ratio > BRIGHTEST) return null;
  const isDark = away < 0;
  return {
    ...{ clipIndex, kind: 'LIGHT' },
    instruction: `make clip ${clipIndex + 1} ${isDark ? 'brighter' : 'darker'} by ${percent(wanted, luma)} %`,
    reason: `Clip ${clipIndex + 1} is ${isDark ? 'darker' : 'brighter'} than both its neighbors: brightness ${whole(luma)} of 255, theirs are ${whole(theirs[0]!)} and ${whole(theirs[1]!)}.`,
    worth: Math.abs(away) / LEAST_LIGHT,
  };
};

/** Parts of red against blue, in percent. */
const LEAST_COLOR = 25;
const balanceOf = ({ red, blue }: ClipMeasurement): number => (100 * (red + 8)) / (blue + 8);

/** Colder, or warmer, than the video is. */
const color: Look = (clips, at) => {
  const { clipIndex, measured } = clips[at]!;
  const all = clips.map((one) => balanceOf(one.measured));
  const [balance, usual] = [balanceOf(measured), median(all)];
  const away = standsOut(balance, all, LEAST_COLOR);
  // Black and white has no color that could be off, and a pale clip is off in all of them.
  if (away === null || vividness(measured) < GRAY || saturation(clips, at) !== null) return null;
  const isCold = away < 0;
  return {
    ...{ clipIndex, kind: 'COLOR' },
    instruction: `make clip ${clipIndex + 1} ${isCold ? 'warmer' : 'cooler'} by ${percent(usual, balance)} %`,
    reason: `Clip ${clipIndex + 1} is ${isCold ? 'colder' : 'warmer'} than the rest: red against blue is ${whole(balance)} %, usual is ${whole(usual)} %.`,
    worth: Math.abs(away) / LEAST_COLOR,
  };
};

/** Saturation by luma in percent, so that a dark clip is not taken for a pale one. */
export const vividness = (measured: ClipMeasurement): number =>
  (100 * measured.saturation) / Math.max(16, lumaOf(measured));
export const GRAY = 4;
/** Of the usual, below which a clip is pale; as many times the usual is gaudy. */
export const PALE = 0.6;

/** Paler, or more colorful, than the video is: it gets the look of the neighbor that is nearest to the usual. */
const saturation: Look = (clips, at) => {
  const { clipIndex, measured } = clips[at]!;
  const all = clips.map((one) => vividness(one.measured));
  const [value, usual] = [vividness(measured), median(all)];
  const away = standsOut(value, all, usual * (1 - PALE));
  if (away === null || value < GRAY || usual < GRAY) return null;
  const [like] = [clips[at - 1], clips[at + 1]]
    .filter((one) => one !== undefined)
    .toSorted((one, other) => offUsual(one, usual) - offUsual(other, usual));
  const isPale = away < 0;
  return {
    ...{ clipIndex, kind: 'SATURATION' },
    instruction: `make clip ${clipIndex + 1} look like clip ${like!.clipIndex + 1}`,
    reason: `Clip ${clipIndex + 1} is ${isPale ? 'paler' : 'more colorful'} than the rest: saturation ${whole(value)} %, usual is ${whole(usual)} %.`,
    worth: Math.abs(away) / (usual * (1 - PALE)),
  };
};

const offUsual = ({ measured }: SuggestibleClip, usual: number): number =>
  Math.abs(vividness(measured) - usual);

/** Mean difference of luma between four frames a second: below it nothing moves but grain. */
export const STILL = 0.3;
/** What the rest must move by. */
const MOVING = 1;
/** dB above the middle of the song, and below its loudest clip. */
const LOUDER = 1.5;
const NEAR_LOUDEST = 2;

/** Still where the song is loud, in a video that moves. */
const still: Look = (clips, at) => {
  const { clipIndex, measured, loudness } = clips[at]!;
  const loud = clips.flatMap((one) => one.loudness ?? []);
  const usual = median(clips.map((one) => one.measured.motion));
  if (loudness === null || measured.motion >= STILL || measured.cuts > 0 || usual < MOVING) return null;
  const above = loudness - median(loud);
  if (above < LOUDER || loudness < Math.max(...loud) - NEAR_LOUDEST) return null;
  return {
    ...{ clipIndex, kind: 'STILL' },
    instruction: `add more motion to clip ${clipIndex + 1}`,
    reason: `Clip ${clipIndex + 1} is still where the song is loud: motion ${measured.motion.toFixed(1)}, usual is ${usual.toFixed(1)}; ${above.toFixed(1)} dB louder than the middle of the song.`,
    worth: 1 + above / LOUDER,
  };
};

/** Of 255, as between a shot and its own next frame nothing jumps. */
const LEAST_JUMP = 10;

/** A jump of brightness at a seam where the shot goes on: between scenes it is a cut. */
const seam: Look = (clips, at) => {
  const [before, { clipIndex, measured }] = [clips[at - 1], clips[at]!];
  if (before === undefined || !isSameShot(before.measured.ends, measured.begins)) return null;
  const [was, is] = [meanOf(before.measured.ends), meanOf(measured.begins)];
  const ratio = is / Math.max(1, was);
  if (Math.abs(is - was) <= LEAST_JUMP || ratio < DARKEST || ratio > BRIGHTEST) return null;
  const isDark = is < was;
  return {
    ...{ clipIndex, kind: 'SEAM' },
    instruction: `make clip ${clipIndex + 1} ${isDark ? 'brighter' : 'darker'} by ${percent(was, is)} %`,
    reason: `The shot goes on from clip ${before.clipIndex + 1} to clip ${clipIndex + 1}, and its brightness jumps from ${whole(was)} to ${whole(is)} of 255.`,
    worth: Math.abs(is - was) / LEAST_JUMP,
  };
};

const LOOKS = [light, color, saturation, still, seam];

const whole = (value: number): number => Math.round(value);
/** From a value to the wanted one. */
const percent = (wanted: number, value: number): number => whole(100 * Math.abs(wanted / value - 1));
