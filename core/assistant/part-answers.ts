import type { JobRecord } from '../job/job-record.js';
import type { SongSection } from '../job/song-sections.js';
import { plainWords } from '../templates/templates.js';
import { clock, named } from './whom/text/sentences.js';

/** What is told of the song's parts, and of who is seen where. */
type Known = Pick<JobRecord, 'clips'> & { data: Pick<JobRecord['data'], 'sections'> };

/** Which clips the parts and names that a question has in it are; all parts where it names none. */
export function partsAnswer({ clips, data: { sections } }: Known, message: string): string {
  const plain = ` ${plainWords(message)} `;
  const says = (word: string): boolean => ['', 's', 'es'].some((end) => plain.includes(` ${word}${end} `));
  const known = [...new Set(clips.flatMap((clip) => clip.names))];
  const names = known.filter((name) => says(plainWords(name)));
  if (names.length > 0)
    return names
      .map(
        (name) =>
          `${name} is in ${named(clips.filter((clip) => clip.names.includes(name)).map(({ clipIndex }) => clipIndex))}.`,
      )
      .join(' ');
  if (/ (?:see|appears?|show up|seen|visible|shown) /.test(plain) && known.length > 0)
    return `I only know where these are: ${known.join(', ')}.`;
  if (sections.length === 0) return 'The parts of this song are not known.';
  const labels = [...new Set(sections.map(({ label }) => label))];
  const asked = labels.filter(says);
  const told = (asked.length === 0 ? labels : asked).map((label) =>
    partInWords(
      label,
      sections.filter((section) => section.label === label),
    ),
  );
  const guessed = sections.some(({ isGuess }) => isGuess) ? ' That is a guess from the lyrics.' : '';
  return `${told.join(' · ')}.${guessed}`;
}

/** "Bridge: clips 9 and 10, from 0:48 to 1:00". */
function partInWords(label: string, sections: readonly SongSection[]): string {
  const places = sections.map(({ clipIndexes, start, end }) => {
    const clips = clipIndexes.length === 0 ? '' : `${named(clipIndexes)}, `;
    return `${clips}from ${clock(start)} to ${clock(end)}`;
  });
  return `${label[0]!.toUpperCase()}${label.slice(1)}: ${places.join('; ')}`;
}
