import { partInWords } from './use-part.js';

it.each([
  ['', '', ''],
  ['0', '4.6', ''],
  ['1', '2.5', ', from 1 s to 2.5 s'],
  ['', '2', ', from 0 s to 2 s'],
  ['3', '', ', from 3 s to 4.6 s'],
  ['2', '2', null],
  ['3', '1', null],
  ['-1', '2', null],
  ['1', '9', null],
  ['one', '2', null],
])('from “%s” to “%s” of 4.6 s', (from, to, words) => {
  expect(partInWords({ from, to }, 4.6)).toBe(words);
});
