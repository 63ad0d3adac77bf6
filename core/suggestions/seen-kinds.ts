import { lumaOf, type ClipMeasurement } from '../measurements/measurement.js';
import { median } from './outliers.js';
import { GRAY, LEAST_LIGHT, PALE, STILL, vividness } from './suggest.js';

/** A look that clips are named by. */
type Kind = 'dark' | 'bright' | 'pale' | 'still' | 'flat' | 'contrasty';

/** A clip with what was measured of it. */
interface Seen {
  /** Counts from 0. */
  clipIndex: number;
  measured: ClipMeasurement;
}

/** Clips that look so, each with its figure, and what is usual in the video. */
export interface ClipsSeen {
  clips: number[];
  /** "Brightness 31 and 40 of 255, usual is 110". */
  figures: string;
}

/** Of fewer clips none is unlike the others. */
export const FEWEST_COMPARED = 3;
/** Of the usual brightness: a fifth is seen at once. */
const LEAST_SHARE = 0.2;

/** Which clips of a video are darker, brighter, paler, flatter or harsher than the others, or do not move. Pure. */
export function clipsSeen(kind: Kind, all: readonly Seen[]): ClipsSeen {
  const figure = FIGURES[kind];
  const usual = median(all.map(({ measured }) => figure.of(measured)));
  const found = all.filter(({ measured }) => isSeen(kind, measured, usual));
  const values = found.map(({ measured }) => figure.of(measured).toFixed(figure.digits));
  const listed = [values.slice(0, -1).join(', '), ...values.slice(-1)].filter((part) => part !== '');
  return {
    clips: found.map(({ clipIndex }) => clipIndex),
    figures: `${figure.name} ${listed.join(' and ')}${figure.unit}, usual is ${usual.toFixed(figure.digits)}`,
  };
}

/** Of the usual contrast, below which a clip is flat; as many times the usual is harsh. At least as many of 255. */
const FLAT = 0.65;
const LEAST_CONTRAST = 6;

const BRIGHTNESS = { name: 'brightness', unit: ' of 255', digits: 0, of: lumaOf };
const CONTRAST = {
  ...{ name: 'contrast', unit: ' of 255', digits: 0 },
  of: ({ contrast }: ClipMeasurement) => contrast,
};
const FIGURES: Record<
  Kind,
  { name: string; unit: string; digits: number; of: (measured: ClipMeasurement) => number }
> = {
  dark: BRIGHTNESS,
  bright: BRIGHTNESS,
  pale: { name: 'saturation', unit: ' %', digits: 0, of: vividness },
  still: { name: 'motion', unit: '', digits: 1, of: ({ motion }) => motion },
  flat: CONTRAST,
  contrasty: CONTRAST,
};

function isSeen(kind: Kind, measured: ClipMeasurement, usual: number): boolean {
  const least = Math.max(LEAST_LIGHT, LEAST_SHARE * usual);
  switch (kind) {
    case 'dark':
      return lumaOf(measured) < usual - least;
    case 'bright':
      return lumaOf(measured) > usual + least;
    case 'pale':
      return vividness(measured) < Math.max(GRAY, PALE * usual);
    case 'still':
      return measured.motion < STILL && measured.cuts === 0;
    case 'flat':
      return measured.contrast < Math.min(FLAT * usual, usual - LEAST_CONTRAST);
    case 'contrasty':
      return measured.contrast > Math.max(usual / FLAT, usual + LEAST_CONTRAST);
  }
}
