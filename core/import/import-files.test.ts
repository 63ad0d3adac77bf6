import { byFileName, importKind, unsupportedKind } from './import-files.js';

it.each([
  ['clip 1.MP4', 'clip'],
  ['song.Opus', 'song'],
  ['clip.mp4.', 'clip'],
  ['clip.mp4 ', 'clip'],
  ['words.lrc', 'lyrics'],
  ['prompts.txt', 'prompts'],
  ['My Song (Lyrics).txt', 'lyrics'],
  ['captions.SBV', 'lyrics'],
  ['Prompts.json', 'prompts'],
  ['prompts.md', 'prompts'],
  ['job.json', null],
  ['README.md', null],
  ['notes.pdf', null],
  ['no extension', null],
])('%s is %s', (name, kind) => {
  expect(importKind(name)).toBe(kind);
});

it.each([
  ['holiday.AVI', 'clip'],
  ['00012.MTS', 'clip'],
  ['song.aiff', 'song'],
  ['clip.mp4', null],
  ['cover.png', null],
])('%s is a %s of a format that imports do not take', (name, kind) => {
  expect(unsupportedKind(name)).toBe(kind);
});

it('orders files as people count, downloads of one name by their number', () => {
  const names = [
    'clip.mp4',
    'clip.webm',
    'clip (1).mp4',
    'clip (10).mp4',
    'clip 2.mp4',
    'clip 10.mp4',
    'd.mp4',
  ];
  expect(names.toReversed().sort(byFileName)).toEqual(names);
});
