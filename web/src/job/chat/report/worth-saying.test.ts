import { worthSaying } from './worth-saying.js';

type Change = Parameters<typeof worthSaying>[0][number];

const calm = { after: 3, isJump: false };
const jump = (after: number) => ({ after, isJump: true });
const seam = (neighbor: number, figures: object) => ({
  ...{ neighbor, light: calm, warmth: calm, contrast: calm, match: null },
  ...figures,
});
const change = (action: string, score: number, changedMoreThanAsked: boolean, seams: object[] = []) =>
  ({
    ...{ clipIndex: 2, instruction: 'add rain', action },
    versions: [{ id: 'a', kept: { score, changedMoreThanAsked }, seams }],
  }) as unknown as Change;

it.each<[string, string, number, boolean, number]>([
  ['an edit is always told', 'EDIT_FOOTAGE', 0.94, false, 1],
  ['an edit that changed too much is told', 'EDIT_FOOTAGE', 0.4, true, 1],
  ['a look that kept all is not told', 'ADJUST_FOOTAGE', 0.99, false, 0],
  ['a look that changed too much is told', 'ADJUST_FOOTAGE', 0.4, true, 1],
  ['a new shot promises nothing', 'NEW_SHOT', 0.1, false, 0],
])('%s', (_what, action, score, isLess, lines) => {
  const { kept } = worthSaying([change(action, score, isLess)]);
  expect(kept).toEqual(
    Array.from({ length: lines }, () => ({
      ...{ clip: 2, percent: Math.round(100 * score), isLess, instruction: 'add rain' },
    })),
  );
});

it('tells the largest jump, and offers a match at each cut that jumps', () => {
  const seams = [
    seam(1, { light: jump(-20), match: 'make clip 2 look like clip 3' }),
    seam(3, { light: jump(12), warmth: jump(-44.4), match: 'make clip 4 look like clip 3' }),
  ];
  expect(worthSaying([change('ADJUST_FOOTAGE', 1, false, seams)])).toEqual({
    kept: [],
    jump: expect.objectContaining({ figure: 'warmth', neighbor: 3, amount: 44 }),
    matches: [
      { clip: 3, like: 2, says: 'make clip 4 look like clip 3' },
      { clip: 1, like: 2, says: 'make clip 2 look like clip 3' },
    ],
  });
  expect(worthSaying([change('ADJUST_FOOTAGE', 1, false, [seam(1, {})])]).jump).toBeNull();
});
