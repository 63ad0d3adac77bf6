import { lyricLines } from '../../../core/job/lyrics.js';
import { parseLrc, parseSrt } from './lyrics-files.js';

const linesOf = (words: ReturnType<typeof parseLrc>) =>
  lyricLines(words).map((line) => [line.startSeconds, line.text]);

describe('parseLrc', () => {
  it('reads lines with their times, whatever stands around them', () => {
    const text =
      '\uFEFF[ar:Somebody]\r\n[ti:Song]\r\n\r\n[00:01.50]In the city\r\n[00:04]nobody   knows\r\nuntimed\r\n';
    expect(linesOf(parseLrc(text))).toEqual([
      [1.5, 'In the city'],
      [4, 'nobody knows'],
    ]);
  });

  it('repeats a line that has several times, in the order of singing', () => {
    expect(linesOf(parseLrc('[00:10.00][00:01.00]chorus here\n[00:05.00]verse'))).toEqual([
      [1, 'chorus here'],
      [5, 'verse'],
      [10, 'chorus here'],
    ]);
  });

  it('spreads the words of a line over its time, at most half a second each', () => {
    const words = parseLrc('[00:01.00]one two three four\n[00:02.00]five six\n[00:09.00]');
    expect(words.map((word) => word.timestamp)).toEqual([1, 1.25, 1.5, 1.75, 2, 2.5]);
  });

  it('takes the times of single words where they are given', () => {
    const words = parseLrc('[00:01.00]<00:01.10>Hold <00:02.05>on\n');
    expect(words).toEqual([
      { text: 'Hold', timestamp: 1.1, formatted_text: 'Hold on' },
      { text: 'on', timestamp: 2.05, formatted_text: 'Hold on' },
    ]);
  });

  it('moves all lines by the offset: a positive one is sooner', () => {
    expect(linesOf(parseLrc('[offset:+500]\n[00:00.20]first\n[00:03.00]second'))).toEqual([
      [0, 'first'],
      [2.5, 'second'],
    ]);
  });

  it('finds nothing in a text without times', () => {
    expect(parseLrc('just words\n[chorus]\nmore')).toEqual([]);
  });
});

describe('parseSrt', () => {
  it('reads cues, and a cue of two lines as two lines', () => {
    const text =
      '1\r\n00:00:01,000 --> 00:00:03,000\r\n<i>In the city</i>\r\n{\\an8}we run\r\n\r\n2\r\n00:01:04.5 --> 00:01:06.000\r\nlater\r\n';
    expect(linesOf(parseSrt(text))).toEqual([
      [1, 'In the city'],
      [2, 'we run'],
      [64.5, 'later'],
    ]);
  });

  it('reads cues without numbers, and skips what is no cue', () => {
    expect(linesOf(parseSrt('00:00:01,000 --> 00:00:02,000\nhello\n\nWEBVTT rubbish\n\n'))).toEqual([
      [1, 'hello'],
    ]);
    expect(parseSrt('nothing here')).toEqual([]);
  });
});
