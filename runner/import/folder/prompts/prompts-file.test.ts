import { parsePrompts } from './prompts-file.js';

it.each<[kind: string, rows: string[], prompts: (string | null)[]]>([
  ['one a line', ['a city', 'a street', 'a room'], ['a city', 'a street', 'a room']],
  [
    'one a line with spacing',
    ['a city', '', 'a street', '', '', 'a room', ''],
    ['a city', 'a street', 'a room'],
  ],
  ['an empty line for a clip without one', ['a city', '', 'a room'], ['a city', null, 'a room']],
  ['headings', ['Scene 1: a city', 'Scene 2: a street', 'Scene 3: a room'], ['a city', 'a street', 'a room']],
  [
    'headings with several lines',
    [
      'My video',
      '',
      'Scene 1:',
      'a city',
      'at night',
      '',
      'SCENE 2',
      'a street',
      '',
      'in rain',
      'Scene 3 - a room',
    ],
    ['a city at night', 'a street in rain', 'a room'],
  ],
  [
    'headings of Markdown',
    ['# Prompts', '## Clip 1 (0:00-0:04)', 'a city', '**Shot 2:** a street', '### Prompt #3', 'a room'],
    ['a city', 'a street', 'a room'],
  ],
  ['headings that leave one out', ['Scene 1: a city', 'Scene 3: a room'], ['a city', null, 'a room']],
  [
    'headings from 0',
    ['Clip 0: a city', 'Clip 1: a street', 'Clip 2: a room'],
    ['a city', 'a street', 'a room'],
  ],
  [
    'numbers',
    ['1. a city', 'at night', '2) a street', '3: a room'],
    ['a city at night', 'a street', 'a room'],
  ],
  ...[
    ['[Scene 1] a city', '[Scene 2]', '[Scene 3]: a room'],
    ['Scene One: a city', 'Scene two', 'SCENE THREE - a room'],
    ['Scene I: a city', 'Scene II', 'Scene III. a room'],
    ['Scene 1/3: a city', 'Scene 2 of 3', '**Scene 3/3:** a room'],
    ['Scene 1 0:00-0:05: a city', 'Scene 2, 5s - 10s', 'Scene 3 (0:10-0:15): a room'],
    ['Act 1 | a city', 'Act 2 |', 'Act 3\ta room'],
    ['장면 1: a city', '장면 2', '장면 3：a room'],
    ['(1) a city', '(2) a', '[3] a room'],
    ['1 - a city', '2 — a', '3 – a room'],
    ['1、a city', '2、a', '3、a room'],
  ].map(([first, second, third]): [string, string[], string[]] => [
    `headings such as ${first}`,
    [first!, 'at night', second!, 'street', third!],
    ['a city at night', second!.endsWith('a') ? 'a street' : 'street', 'a room'],
  ]),
  [
    'a table',
    ['| Scene | Prompt |', '| --- | --- |', '| 1 | a city |', '| 2 | a street |', '| 3 | a room |'],
    ['a city', 'a street', 'a room'],
  ],
  [
    'a block of code',
    ['```text', 'Scene 1: a city', 'Scene 2: a street', 'Scene 3: a room', '```'],
    ['a city', 'a street', 'a room'],
  ],
  [
    'paragraphs',
    ['a city', 'at night', '', 'a street', '---', 'a room'],
    ['a city at night', 'a street', 'a room'],
  ],
  ['bullets', ['- a city', '- a street', '• a room'], ['a city', 'a street', 'a room']],
  [
    'a prompt that only begins like a heading',
    ['Scene of a city', 'Part 2: a street', '3 rooms'],
    ['Scene of a city', 'Part 2: a street', '3 rooms'],
  ],
])('reads %s', (_kind, rows, prompts) => {
  expect(parsePrompts(rows.join('\r\n'), 3).prompts).toEqual(prompts);
});

it('counts what it found where that is another number than of clips', () => {
  expect(parsePrompts('a city', 3)).toEqual({ prompts: ['a city', null, null], found: 1 });
  expect(parsePrompts('Scene 1: a\nScene 2: b', 1)).toEqual({ prompts: ['a'], found: 2 });
  expect(parsePrompts('a\nb\n\nc\nd', 3)).toEqual({ prompts: ['a b', 'c d', null], found: 2 });
});
