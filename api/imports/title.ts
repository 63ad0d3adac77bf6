const LONGEST = 200;
// Control characters, and those that turn the direction of all that follows. Emoji keep their joiners.
const UNWANTED = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu;

/** A title on one line, of 200 characters at most; of the song's name where nothing is left of it. */
export function importTitle(wanted: string, songName: string): string {
  const title = [...wanted.replace(UNWANTED, ' ').replace(/\s+/g, ' ').trim()].slice(0, LONGEST).join('');
  return title || songName.replace(/\.[^.]+$/, '');
}
