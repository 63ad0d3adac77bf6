import { lyricLines, lyricsPreviews, sungTokens } from './lyrics.js';

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

describe('lyricsPreviews', () => {
  const lines = lyricLines([
    ...phrase('In the city of lights', 1),
    ...phrase('nobody knows our names', 4),
    ...phrase('hold on to me', 7),
    ...phrase('until the morning', 10),
  ]);
  /** Clips that are cut at these seconds. */
  const slots = (...cuts: number[]) =>
    cuts.map((cut, index) => ({ startFrame: (cuts[index - 1] ?? 0) * 30, endFrame: cut * 30 }));

  it('gives each clip the lines that are sung in it', () => {
    expect(lyricsPreviews(lines, slots(6.5, 9.5, 20))).toEqual([
      'In the city of lights\nnobody knows our names',
      'hold on to me',
      'until the morning',
    ]);
  });

  it('ends in … where more is sung than three lines', () => {
    expect(lyricsPreviews(lines, slots(14))).toEqual([
      'In the city of lights\nnobody knows our names\nhold on to me…',
    ]);
  });

  it.each([
    ['before its half', 2, [null, 'In the city of lights']],
    ['after its half', 2.5, ['In the city of lights', null]],
    ['at its half, for the first', 2.25, ['In the city of lights', null]],
  ])('shows a line that is cut %s whole, where most of it is', (_where, cut, previews) => {
    expect(lyricsPreviews(lines.slice(0, 1), slots(cut, 4))).toEqual(previews);
  });

  it('shows a line over many clips in the one that holds most of it', () => {
    expect(lyricsPreviews(lines.slice(0, 1), slots(1.5, 1.7, 3, 3.2, 9))).toEqual([
      null,
      null,
      'In the city of lights',
      null,
      null,
    ]);
  });

  it('ends the last word of a line where the next line begins', () => {
    const rushed = lyricLines([...phrase('go', 1), ...phrase('now then', 1.1)]);
    expect(lyricsPreviews(rushed, slots(1.06, 5))).toEqual(['go', 'now then']);
  });

  it('is null where nothing is sung, and knows no clip past the last one', () => {
    expect(lyricsPreviews(lines, slots(0.5, 30))[0]).toBeNull();
    expect(lyricsPreviews([], slots(5, 9))).toEqual([null, null]);
    expect(lyricsPreviews(lines, slots(0.5, 0.9))).toEqual([null, null]);
  });

  it('takes a line whose words are not known to be sung as fast as others', () => {
    expect(lyricsPreviews([{ text: 'a line', startSeconds: 1 }], slots(1.4, 3))).toEqual([null, 'a line']);
  });
});

it('keeps a Chinese line whole in which a character comes twice', () => {
  const words = sungTokens('星星在唱歌，').map((text, index) => word(text, 1 + index * 0.3, '星星在唱歌，'));
  expect(words.map(({ text }) => text)).toEqual(['星', '星', '在', '唱', '歌，']);
  const again = words.map((each) => ({ ...each, timestamp: each.timestamp + 2 }));
  expect(textsOf([...words, ...again])).toEqual(['星星在唱歌，', '星星在唱歌，']);
});
