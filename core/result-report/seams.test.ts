import type { SeamLook } from '../measurements/measurement.js';
import { jumps, seamsOf, type Surrounded } from './seams.js';

const look = (light: number, warmth = 0, contrast = 40): SeamLook => ({ light, warmth, contrast });
const placed = (clipIndex: number, opens: SeamLook | undefined, closes = opens) => ({
  clipIndex,
  measured: { opens, closes },
});
const around = (clip: SeamLook, previous: SeamLook | null, next: SeamLook | null): Surrounded => ({
  clip: placed(1, clip),
  previous: previous && placed(0, previous),
  next: next && placed(2, next),
});

it('says what a change made of both cuts of its clip', () => {
  const [day, night] = [look(120, 10), look(60, -30, 25)];
  expect(seamsOf(around(day, day, look(90)), around(night, day, look(90)))).toEqual([
    {
      side: 'START',
      neighbor: 0,
      light: { before: 0, after: -60, isJump: true },
      warmth: { before: 0, after: -40, isJump: true },
      contrast: { before: 0, after: -15, isJump: true },
    },
    {
      side: 'END',
      neighbor: 2,
      // A jump that was there turns around: no larger than it was.
      light: { before: 30, after: -30, isJump: false },
      warmth: { before: 10, after: -30, isJump: true },
      contrast: { before: 0, after: -15, isJump: true },
    },
  ]);
});

it.each<[string, before: number, after: number, isJump: boolean]>([
  ['that was not there before', 8, 11, true],
  ['of ten', 0, 10, false],
  ['of another scene, as large as before', 60, 64, false],
  ['that has grown', 60, 70, true],
  ['that has become less', 60, 30, false],
  ['to the dark', 0, -11, true],
])('a jump %s: from %d to %d: %s', (_what, before, after, isJump) => {
  const [found] = seamsOf(
    around(look(100 + before), look(100), null),
    around(look(100 + after), look(100), null),
  );
  expect(found!.light.isJump).toBe(isJump);
  expect(jumps(found!)).toBe(isJump);
});

it('leaves out what is not known: the edge of the video, and files that earlier releases have measured', () => {
  expect(seamsOf(around(look(1), null, null), around(look(2), null, null))).toEqual([]);
  const unknown = { clip: placed(1, look(1)), previous: placed(0, undefined), next: null };
  expect(seamsOf(unknown, unknown)).toEqual([]);
});

it('compares the end of the clip before with the start of this one, and its end with the start of the next', () => {
  const three: Surrounded = {
    clip: placed(1, look(100), look(50)),
    previous: placed(0, look(0), look(100)),
    next: placed(2, look(50), look(0)),
  };
  expect(seamsOf(three, three).map(({ light }) => light.after)).toEqual([0, 0]);
});
