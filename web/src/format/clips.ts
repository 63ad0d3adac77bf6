/** More clips than these are counted, not named. */
const NAMED_AT_MOST = 6;

/** "clip 2", "clips 2, 5 and 7" or "12 clips", of clips that count from 0. */
export function clipsInWords(clips: readonly number[]): string {
  const numbers = clips.map((clip) => String(clip + 1));
  if (numbers.length === 1) return `clip ${numbers[0]}`;
  if (numbers.length > NAMED_AT_MOST || numbers.length === 0) return `${numbers.length} clips`;
  return `clips ${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`;
}

/** As the first words of a sentence. */
export function capitalized(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
