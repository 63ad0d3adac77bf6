/** Of a model's aspect ratios the one that loses least of a video's: null where it has no input for it. */
export function nearestRatio(ratios: readonly string[] | null, wanted: string): string | null {
  const distance = (ratio: string): number =>
    Math.abs(Math.log(widthByHeight(ratio) / widthByHeight(wanted)));
  // What is equally near counts by its place in the list, whatever the last bit of a logarithm says.
  const nearer = (one: string, other: string): string =>
    distance(other) < distance(one) - 1e-9 ? other : one;
  return ratios?.reduce(nearer) ?? null;
}

function widthByHeight(ratio: string): number {
  const [width, height] = ratio.split(':').map(Number);
  return width! / height!;
}
