/** Of two pictures of one shot, whatever their brightness: two scenes that look alike by chance stay below. */
const ALIKE = 0.95;
/** A flat picture looks like every other. */
const LEAST_CONTRAST = 8;

/** Whether a picture goes on from another: the same shapes, perhaps in other light. Both are grids of luma. */
export function isSameShot(one: readonly number[], other: readonly number[]): boolean {
  if (one.length !== other.length || one.length === 0) return false;
  const [a, b] = [around(one), around(other)];
  const [sizeA, sizeB] = [lengthOf(a), lengthOf(b)];
  const least = LEAST_CONTRAST * Math.sqrt(one.length);
  if (sizeA < least || sizeB < least) return false;
  return a.reduce((sum, value, at) => sum + value * b[at]!, 0) / (sizeA * sizeB) > ALIKE;
}

export const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

function around(values: readonly number[]): number[] {
  const middle = meanOf(values);
  return values.map((value) => value - middle);
}

const lengthOf = (values: readonly number[]): number =>
  Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
