import type { ClipRecord } from '../job/job-record.js';
import { partsAnswer } from './part-answers.js';

const section = (label: string, start: number, clipIndexes: number[], isGuess = false) => ({
  ...{ label, occurrence: 1, start, end: start + 12, clipIndexes, isGuess },
});
const clips = [['Mara'], ['Mara', 'Leo'], [], ['Leo']].map((names, clipIndex) => ({
  ...{ clipIndex, names },
})) as unknown as ClipRecord[];
const sections = [section('verse', 0, [0]), section('chorus', 12, [1, 2]), section('chorus', 24, [])];

it.each([
  ['which clips are in the chorus?', 'Chorus: clips 2 and 3, from 0:12 to 0:24; from 0:24 to 0:36.'],
  ['when do the verses start?', 'Verse: clip 1, from 0:00 to 0:12.'],
  ['where is Leo?', 'Leo is in clips 2 and 4.'],
  ['where are Mara and Leo?', 'Mara is in clips 1 and 2. Leo is in clips 2 and 4.'],
  [
    'what parts are there?',
    'Verse: clip 1, from 0:00 to 0:12 · Chorus: clips 2 and 3, from 0:12 to 0:24; from 0:24 to 0:36.',
  ],
])('%s', (question, answer) => {
  expect(partsAnswer({ clips, data: { sections } }, question)).toBe(answer);
});

it('says that it guesses, and that nothing is known', () => {
  const guessed = { clips, data: { sections: [section('bridge', 0, [0], true)] } };
  expect(partsAnswer(guessed, 'where is the bridge?')).toBe(
    'Bridge: clip 1, from 0:00 to 0:12. That is a guess from the lyrics.',
  );
  const unknown = partsAnswer({ clips, data: { sections: [] } }, 'where is the bridge?');
  expect(unknown).toBe('The parts of this song are not known.');
});
