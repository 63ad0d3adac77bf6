/** The model's aspect ratio that crops a video least; null if the model has no input for it. */
export function nearestRatio(ratios: readonly string[] | null, wanted: string): string | null {
  const distance = (ratio: string): number =>
    Math.abs(Math.log(widthByHeight(ratio) / widthByHeight(wanted)));
  // Of two equally near ones the first in the list wins, whatever the last bit of a logarithm says.
  const nearer = (one: string, other: string): string =>
    distance(other) < distance(one) - 1e-9 ? other : one;
  return ratios?.reduce(nearer) ?? null;
}

function widthByHeight(ratio: string): number {
  const [width, height] = ratio.split(':').map(Number);
  return width! / height!;
}
