import { cutTitle, isTitle } from './title.js';

describe('a title', () => {
  it.each([
    ['letters', 'x'],
    ['emoji', '🎬'],
    ['flags, of two code points each', '🇩🇪'],
    ['families, of seven code points each', '👨‍👩‍👧‍👦'],
    ['letters with a mark of their own', 'e\u0301'],
  ])('may have 200 characters and no more: %s', (_what, character) => {
    expect(isTitle(character.repeat(200))).toBe(true);
    expect(isTitle(character.repeat(201))).toBe(false);
    expect(cutTitle(character.repeat(201))).toBe(character.repeat(200));
  });

  it.each([
    ['is empty', ''],
    ['holds NUL', 'a\0b'],
    ['holds a control character', 'a\u0007b'],
    ['holds half an emoji', 'a\ud83c'],
    ['stacks marks without end', `a${'\u0301'.repeat(5000)}`],
  ])('is none that %s', (_what, text) => {
    expect(isTitle(text)).toBe(false);
  });
});
