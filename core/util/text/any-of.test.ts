// cspell:ignore sooo waaay dont
import { anyOf, replacing } from './any-of.js';

describe('one expression for several', () => {
  const patterns = [
    /\bso{2,}\b/g,
    /(?<letter>[a-z])\k<letter>{2,}/g,
    / & /g,
    /\b(can|do)n'?t\b/g,
    /\bone|other/,
  ];

  it.each(['sooo dark', 'waaay', 'a & b', "don't", 'dont', 'one', 'another'])('finds %j', (text) => {
    expect(anyOf(patterns).test(text)).toBe(true);
  });

  it.each(['so dark', 'way', 'a&b', 'do not', 'iso', 'none'])('finds nothing in %j', (text) => {
    expect(patterns.some((one) => new RegExp(one.source).test(text))).toBe(false);
    expect(anyOf(patterns).test(text)).toBe(false);
  });

  it('finds a choice that only begins with the edge of a word inside words', () => {
    expect(anyOf([/\bone|other/]).test('another')).toBe(true);
    expect(anyOf([/\b(?:one|other)/]).test('another')).toBe(false);
    expect(anyOf([/\b[(|]one/]).test('none')).toBe(false);
  });

  it('replaces one after the other, also what a replacement has made', () => {
    const spelled = replacing([
      [/\bwanna\b/g, 'want to'],
      [/\bto be\b/g, 'become'],
    ]);
    expect(spelled('wanna be')).toBe('want become');
    expect(spelled('warmer')).toBe('warmer');
  });
});
