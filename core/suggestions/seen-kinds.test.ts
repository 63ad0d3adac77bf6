import type { ClipMeasurement } from '../measurements/measurement.js';
import { clipsSeen } from './seen-kinds.js';

const gray = (luma: number, more: Partial<ClipMeasurement> = {}): ClipMeasurement => ({
  ...{ red: luma, green: luma, blue: luma, saturation: luma / 2, contrast: 40, motion: 3, cuts: 0 },
  ...{ begins: [], ends: [], ...more },
});
const video = (...all: ClipMeasurement[]) => all.map((measured, clipIndex) => ({ clipIndex, measured }));

it('the dark and the bright clips are those a fifth away from what is usual', () => {
  const clips = video(gray(100), gray(60), gray(104), gray(98), gray(150), gray(89));
  expect(clipsSeen('dark', clips)).toEqual({ clips: [1], figures: 'brightness 60 of 255, usual is 99' });
  expect(clipsSeen('bright', clips)).toEqual({ clips: [4], figures: 'brightness 150 of 255, usual is 99' });
});

it('the pale ones have little color for their light, the still ones do not move', () => {
  const clips = video(gray(100), gray(60), gray(100, { saturation: 10 }), gray(90, { motion: 0.1 }));
  expect(clipsSeen('pale', clips)).toEqual({ clips: [2], figures: 'saturation 10 %, usual is 50' });
  expect(clipsSeen('still', clips)).toEqual({ clips: [3], figures: 'motion 0.1, usual is 3.0' });
});

it('the flat and the contrasty ones have a third less or half more contrast than is usual', () => {
  const clips = video(...[40, 22, 44, 70, 36, 42].map((contrast) => gray(100, { contrast })));
  expect(clipsSeen('flat', clips)).toEqual({ clips: [1], figures: 'contrast 22 of 255, usual is 41' });
  expect(clipsSeen('contrasty', clips)).toEqual({ clips: [3], figures: 'contrast 70 of 255, usual is 41' });
  const dim = video(...[8, 4, 9, 13].map((contrast) => gray(20, { contrast })));
  expect([clipsSeen('flat', dim).clips, clipsSeen('contrasty', dim).clips]).toEqual([[], []]);
});

it('of clips that are alike there are none', () => {
  const clips = video(gray(100), gray(105), gray(95));
  for (const kind of ['dark', 'bright', 'pale', 'still', 'flat', 'contrasty'] as const)
    expect(clipsSeen(kind, clips).clips).toEqual([]);
  const cut = video(gray(100, { motion: 0, cuts: 1 }), gray(100), gray(100));
  expect(clipsSeen('still', cut).clips).toEqual([]);
});
