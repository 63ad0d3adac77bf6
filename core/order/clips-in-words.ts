/** More clips than these are counted, not named. */
const NAMED_AT_MOST = 8;

/** Clips by their indexes, for people: "Clip 3", "Clips 1, 2 and 5", "12 clips". */
export function clipsInWords(indexes: readonly number[]): string {
  if (indexes.length === 1) return `Clip ${indexes[0]! + 1}`;
  if (indexes.length > NAMED_AT_MOST) return `${indexes.length} clips`;
  const numbers = indexes.map((index) => index + 1);
  return `Clips ${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`;
}
