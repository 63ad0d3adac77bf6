import { lyricLines } from '../../../../core/job/lyrics.js';
import { parseLyrics } from './lyrics-files.js';

const LINES: [number, string][] = [
  [1, 'Hold on'],
  [3, 'to me'],
];

it.each<[kind: string, rows: string[]]>([
  ['LRC in Chinese brackets', ['【00:01.00】Hold on', '【00:03.00】to me']],
  ['LRC in full-width brackets', ['［00：01.00］Hold on', '［00：03.00］to me']],
  ['LRC in round brackets', ['(00:01.00)Hold on', '(00:03.00) to me']],
  ['LRC in braces', ['{00:01.00}Hold on', '{00:03.00}to me']],
  ['times in no brackets', ['00:01.00 Hold on', '00:03.00 to me']],
  ['times without fractions', ['My song', '0:01 Hold on', '0:03 - to me']],
  ['times with hours and a bar', ['0:00:01 | Hold on', '0:00:03 | to me']],
  ['times above the lines', ['0:01', 'Hold on', '0:03', 'to me', '']],
  [
    'SRT with blanks in its times',
    ['1', '00:00:01, 000 --> 00:00:03 ,000', 'Hold on', '', '2', '00: 00: 03,000 -- > 00:00:04,000', 'to me'],
  ],
  ['SBV', ['0:00:01.000,0:00:03.000', 'Hold on', '', '0:00:03.000,0:00:05.000', '>> to[br]me']],
  ['SBV without fractions', ['0:00:01,0:00:03', 'Hold on', '', '0:00:03,0:00:05', 'to me']],
  ['MicroDVD', ['{25}{75}Hold on', '{75}{100}{y:i}to me']],
  ['MicroDVD that names its rate', ['{1}{1}50.000', '{50}{150}Hold on', '{150}{200}/to me']],
  ['MPL2', ['[10][30]Hold on', '[30][40]/to me']],
  [
    'SubStation',
    [
      '[Events]',
      'Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text',
      'Dialogue: 0,0:00:01.00,0:00:03.00,Default,,0,0,0,,{\\k50}Hold {\\k50}on',
      'Dialogue: 0,0:00:03.00,0:00:04.00,Default,,0,0,0,,to me',
    ],
  ],
  [
    'what Whisper prints',
    ['[00:00:01.000 --> 00:00:03.000]  Hold on', '[00:00:03.000 --> 00:00:04.000]  to me'],
  ],
  ['Whisper’s table', ['start\tend\ttext', '1000\t3000\tHold on', '3000\t4000\tto me']],
  ['Audacity’s labels', ['1.000000\t3.000000\tHold on', '3.000000\t4.000000\tto me']],
])('reads %s', (kind, rows) => {
  const read = lyricLines(parseLyrics(rows.join('\r\n'))).map((line) => [line.startSeconds, line.text]);
  const lines = kind === 'SBV' ? [LINES[0], [3, 'to'], [4, 'me']] : LINES;
  expect(read).toEqual(lines);
});

it.each([
  ['Male: Hold on', 'Hold on'],
  ['FEMALE：Hold on', 'Hold on'],
  ['- Hold on', 'Hold on'],
  ['–Hold on', 'Hold on'],
  ['- Both: Hold on', 'Hold on'],
  ['>> Hold on', 'Hold on'],
  ['(Male) Hold on', 'Hold on'],
  ['[Singer 2] Hold on', 'Hold on'],
  ['[Chorus] Hold on', 'Hold on'],
  ['ANNA: Hold on', 'Hold on'],
  ['男：Hold on', 'Hold on'],
  ['Remember: hold on', 'Remember: hold on'],
  ['All of me', 'All of me'],
  ['(all night)', '(all night)'],
  ['well-known', 'well-known'],
  ['Meet me (10:30) tonight', 'Meet me (10:30) tonight'],
])('a line "%s" is sung as "%s"', (written, sung) => {
  for (const text of [`[00:01.00]${written}`, `1\n00:00:01,000 --> 00:00:02,000\n${written}`])
    expect(lyricLines(parseLyrics(text)).map((line) => line.text)).toEqual([sung]);
});

it('takes no prices, dates or scores for times', () => {
  expect(parseLyrics('It is 5:0 now\nChapter 1:2\nonly words')).toEqual([]);
});
