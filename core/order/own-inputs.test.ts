import type { ClipChangeRow, RegenerationRow } from '../regeneration/regeneration-repository.js';
import { parseChanges, type ChangeInput } from './changes-request.js';
import { retryRequest } from './retry-changes.js';

const JOB = '5f0c7a52-6c0e-4c0f-9d8e-000000000001';
const parse = (more: Partial<ChangeInput>, clips = 1) =>
  parseChanges('user', {
    jobId: JOB,
    changes: Array.from({ length: clips }, (_, clipIndex) => ({
      ...{ clipIndex, instruction: 'make it night' },
      ...more,
    })),
  });
const words = (count: number): string => Array.from({ length: count }, (_, at) => `w${at}`).join(' ');

describe('a prompt that its person wrote', () => {
  it.each([
    ['as it was written', 'A red car, 35 mm.\n\nRain on glass;  neon', undefined],
    ['without spaces around it', '  A red car \n', 'A red car'],
    ['without what cannot be seen', 'A\u0000 red\u200b car\u202e\ud800', 'A red car'],
    ['of any script', '雨の中の赤い車', undefined],
    ['of 200 words', words(200), undefined],
    ['of 4000 characters', '雨'.repeat(4000), undefined],
  ])('is taken %s', (_how, given, kept = given) => {
    expect(parse({ prompt: given }).changes).toMatchObject([{ prompt: kept, instruction: 'make it night' }]);
  });

  it.each([
    ['empty', '', 'The prompt has no words.'],
    ['blank', ' \u200b\n', 'The prompt has no words.'],
    ['without words', '🎬 !!!', 'The prompt has no words.'],
    ['of 201 words', words(201), 'The prompt has 201 words; at most 200 are allowed.'],
    ['of 4001 characters', '雨'.repeat(4001), 'The prompt has 4001 characters; at most 4000 are allowed.'],
  ])('is refused in words where it is %s', (_what, prompt, message) => {
    for (const [clips, sentence] of [
      [1, message],
      [2, `Clip 1: ${message}`],
    ] as const)
      expect(() => parse({ prompt }, clips)).toThrow(
        expect.objectContaining({
          code: 'BAD_USER_INPUT',
          message: expect.stringContaining(sentence) as string,
        }),
      );
  });

  it('is none where none is given', () => {
    expect(parse({ prompt: null }).changes).toMatchObject([{ prompt: null, seed: null }]);
  });
});

describe('a seed that its person chose', () => {
  it.each([0, 7, 2 ** 31 - 1])('may be %d', (seed) => {
    expect(parse({ seed }).changes).toMatchObject([{ seed }]);
  });

  it.each([-1, 0.5, 2 ** 31, 2 ** 53, NaN, Infinity])('is refused in words where it is %d', (seed) => {
    expect(() => parse({ seed })).toThrow(
      expect.objectContaining({
        code: 'BAD_USER_INPUT',
        message: 'seed must be a whole number from 0 to 2147483647.',
      }),
    );
  });
});

it('a prompt and a seed are part of what makes two requests the same', () => {
  const asked = [
    {},
    { prompt: 'A car' },
    { prompt: 'A bus' },
    { seed: 0 },
    { seed: 1 },
    { prompt: 'A car', seed: 1 },
  ];
  const hashes = asked.map((more) => parse(more).inputHash);
  expect(new Set(hashes).size).toBe(asked.length);
  expect(parse({ prompt: ' A car ', seed: 1 }).inputHash).toBe(hashes.at(-1));
  // As before there were any: a key that was used then still means the same.
  expect(parse({ prompt: null, seed: null }).inputHash).toBe(hashes[0]);
});

describe('a retry', () => {
  const retried = (kind: string, change: Partial<ClipChangeRow>, made = 0) => {
    const ended = {
      ...{ id: 'r', userId: 'user', jobId: JOB, kind, status: 'failed', onFailure: 'PUBLISH_WHAT_SUCCEEDED' },
      ...{ retryableClips: [0], retriedClips: [], conversationHistory: [] },
    } as unknown as RegenerationRow;
    const row = {
      ...{ clipIndex: 0, instruction: 'a car', takes: 1, adjustments: null, action: null },
      ...{ videoModel: 'wan_25_i2v', askedPrompt: 'A car', askedSeed: 7, ...change },
    } as ClipChangeRow;
    const choices = { options: [], forJob: () => 'wan_25_i2v' };
    return retryRequest(ended, [row], new Map([[0, made]]), null, choices);
  };

  it('has the prompt and the seed of what failed, and so another hash than one without', () => {
    const again = retried('CHANGE', {});
    expect(again.changes).toMatchObject([{ prompt: 'A car', seed: 7 }]);
    expect(retried('CHANGE', { askedPrompt: null }).inputHash).not.toBe(again.inputHash);
    expect(retried('CHANGE', { askedSeed: null }).inputHash).not.toBe(again.inputHash);
  });

  it('of takes goes on behind their seeds: one that was used makes a picture that is there', () => {
    expect(retried('TAKES', { takes: 3 }, 1).changes).toMatchObject([{ takes: 2, seed: 10 }]);
    expect(retried('TAKES', { takes: 3, askedSeed: 2 ** 31 - 2 }, 1).changes).toMatchObject([{ seed: 1 }]);
    expect(retried('TAKES', { takes: 3, askedSeed: null }, 1).changes).toMatchObject([{ seed: null }]);
  });
});
