import { lyricLines } from '../../../../core/job/lyrics.js';
import { parseLyrics } from './lyrics-files.js';

const linesOf = (words: ReturnType<typeof parseLyrics>) =>
  lyricLines(words).map((line) => [line.startSeconds, line.text]);

describe('parseLyrics with LRC', () => {
  it('reads lines with their times, whatever stands around them', () => {
    const text =
      '\uFEFF[ar:Somebody]\r\n[ti:Song]\r\n\r\n[00:01.50]In the city\r\n[00:04]nobody   knows\r\nuntimed\r\n';
    expect(linesOf(parseLyrics(text))).toEqual([
      [1.5, 'In the city'],
      [4, 'nobody knows'],
    ]);
  });

  it('repeats a line that has several times, in the order of singing', () => {
    expect(linesOf(parseLyrics('[00:10.00][00:01.00]chorus here\n[00:05.00]verse'))).toEqual([
      [1, 'chorus here'],
      [5, 'verse'],
      [10, 'chorus here'],
    ]);
  });

  it('spreads the words of a line over its time, at most half a second each', () => {
    const words = parseLyrics('[00:01.00]one two three four\n[00:02.00]five six\n[00:09.00]');
    expect(words.map((word) => word.timestamp)).toEqual([1, 1.25, 1.5, 1.75, 2, 2.5]);
  });

  it('takes the times of single words where they are given', () => {
    const words = parseLyrics('[00:01.00]<00:01.10>Hold <00:02.05>on\n');
    expect(words).toEqual([
      { text: 'Hold', timestamp: 1.1, formatted_text: 'Hold on' },
      { text: 'on', timestamp: 2.05, formatted_text: 'Hold on' },
    ]);
  });

  it('moves all lines by the offset: a positive one is sooner', () => {
    expect(linesOf(parseLyrics('[offset:+500]\n[00:00.20]first\n[00:03.00]second'))).toEqual([
      [0, 'first'],
      [2.5, 'second'],
    ]);
  });

  it('finds nothing in a text without times', () => {
    expect(parseLyrics('just words\n[chorus]\nmore')).toEqual([]);
  });
});

describe('parseLyrics with cues', () => {
  it('reads cues, and a cue of two lines as two lines', () => {
    const text =
      '1\r\n00:00:01,000 --> 00:00:03,000\r\n<i>In the city</i>\r\n{\\an8}we run\r\n\r\n2\r\n00:01:04.5 --> 00:01:06.000\r\nlater\r\n';
    expect(linesOf(parseLyrics(text))).toEqual([
      [1, 'In the city'],
      [2, 'we run'],
      [64.5, 'later'],
    ]);
  });

  it('reads cues without numbers, and skips what stands before them', () => {
    expect(linesOf(parseLyrics('rubbish\n\n00:00:01,000 --> 00:00:02,000\nhello\n\n'))).toEqual([
      [1, 'hello'],
    ]);
    expect(parseLyrics('nothing here')).toEqual([]);
  });

  it('spreads the words of a cue over all of its time', () => {
    const words = parseLyrics('00:00:01,000 --> 00:00:05,000\nla la');
    expect(words.map(({ timestamp }) => timestamp)).toEqual([1, 3]);
  });
});

const cues = (...rows: string[]) => rows.join('\n');

