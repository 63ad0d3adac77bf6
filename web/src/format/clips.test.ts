import { capitalized, clipsInWords } from './clips.js';

describe('clipsInWords', () => {
  it.each([
    [[1], 'clip 2'],
    [[0, 4], 'clips 1 and 5'],
    [[1, 4, 6], 'clips 2, 5 and 7'],
    [[0, 1, 2, 3, 4, 5, 6], '7 clips'],
  ])('%j is %s', (clips, words) => {
    expect(clipsInWords(clips)).toBe(words);
  });

  it('begins a sentence', () => {
    expect(capitalized(clipsInWords([1]))).toBe('Clip 2');
  });
});
