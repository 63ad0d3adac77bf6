import { resultSentence } from './result-words.js';

type Changed = Parameters<typeof resultSentence>[0];

const [RAIN, WARMER] = [
  { id: 'rain', label: 'Rain' },
  { id: 'warmer', label: 'Warmer' },
];
const part = (
  clipIndex: number,
  removed: { id: string }[],
  range: Changed['changes'][number]['range'] = null,
): Changed['changes'][number] => ({
  ...{ clipIndex, instruction: 'wish', action: 'ADJUST_FOOTAGE', status: 'COMPLETED', progress: 100 },
  ...{ error: null, removed, range },
});
const changed = (templates: Changed['templates'], ...changes: Changed['changes']): string =>
  resultSentence(
    {
      ...{
        clipIndex: changes[0]!.clipIndex,
        result: null,
        instruction: 'a wish of mine',
        templates,
        changes,
      },
      ...{ cost: { total: '0.0000', known: true }, startedAt: null, completedAt: null },
    },
    new Map([
      [1, 5],
      [2, 4.1],
    ]),
  );

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

  it('which part of the clip it is for', () => {
    const halves = [part(1, [], { from: 2.5, to: 5 }), part(2, [], { from: 2.07, to: 4.1 })] as const;
    expect(changed([WARMER], halves[1])).toBe('Clip 3 has changed: “Warmer in its second half”. Free.');
    expect(changed([WARMER], ...halves)).toBe(
      'Clips 2 and 3 have changed: “Warmer in their second half”. Free.',
    );
    expect(changed([WARMER], part(1, [], { from: 0, to: 2.5 }))).toContain('“Warmer in its first half”');
    expect(changed([RAIN], part(1, [RAIN], { from: 1, to: 2 }))).toContain('“without rain from 1 s to 2 s”');
    expect(changed([WARMER], halves[0], part(2, []))).toContain(': “Warmer”.');
    expect(changed([], part(1, [], { from: 1, to: 2 }))).toContain(': “a wish of mine”.');
  });

  it('the own words where no template says it', () => {
    expect(changed([], part(2, []))).toBe('Clip 3 has changed: “a wish of mine”. Free.');
  });
});
