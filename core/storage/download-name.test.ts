import { asAttachment, fileName } from './download-name.js';

describe('the file name of a title', () => {
  it.each([
    ['a plain one', 'Neon City', 'Neon City.mp4'],
    ['any language', '東京 مرحبا', '東京 مرحبا.mp4'],
    ['decomposed letters', 'Cafe\u0301', 'Café.mp4'],
    ['an emoji family and a flag of tags', '👨‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿', '👨‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿.mp4'],
    ['slashes of both kinds', '../../etc\\passwd', '-..-etc-passwd.mp4'],
    ['what Windows forbids', 'a:b*c?d"e<f>g|h', 'a-b-c-d-e-f-g-h.mp4'],
    ['control characters and line breaks', 'a\u0007b\r\nX-Injected: 1\0', 'ab X-Injected- 1.mp4'],
    ['marks of direction', '\u202egnp.exe\u202c \u2066x\u2069\u200f', 'gnp.exe x.mp4'],
    ['half an emoji', 'a\ud83cb', 'ab.mp4'],
    ['dots and spaces at its ends', ' ..hidden. . ', 'hidden.mp4'],
    ['a device', 'con', '_con.mp4'],
    ['a device with an extension', 'LPT1.old', '_LPT1.old.mp4'],
    ['what only begins like a device', 'Console', 'Console.mp4'],
    ['dots alone', '...', 'video.mp4'],
    ['nothing visible', '\u200f\u0007', 'video.mp4'],
  ])('is made of %s', (_what, title, name) => {
    expect(fileName(title, '.mp4')).toBe(name);
  });

  it('has 200 letters, or emoji, whole; of more it keeps the ending, and cuts no character', () => {
    for (const character of ['x', 'é', '🎬']) {
      const title = character.repeat(200);
      expect(fileName(title, '.mp4')).toBe(`${title}.mp4`);
      expect(fileName(`${title}${character}`, ' - clip 3.mp4')).toBe(`${title} - clip 3.mp4`);
    }
    expect(fileName('👨‍👩‍👧‍👦'.repeat(200), '.mp4')).toBe(`${'👨‍👩‍👧‍👦'.repeat(28)}.mp4`);
  });
});

describe('Content-Disposition', () => {
  it.each([
    ['Neon City.mp4', 'Neon City.mp4', 'Neon%20City.mp4'],
    ['Café.mp4', 'Cafe.mp4', 'Caf%C3%A9.mp4'],
    ['東京 2.mp4', '_ 2.mp4', '%E6%9D%B1%E4%BA%AC%202.mp4'],
    ['東京.mp4', 'video.mp4', '%E6%9D%B1%E4%BA%AC.mp4'],
    ["It's 100% (new)*;.mp4", "It's 100_ (new)*_.mp4", 'It%27s%20100%25%20%28new%29%2A%3B.mp4'],
  ])('of %s is readable by old clients and exact for all others', (name, ascii, encoded) => {
    expect(asAttachment(name)).toBe(`attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`);
  });
});
