import { resultSentence } from './result-words.js';

type Changed = Parameters<typeof resultSentence>[0];

const [RAIN, WARMER] = [
  { id: 'rain', label: 'Rain' },
  { id: 'warmer', label: 'Warmer' },
];
const part = (clipIndex: number, removed: { id: string }[]): Changed['changes'][number] => ({
  ...{ clipIndex, instruction: 'wish', action: 'ADJUST_FOOTAGE', status: 'COMPLETED', progress: 100 },
  ...{ error: null, removed },
});
const changed = (templates: Changed['templates'], ...changes: Changed['changes']): string =>
  resultSentence({
    ...{ clipIndex: changes[0]!.clipIndex, result: null, instruction: 'a wish of mine', templates, changes },
    ...{ cost: { total: '0.0000', known: true }, startedAt: null, completedAt: null },
  });

describe('a result says', () => {
  it('what was made, and what was taken away', () => {
    expect(changed([RAIN], part(2, []))).toBe('Clip 3 has changed: “Rain”. Free.');
    expect(changed([RAIN], part(2, [RAIN]))).toBe('Clip 3 has changed: “without rain”. Free.');
    expect(changed([RAIN, WARMER], part(2, [RAIN]))).toBe(
      'Clip 3 has changed: “Warmer, without rain”. Free.',
    );
    expect(changed([RAIN], part(0, [RAIN]), part(1, [RAIN]))).toBe(
      'Clips 1 and 2 have changed: “without rain”. Free.',
    );
  });

  it('the own words where no template says it', () => {
    expect(changed([], part(2, []))).toBe('Clip 3 has changed: “a wish of mine”. Free.');
  });
});
