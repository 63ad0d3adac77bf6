import type { VideoFacts } from '../facts.js';

/** Numbers of clips for people: "3", "3 and 4", "1 to 6", "1, 2 and 5". */
function numbersOf(clips: readonly number[]): string {
  const numbers = clips.map((clip) => clip + 1);
  const isRow =
    numbers.length > 2 && numbers.every((number, at) => at === 0 || number === numbers[at - 1]! + 1);
  if (isRow) return `${numbers[0]} to ${numbers.at(-1)}`;
  if (numbers.length < 2) return numbers.join('');
  return `${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`;
}

export const named = (clips: readonly number[]): string =>
  `${clips.length === 1 ? 'clip' : 'clips'} ${numbersOf(clips)}`;

export function whatThereIs({ clips }: VideoFacts): string {
  return clips.length === 1 ? 'this video has one clip' : `this video has clips 1 to ${clips.length}`;
}

export const noClip = (number: number, facts: VideoFacts): string =>
  `There is no clip ${number}: ${whatThereIs(facts)}.`;

/** A moment of the song, as people read it: "0:45". */
export function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
