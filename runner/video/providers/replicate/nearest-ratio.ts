/** Of a model's aspect ratios, of which there is one at least, the one that crops a video least. */
export function nearestRatio(ratios: readonly string[], wanted: string): string {
  const distance = (ratio: string): number =>
    Math.abs(Math.log(widthByHeight(ratio) / widthByHeight(wanted)));
  // Of two equally near ones the first in the list wins, whatever the last bit of a logarithm says.
  const nearer = (one: string, other: string): string =>
    distance(other) < distance(one) - 1e-9 ? other : one;
  return ratios.reduce(nearer);
}

function widthByHeight(ratio: string): number {
  const [width, height] = ratio.split(':').map(Number);
  return width! / height!;
}
