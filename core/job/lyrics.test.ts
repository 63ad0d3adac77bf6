import { lyricLines, lyricsPreview } from './lyrics.js';

const word = (text: string, timestamp: number, formatted_text: string | null = null) => ({
  text,
  timestamp,
  formatted_text,
});

/** Words of a phrase, sung 0.5 s apart. */
function phrase(text: string, startSeconds: number) {
  return text.split(' ').map((each, index) => word(each.toLowerCase(), startSeconds + index * 0.5, text));
}

const textsOf = (words: ReturnType<typeof word>[]) => lyricLines(words).map((line) => line.text);

describe('lyricLines', () => {
  it('makes one line of each phrase, in the order of singing', () => {
    const words = [...phrase('Second, then', 4), ...phrase('First line', 1)];
    expect(lyricLines(words)).toEqual([
      {
        text: 'First line',
        startSeconds: 1,
        words: [
          { text: 'First', startSeconds: 1 },
          { text: 'line', startSeconds: 1.5 },
        ],
      },
      {
        text: 'Second, then',
        startSeconds: 4,
        words: [
          { text: 'Second,', startSeconds: 4 },
          { text: 'then', startSeconds: 4.5 },
        ],
      },
    ]);
  });

  it('knows a phrase that is sung twice in a row', () => {
    expect(textsOf([...phrase('La la la', 1), ...phrase('La la la', 3)])).toEqual(['La la la', 'La la la']);
  });

  it('keeps a phrase whole whose words were recognized differently', () => {
    const words = [word('do', 1, "Don't go"), word("n't", 1.2, "Don't go"), word('go', 1.4, "Don't go")];
    expect(textsOf(words)).toEqual(["Don't go"]);
  });

  it('groups words without phrases by pauses and length', () => {
    const words = 'one two three four five six seven eight nine ten'
      .split(' ')
      .map((text, i) => word(text, i * 0.3));
    words.push(word('later', 9), word(' ', 9.2));
    expect(textsOf(words)).toEqual(['one two three four five six seven eight', 'nine ten', 'later']);
  });

  it('makes nothing of nothing', () => {
    expect(lyricLines([])).toEqual([]);
  });
});

describe('lyricsPreview', () => {
  const lines = lyricLines([
    ...phrase('In the city of lights', 1),
    ...phrase('nobody knows our names', 4),
    ...phrase('hold on to me', 7),
    ...phrase('until the morning', 10),
  ]);

  it('gives the lines that are sung inside the clip', () => {
    expect(lyricsPreview(lines, 0, 200)).toBe('In the city of lights\nnobody knows our names');
  });

  it('ends in … where more is sung than three lines', () => {
    expect(lyricsPreview(lines, 0, 400)).toBe(
      'In the city of lights\nnobody knows our names\nhold on to me…',
    );
  });

  it('marks where the clip cuts into a line, at both ends', () => {
    expect(lyricsPreview(lines, 60, 140)).toBe('… city of lights\nnobody knows…');
  });

  it('counts a word at the first frame to this clip, at the end frame to the next', () => {
    expect(lyricsPreview(lines, 30, 31)).toBe('In…');
    expect(lyricsPreview(lines, 0, 30)).toBeNull();
  });

  it('is null where nothing is sung', () => {
    expect(lyricsPreview(lines, 400, 500)).toBeNull();
    expect(lyricsPreview([], 0, 1000)).toBeNull();
  });

  it('takes a line whose words are not known to be sung where it begins', () => {
    expect(lyricsPreview([{ text: 'a line', startSeconds: 1 }], 0, 60)).toBe('a line');
  });
});
