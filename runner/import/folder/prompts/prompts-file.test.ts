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
    ['第1幕: a city', '第2幕', '第3幕 a room'],
    ['第一场：a city', '第二场', '第三个镜头：a room'],
    ['场景一：a city', '场景二', '場景三：a room'],
    ['Scene 1a: a city', 'Scene 1b', 'Scene 2: a room'],
    ['제1장: a city', '제2장', '제3장: a room'],
    ['Intro: a city', 'Verse:', 'Chorus: a room'],
    ['[Intro] a city', '[Verse 1]', '[Pre-Chorus]: a room'],
    ['Intro (0:00-0:05): a city', '**Verse II**', '## Outro — a room'],
    ['Prompt: a city', 'Prompt:', 'Positive prompt: a room'],
    ['The start:\na city', 'On the road:', 'At home:\na room'],
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
  [
    'parts of a song below a title',
    ['My song', '', 'Intro', '', 'a city', 'Verse 1', 'a street', 'Chorus', 'a room'],
    ['a city', 'a street', 'a room'],
  ],
  ['a list in JSON', ['[', '"a city",', '  "a street", "a room",', ']'], ['a city', 'a street', 'a room']],
  [
    'entries in JSON, by their numbers',
    ['{"title": "x", "scenes": [{"scene": 1, "prompt": "a city"}, {"scene": 3, "description": "a room"}]}'],
    ['a city', null, 'a room'],
  ],
  [
    'what the pipeline writes',
    [
      '{"clip_prompts": {"clip_prompts": [{"clip_index": 1, "prompt": "a street"}, {"clip_index": 0, "prompt": "a city"}]}}',
    ],
    ['a city', 'a street', null],
  ],
  [
    'an object with a prompt a key',
    ['```json', '{"scene_1": "a city", "scene_2": {"prompt": "a street"}}', '```'],
    ['a city', 'a street', null],
  ],
  [
    'JSON a row',
    ['{"prompt": "a city"}', '"a street"', '{"text": "a room"}'],
    ['a city', 'a street', 'a room'],
  ],
  [
    'texts in quotes',
    ['"a city",', '“a street”', 'the "old" room'],
    ['a city', 'a street', 'the "old" room'],
  ],
  [
    'lines that begin like parts of a song, after one that does not',
    ['a city', 'bridge: a street', 'hook: a room'],
    ['a city', 'bridge: a street', 'hook: a room'],
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
  expect(parsePrompts('a city', 3)).toMatchObject({ prompts: ['a city', null, null], found: 1 });
  expect(parsePrompts('Scene 1: a\nScene 2: b', 1)).toMatchObject({ prompts: ['a'], found: 2 });
  expect(parsePrompts('a\nb\n\nc\nd', 3)).toMatchObject({ prompts: ['a b', 'c d', null], found: 2 });
});

it.each<[kind: string, rows: string[], negatives: number]>([
  [
    'below each prompt',
    ['a city', 'Negative prompt: blurry', 'a street', 'Negative prompt: text', 'a room'],
    2,
  ],
  ['in one row', ['a city. Negative prompt: blurry', 'a street', 'a room | negative_prompt: text'], 2],
  [
    'in a row below their name',
    ['Scene 1:', 'a city', '**Negative prompt:**', 'blurry', 'Scene 2', 'a street', 'Scene 3', 'a room'],
    1,
  ],
  [
    'of Stable Diffusion',
    [
      'a city',
      'Negative prompt: blurry',
      'Steps: 20, Sampler: Euler a, Seed: 5',
      '',
      'a street',
      'Steps: 20, Sampler: Euler a, Seed: 5',
      '',
      'a room',
      'Steps: 20, Sampler: Euler a, Seed: 5',
    ],
    1,
  ],
  ['of Midjourney', ['a city --no text --ar 16:9', 'a street --v 6', 'a room'], 1],
  ['in Chinese', ['a city', '负面提示词：blurry', 'a street', 'a room'], 1],
  ['in JSON', ['[{"prompt": "a city", "negative_prompt": "blurry"}, "a street", "a room"]'], 1],
  ['of none', ['a city', 'a street', 'a room'], 0],
])('leaves negative prompts out: %s', (_kind, rows, negatives) => {
  const { prompts, ...counts } = parsePrompts(rows.join('\n'), 3);
  expect(prompts.map((prompt) => prompt?.replace(/\.$/, ''))).toEqual(['a city', 'a street', 'a room']);
  expect(counts).toEqual({ found: 3, negatives });
});
