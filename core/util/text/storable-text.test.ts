import { cutText, isStorable, shortened } from './storable-text.js';

const MOON = '🌙';

it.each([
  ['plain', 'make it night', true],
  ['of a whole pair', MOON, true],
  ['empty', '', true],
  ['with NUL', 'a\0', false],
  ['with the first half of a pair', `${MOON[0]}a`, false],
  ['with the second half of a pair', `a${MOON[1]}`, false],
  ['with a pair the wrong way round', `${MOON[1]}${MOON[0]}`, false],
])('a text %s can be stored, or not', (_what, text, expected) => {
  expect(isStorable(text)).toBe(expected);
});

it('a cut goes between characters, and takes all that fits', () => {
  expect(cutText(`ab${MOON}c`, 2)).toBe('ab');
  expect(cutText(`ab${MOON}c`, 3)).toBe('ab');
  expect(cutText(`ab${MOON}c`, 4)).toBe(`ab${MOON}`);
  expect(cutText(`ab${MOON}c`, 9)).toBe(`ab${MOON}c`);
});

it('a text that is shown in short ends in an ellipsis where it is cut', () => {
  expect(shortened(`ab${MOON}`, 4)).toBe(`ab${MOON}`);
  expect(shortened(`ab${MOON}c`, 4)).toBe('ab…');
  expect(shortened('ab cd', 4)).toBe('ab…');
});
