/** How a player shows a stored picture: mirrored from left to right, then turned clockwise. */
export interface Orientation {
  /** Degrees: 0, 90, 180 or 270. */
  rotation: number;
  mirrored: boolean;
}

const UPRIGHT: Orientation = { rotation: 0, mirrored: false };

/**
 * The orientation that a display matrix asks for, from ffprobe's text of it: the rows `a b u`, `c d v` and `x y w`. The
 * picture's right side goes to (a, b) and its lower side to (c, d), y counting downward. Angles between quarters are
 * rounded. Null if the text is no matrix.
 */
export function matrixOrientation(text: string): Orientation | null {
  const numbers = [...text.matchAll(/^\s*\d{8}:\s*(-?\d+)\s+(-?\d+)\s+(-?\d+)/gm)].map((row) =>
    row.map(Number),
  );
  const [[, a, b] = [], [, c, d] = []] = numbers;
  if (a === undefined || b === undefined || c === undefined || d === undefined) return null;
  const area = a * d - b * c;
  // A damaged matrix that shows nothing is ignored.
  if (area === 0) return UPRIGHT;
  return { rotation: quarterTurns((Math.atan2(-c, d) * 180) / Math.PI), mirrored: area < 0 };
}

/** Degrees clockwise as 0, 90, 180 or 270. */
export function quarterTurns(degrees: number): number {
  return (((Math.round((degrees % 360) / 90) * 90) % 360) + 360) % 360;
}

/**
 * For every input whose picture is decoded. ffmpeg before 5 turns mirrored pictures wrongly, none turns what it reads
 * from a list, and from 7 on a matrix in the pictures themselves counts too: uprightFilters alone decides.
 */
export const AS_STORED: readonly string[] = ['-noautorotate'];

const TURNS: Record<number, readonly string[]> = {
  0: [],
  90: ['transpose=clock'],
  180: ['hflip', 'vflip'],
  270: ['transpose=cclock'],
};

/** The filters that make a stored picture upright. */
export function uprightFilters({ rotation, mirrored }: Orientation): string[] {
  return [...(mirrored ? ['hflip'] : []), ...TURNS[rotation]!];
}
