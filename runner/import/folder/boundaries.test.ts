import { ImportError } from '../import-error.js';
import { fitToSong } from './boundaries.js';

const clips = (...seconds: number[]) =>
  seconds.map((each, index) => ({ name: `clip ${index + 1}.mp4`, seconds: each }));
let said: string[];
const say = (line: string): void => void said.push(line);

beforeEach(() => {
  said = [];
});

it('puts the clips in a row and gives the last one the rest of the song', () => {
  expect(fitToSong(clips(1.5, 2, 2), 7, say).map(({ start, end }) => [start, end])).toEqual([
    [0, 1.5],
    [1.5, 3.5],
    [3.5, 7],
  ]);
  expect(said).toEqual([]);
});

it.each([
  ['where the song ends', 2, 1.5],
  ['just after it', 1.95, 1.45],
])('takes half a second from the clip before for a last one that would begin %s', (_where, song, start) => {
  expect(fitToSong(clips(2, 1), song, say)[1]).toEqual({ start, end: song, duration: 0.5 });
  expect(said).toEqual([
    'clip 2.mp4 would begin where the song ends. It gets the last 0.5 seconds of the clip before it.',
  ]);
});

it('refuses a song that ends before one of the clips begins', () => {
  expect(() => fitToSong(clips(2, 1), 1.8, say)).toThrow(ImportError);
  expect(() => fitToSong(clips(2, 1, 1), 2, say)).toThrow(
    'The song ends before clip 2.mp4 would begin: the clips before it already take 2.0 of its 2.0 seconds. ' +
      'Take out clips, or use a longer song.',
  );
});
