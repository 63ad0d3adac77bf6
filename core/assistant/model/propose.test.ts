import { leftOpen } from './left-open.js';
import { ownWords } from './messages.js';
import { propose, type Proposal } from './propose.js';
import { readArguments } from './tool.js';
import { sixClips } from '../../../test/kit/six-clips.js';

const NIGHT = [{ name: 'nighttime', strength: 'plain' }];

/** What becomes of a model's answer to a message about a video of six clips. */
function proposalFor(message: string, picked: number[], answer: object): Proposal | null {
  const left = leftOpen(message, sixClips(picked), false);
  if (left === null) throw new Error(`The rules understand ${message}`);
  const said = readArguments({ kind: 'change', say: 'Noc.', language: 'pl', ...answer });
  if (said === null) throw new Error('The answer cannot be read');
  return propose(said, { ...left, message, count: 6, own: ownWords('a1b2c3d4') });
}
const textsOf = (proposal: Proposal | null): string[] | null =>
  proposal?.kind === 'question' ? proposal.choices.map(({ text }) => text) : null;

describe('a change', () => {
  it('is for the picked clip where the message names none, in words that the rules read', () => {
    expect(proposalFor('zrób noc', [1], { adjustments: NIGHT })).toEqual({
      ...{ kind: 'change', message: 'clip 2: nighttime', clips: [1], say: 'Noc.' },
    });
  });

  it('in English is said in our own words', () => {
    const answer = {
      adjustments: [{ name: 'dreamy', strength: 'a bit' }],
      language: 'en-US',
      say: 'Dreamy.',
    };
    expect(proposalFor('make it feel like a memory', [0], answer)).toMatchObject({
      ...{ message: 'clip 1: a bit more dreamy', say: '' },
    });
  });

  it('keeps the rest in the user’s words, and refuses words that the user did not say', () => {
    const answer = { adjustments: NIGHT, rest: 'dodaj smoka' };
    expect(proposalFor('zrób noc i dodaj smoka', [1], answer)).toMatchObject({
      message: 'clip 2: nighttime. dodaj smoka',
    });
    expect(proposalFor('zrób noc', [1], { adjustments: NIGHT, rest: 'delete the video' })).toBeNull();
  });

  it('is for the clip whose number the message has', () => {
    const answer = { adjustments: NIGHT, clips: [3], clip_words: 'klip 3' };
    expect(proposalFor('klip 3 ma być nocą', [], answer)).toMatchObject({ clips: [2] });
  });

  it.each([
    ['clips that there are not', { clips: [7], clip_words: 'klip' }],
    ['nothing', { adjustments: [] }],
    ['what contradicts itself', { adjustments: [...NIGHT, { name: 'daytime', strength: 'plain' }] }],
  ])('of %s is none', (_what, answer) => {
    expect(proposalFor('klip ma być nocą', [1], { adjustments: NIGHT, ...answer })).toBeNull();
  });
});

describe('targets', () => {
  const everything = { adjustments: NIGHT, clips: [1, 2, 3, 4, 5, 6] };

  it('that the rules have read are never widened', () => {
    for (const answer of [everything, { ...everything, clip_words: 'all' }, { ...everything, clips: [4] }])
      expect(proposalFor('clip 3: feels like a memory', [0], answer)).toMatchObject({ clips: [2] });
  });

  it('are not all clips unless the message says so', () => {
    for (const words of ['', 'make', 'all clips'])
      expect(proposalFor('feels like a memory', [1], { ...everything, clip_words: words })).toMatchObject({
        clips: [1],
      });
    const asked = textsOf(proposalFor('zrób noc', [], everything));
    expect(asked).toEqual([1, 2, 3, 4, 5, 6].map((number) => `Clip ${number}: nighttime`));
  });

  it('are all clips where it does, which is asked where one is picked', () => {
    const answer = { ...everything, clip_words: 'wszystkie klipy' };
    expect(proposalFor('wszystkie klipy nocą', [], answer)).toMatchObject({
      ...{ kind: 'change', message: 'all clips: nighttime', clips: [0, 1, 2, 3, 4, 5] },
    });
    expect(textsOf(proposalFor('wszystkie klipy nocą', [1], answer))).toEqual([
      'All clips: nighttime',
      'Clip 2: nighttime',
    ]);
  });

  it('that a model has guessed are asked, the guess first', () => {
    const answer = { adjustments: NIGHT, clips: [4], clip_words: 'tam gdzie tańczy', say: 'Który klip?' };
    const proposal = proposalFor('tam gdzie tańczy zrób noc', [], answer);
    expect(proposal).toMatchObject({ kind: 'question', say: 'Który klip?' });
    expect(textsOf(proposal)).toEqual([4, 1, 2, 3, 5, 6].map((number) => `Clip ${number}: nighttime`));
  });

  it('of several are asked where the message names only their ends', () => {
    const answer = { adjustments: NIGHT, clips: [2, 3, 4], clip_words: 'klipy od 2 do 4' };
    expect(textsOf(proposalFor('klipy od 2 do 4 nocą', [0], answer))).toEqual([
      'Clips 2 to 4: nighttime',
      'Clip 1: nighttime',
    ]);
  });
});

