import { changedMoreThanAsked, type Asked } from './changed-more.js';

it.each<[boolean, score: number, Asked]>([
  [true, 0.59, { action: 'EDIT_FOOTAGE', looks: [] }],
  [false, 0.6, { action: 'EDIT_FOOTAGE', looks: [] }],
  [true, 0.3, { action: 'ADJUST_FOOTAGE', looks: ['Time of day', 'Color'] }],
  [false, 0.95, { action: 'ADJUST_FOOTAGE', looks: ['Time of day'] }],
  // A zoom, a mirror and slow motion move the picture on purpose.
  [false, 0.3, { action: 'ADJUST_FOOTAGE', looks: ['Time of day', 'Framing'] }],
  [false, 0.3, { action: 'ADJUST_FOOTAGE', looks: ['Speed'] }],
  [false, 0.1, { action: 'NEW_SHOT', looks: [] }],
])('changed more than asked: %s at %d of %j', (expected, score, asked) => {
  expect(changedMoreThanAsked({ score, edges: score, motion: null }, asked)).toBe(expected);
});
