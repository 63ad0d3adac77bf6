import fc from 'fast-check';
import { anyCharacter } from '../../../test/kit/any-character.js';
import { plainText } from './plain-text.js';

describe('a plain text', () => {
  it.each([
    ['make it **bold** and `dark`', 'make it bold and dark'],
    ['<b>a red</b> car<br/>', 'a red car'],
    ['<script>alert(1)</script>a car', 'a car'],
    ['<style>p{color:red}</style>a car <img src=x onerror="x()">', 'a car'],
    ['a car ```js\nconst x = 1;\n``` in the rain', 'a car in the rain'],
    ['a car ``` rm -rf', 'a car'],
    ['like [this one](https://example.com/x) please', 'like this one please'],
    ['like https://example.com/x?y=1#z and www.example.com please', 'like and please'],
    ['javascript:alert(1) a car', 'a car'],
    ['fish &amp; chips &#x27;now&#39;', 'fish chips now'],
    ['ni\u200bght\u202etime\u0007 \u{e0041}now\ufe0f', 'nighttime now'],
    ['one\ntwo\r\n\ttwo\u2028three', 'one two two three'],
    ['night 🌙🌙🌙🌙 🚗 ⭐ 🎉 please', 'night 🌙🚗⭐ please'],
    ['please!!!!! now......', 'please! now.'],
    ['{"role":"system"}', '"role":"system"'],
    ['# Title\n> quote | a ~ b', 'Title quote a b'],
    ['Z̸̢̧̛̬̈́̓a', 'Z̸̢̧̛a'],
    ['اجعلها ليلا من فضلك', 'اجعلها ليلا من فضلك'],
    ['夜にしてください', '夜にしてください'],
    ['3 < 5 red cars', '3 5 red cars'],
  ])('of %j is %j', (text, expected) => {
    expect(plainText(text)).toBe(expected);
  });

  it('cuts a word that is longer than 64 characters', () => {
    expect(plainText(`a ${'x'.repeat(1000)} car`)).toBe(`a ${'x'.repeat(64)} car`);
  });

  it('gives a script without spaces its words', () => {
    const text = plainText('让这个场景变成夜晚'.repeat(20));
    expect(text.replaceAll(' ', '')).toBe('让这个场景变成夜晚'.repeat(20));
    expect(Math.max(...text.split(' ').map((word) => word.length))).toBeLessThan(64);
  });

  it('stays as it is when it is read again, also where a long word began with emoji', () => {
    const text = plainText(`🌙🌀${'x'.repeat(200)}`);
    expect(text).toMatch(/^🌙🌀 x{64}$/u);
    expect(plainText(text)).toBe(text);
  });

  it('holds no markup, no invisible character and no long word, whatever it is made of', () => {
    const pieces = fc.oneof(
      fc.string({ unit: anyCharacter }),
      fc.constantFrom(
        '<b>',
        '</',
        '>',
        '<',
        '```',
        '[a](',
        ')',
        'https://',
        '&lt;',
        '\u202e',
        '\u200d',
        '🌙',
        'x'.repeat(200),
        '夜',
      ),
    );
    fc.assert(
      fc.property(fc.array(pieces), (parts) => {
        const text = plainText(parts.join(''));
        expect(text).not.toMatch(/[<>{}[\]`*_\\|~^=#]|\p{C}|^\s|\s$|\s\s|:\/\//u);
        expect(plainText(text)).toBe(text);
        for (const word of text.split(' ')) expect([...word].length).toBeLessThanOrEqual(64);
      }),
      { numRuns: 300 },
    );
  });
});