it.each<[kind: string, text: string, lines: [number, string][]]>([
  [
    'times of words in square brackets',
    '[00:00.10]walk [00:00.40]with [00:00.70]me\n[00:01.10]down [00:01.40]the [00:01.70]road',
    [
      [0.1, 'walk with me'],
      [1.1, 'down the road'],
    ],
  ],
  [
    'a time for the line and one for its first word',
    '[00:01.00] [00:01.10]Hold [00:02.05]on',
    [[1.1, 'Hold on']],
  ],
  [
    'a time where the line ends',
    '[00:01.00]Hold on[00:03.00]\n[00:09.00]<00:09.10>Go <00:09.50>',
    [
      [1, 'Hold on'],
      [9.1, 'Go'],
    ],
  ],
  [
    'syllables with times',
    '[00:01.00]<00:01.00>A<00:01.20>bra<00:01.40>ham <00:02.00>said',
    [[1, 'Abraham said']],
  ],
  ['words with times and no spaces', '[00:01.00]<00:01.00>Hold<00:01.40>on', [[1, 'Hold on']]],
  ['Chinese with a time a character', '[00:01.00]<00:01.00>星<00:01.20>星<00:01.40>闪', [[1, '星星闪']]],
  [
    'word times of a chorus',
    '[00:01.00][00:09.00]<00:01.00>Hold <00:01.40>on',
    [
      [1, 'Hold on'],
      [9, 'Hold on'],
    ],
  ],
  [
    'singers',
    '[00:01.00]v1: Hold on\n[00:02.00]v2:<00:02.10>me <00:02.30>too\n[00:03.00]F: she\nv1: [00:04.00]he',
    [
      [1, 'Hold on'],
      [2.1, 'me too'],
      [3, 'she'],
      [4, 'he'],
    ],
  ],
  [
    'what the background sings',
    '[00:01.00]Hold on [bg: ooh]\n[bg: <00:02.00>ah <00:02.50>ah]\n[00:03.00][bg:[00:03.10]oh [00:03.50]no]',
    [
      [1, 'Hold on ooh'],
      [2, 'ah ah'],
      [3.1, 'oh no'],
    ],
  ],
  [
    'other clocks',
    '[00:01]a\n[0:02.5]b\n[00:03:50]c\n[00:04,25]d\n[ 00:05.125 ]e\n[1:00:06.5]f',
    [
      [1, 'a'],
      [2.5, 'b'],
      [3.5, 'c'],
      [4.25, 'd'],
      [5.125, 'e'],
      [3606.5, 'f'],
    ],
  ],
  [
    'an offset',
    '[offset: -1000]\n[00:01.00]later\n[00:02.00]<00:02.10>too',
    [
      [2, 'later'],
      [3.1, 'too'],
    ],
  ],
  [
    'facts about the song',
    '[ti:Song]\n[ar:v1: who]\n[length: 03:12]\n[00:01.00]a ♪ la ♪\n[00:02.00]♪♪',
    [[1, 'a la']],
  ],
  [
    'line ends of an old Mac',
    '[00:01.00]a\r[00:02.00]b',
    [
      [1, 'a'],
      [2, 'b'],
    ],
  ],
  [
    'cues with no empty line between them',
    cues('1', '0:00:00.000 --> 0:00:01.000', 'first cue', '2', '0:00:01.000 --> 0:00:02.000', 'second cue'),
    [
      [0, 'first cue'],
      [1, 'second cue'],
    ],
  ],
  [
    'an empty line inside a cue',
    cues(
      '9',
      '00:00:00,100 --> 00:00:01,000',
      'upper',
      '',
      'lower',
      '',
      '10',
      '00:00:02,100 --> 00:00:03,000',
      'last',
    ),
    [
      [0.1, 'upper'],
      [0.55, 'lower'],
      [2.1, 'last'],
    ],
  ],
  [
    'a cue whose text is a number',
    cues('00:00:01,000 --> 00:00:02,000', '1999', '', '00:00:03,000 --> 00:00:04,000', 'x'),
    [
      [1, '1999'],
      [3, 'x'],
    ],
  ],
  [
    'cues without fractions',
    cues('1', '00:00:01 --> 00:00:02', 'a', '', '2', '00:02 -> 00:03', 'b'),
    [
      [1, 'a'],
      [2, 'b'],
    ],
  ],
  [
    'cues with the entities of web pages',
    cues('1', '00:00:01,000 --> 00:00:02,000', 'Don&#39;t say &quot;no&quot; &#x2014; I&apos;m &#38; you'),
    [[1, 'Don\'t say "no" — I\'m & you']],
  ],
  [
    'WebVTT with notes, names, settings, voices and entities',
    cues(
      'WEBVTT - lyrics',
      'Kind: captions',
      '',
      'NOTE not sung',
      '',
      'intro',
      '00:01.000 --> 00:02.500 align:start position:0%',
      '<v Ann>you &amp; <c.loud>me</c>',
      '',
      'STYLE',
      'not sung either',
      '',
      '00:00:03.000 --> 00:00:04.000',
      'end',
    ),
    [
      [1, 'you & me'],
      [3, 'end'],
    ],
  ],
])('reads %s', (_kind, text, lines) => {
  expect(linesOf(parseLyrics(text))).toEqual(lines);
});