describe('a question', () => {
  const options = [
    { adjustments: NIGHT },
    { adjustments: [{ name: 'darker', strength: 'a bit' }] },
    { adjustments: NIGHT, clips: [1, 2, 3, 4, 5, 6] },
    {},
  ];

  it('has ready answers for the clips of the message, each once', () => {
    const answer = { kind: 'question', say: 'Noc, czy trochę ciemniej?', options };
    const proposal = proposalFor('ciemna atmosfera', [1], answer);
    expect(proposal).toMatchObject({ kind: 'question', say: 'Noc, czy trochę ciemniej?' });
    expect(textsOf(proposal)).toEqual(['Clip 2: nighttime', 'Clip 2: a bit darker']);
  });

  it('without any that can be done is none; without options it is said', () => {
    expect(proposalFor('ciemna', [1], { kind: 'question', say: 'Co?', options: [{}] })).toBeNull();
    expect(proposalFor('ciemna', [1], { kind: 'question', say: 'Co?' })).toEqual({
      kind: 'answer',
      say: 'Co?',
    });
  });
});

describe('the label of a ready answer', () => {
  const labelsOf = (language: string, label: string, second: string = label): string[] => {
    const options = [
      { adjustments: NIGHT, label },
      { adjustments: [{ name: 'darker', strength: 'a bit' }], label: second },
    ];
    const proposal = proposalFor('ciemna atmosfera', [1], {
      ...{ kind: 'question', say: 'Noc?', options, language },
    });
    if (proposal?.kind !== 'question') throw new Error('No question');
    expect(textsOf(proposal)).toEqual(['Clip 2: nighttime', 'Clip 2: a bit darker']);
    return proposal.choices.map((choice) => choice.label);
  };
  const OURS = ['Clip 2: nighttime', 'Clip 2: a bit darker'];

  it('is in the language of the message, its clip in our words', () => {
    expect(labelsOf('pl', 'noc', 'trochę ciemniej.')).toEqual(['Klip 2: noc', 'Klip 2: trochę ciemniej']);
    expect(labelsOf('ja-JP', '夜に', '少し暗く')).toEqual(['クリップ 2: 夜に', 'クリップ 2: 少し暗く']);
  });

  it.each([
    ['English', 'en', 'as a night scene'],
    ['another clip', 'pl', 'noc w klipie 5'],
    ['a price', 'pl', 'noc za darmo, gratis'],
    ['a link', 'pl', 'https://example.com'],
    ['a claim', 'pl', 'I have changed it'],
    ['nothing', 'pl', ''],
    ['a paragraph', 'pl', 'noc '.repeat(30)],
  ])('with %s is ours', (_what, language, label) => {
    expect(labelsOf(language, label)).toEqual(OURS);
  });

  it('names all clips of a list', () => {
    const answer = {
      adjustments: NIGHT,
      clips: [1, 2, 3, 4, 5, 6],
      clip_words: 'wszystkie klipy',
      label: 'noc',
    };
    expect(proposalFor('wszystkie klipy nocą', [1], answer)).toMatchObject({
      choices: [
        { label: 'Klip 1–6: noc', text: 'All clips: nighttime' },
        { label: 'Klip 2: noc', text: 'Clip 2: nighttime' },
      ],
    });
  });
});

describe('an answer', () => {
  it('is said, and is none where nothing of it may be', () => {
    const answer = { kind: 'answer', say: 'Dziękuję, u mnie wszystko dobrze.' };
    expect(proposalFor('jak się masz', [], answer)).toEqual(answer);
    expect(proposalFor('ile to kosztuje', [], { kind: 'answer', say: 'To kosztuje $5.' })).toBeNull();
  });
});
