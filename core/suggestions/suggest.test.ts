import { readEdits } from '../adjustments/read-edits.js';
import { whomMeant } from '../assistant/whom/whom.js';
import type { ClipMeasurement } from '../measurements/measurement.js';
import { suggest, type SuggestibleClip, type Suggested } from './suggest.js';

/** The same numbers in every run. */
function random(start: number): () => number {
  let seed = start;
  return () => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
}

/** A picture of noise: no two go on from each other. */
const picture = (next: () => number): number[] => Array.from({ length: 144 }, () => 255 * next());

interface Figures {
  luma: number;
  /** Red to blue. */
  balance: number;
  /** By luma. */
  saturation: number;
  motion: number;
}

function measuredAs({ luma, balance, saturation, motion }: Figures, next: () => number): ClipMeasurement {
  const [red, blue] = [luma * Math.sqrt(balance), luma / Math.sqrt(balance)];
  const colors = { red, green: luma, blue, saturation: luma * saturation };
  return { ...colors, contrast: 40, motion, cuts: 0, begins: picture(next), ends: picture(next) };
}

const USUAL: Figures = { luma: 120, balance: 1.2, saturation: 0.4, motion: 4 };
/** Clips of one place, none like the other to the figure; the seventh is in the chorus. */
function alike(odd: Record<number, Partial<Figures>> = {}): SuggestibleClip[] {
  const next = random(11);
  return Array.from({ length: 8 }, (_, clipIndex) => {
    const figures = {
      ...USUAL,
      luma: USUAL.luma + 4 * next(),
      balance: 1.2 + 0.03 * next(),
      ...odd[clipIndex],
    };
    const loudness = clipIndex === 6 ? -9 : -14 + next();
    return { clipIndex, isAdjusted: false, loudness, measured: measuredAs(figures, next) };
  });
}
const kinds = (found: readonly Suggested[]): unknown[] =>
  found.map(({ clipIndex, kind }) => [clipIndex, kind]);
const only = (odd: Record<number, Partial<Figures>>): Suggested => {
  const found = suggest(alike(odd));
  expect(found).toHaveLength(1);
  return found[0]!;
};

describe('what stands out', () => {
  it('is nothing among clips that are alike', () => {
    expect(suggest(alike())).toEqual([]);
  });

  it('is a clip that is darker, or brighter, than both its neighbors, with the figures and by how much', () => {
    const dark = only({ 2: { luma: 84 } });
    expect(dark).toMatchObject({ clipIndex: 2, kind: 'LIGHT' });
    expect(dark.instruction).toMatch(/^make clip 3 brighter by 4\d %$/);
    expect(dark.reason).toMatch(
      /^Clip 3 is darker than both its neighbors: brightness 8\d of 255, theirs are 12\d and 12\d\.$/,
    );
    expect(only({ 3: { luma: 170 } }).instruction).toMatch(/^make clip 4 darker by 2\d %$/);
  });

  it('is a clip whose color is off', () => {
    expect(only({ 4: { balance: 0.8 } })).toMatchObject({ clipIndex: 4, kind: 'COLOR' });
    expect(only({ 4: { balance: 0.8 } }).instruction).toMatch(/^make clip 5 warmer by 4\d %$/);
    expect(only({ 4: { balance: 2 } }).instruction).toMatch(/^make clip 5 cooler by 3\d %$/);
  });

  it('is a clip that is paler than the rest: it gets the look of a neighbor', () => {
    const pale = only({ 4: { saturation: 0.12 } });
    expect(pale.instruction).toMatch(/^make clip 5 look like clip [46]$/);
    expect(pale.reason).toMatch(/^Clip 5 is paler than the rest: saturation 12 %, usual is (?:39|40) %\.$/);
  });

  it('is a still clip where the song is loud, and no other still one', () => {
    expect(only({ 6: { motion: 0.02 } })).toMatchObject({
      ...{ clipIndex: 6, kind: 'STILL', instruction: 'add more motion to clip 7' },
      reason: expect.stringMatching(/motion 0\.0, usual is 4\.0; \d\.\d dB louder/) as string,
    });
    expect(suggest(alike({ 1: { motion: 0.02 } }))).toEqual([]);
  });

  it('is a jump of brightness where a shot goes on, and not where another begins', () => {
    const clips = alike();
    const [before, after] = [clips[3]!.measured, clips[4]!.measured];
    after.begins = before.ends.map((value) => value * 0.8);
    expect(suggest(clips)).toMatchObject([
      { clipIndex: 4, kind: 'SEAM', instruction: 'make clip 5 brighter by 25 %' },
    ]);
    after.begins = picture(random(5)).map((value) => value * 0.8);
    expect(suggest(clips)).toEqual([]);
    // A dip to black is a flat picture, which goes on from anything.
    after.begins = before.ends.map(() => 0);
    expect(suggest(clips)).toEqual([]);
  });

  it('is one thing of each clip, most worth first, and five at most', () => {
    const odd = { 1: { luma: 84 }, 4: { saturation: 0.12 }, 6: { motion: 0 } };
    const found = suggest(alike(odd));
    expect(new Set(kinds(found).map(String))).toEqual(new Set(['1,LIGHT', '4,SATURATION', '6,STILL']));
    const worths = found.map(({ worth }) => worth);
    expect(worths).toEqual(worths.toSorted((one, other) => other - one));
  });

  it('is not what was asked for, nor a night among days', () => {
    const asked = alike({ 2: { luma: 84 } }).map((clip) => ({ ...clip, isAdjusted: clip.clipIndex === 2 }));
    expect(suggest(asked)).toEqual([]);
    expect(suggest(alike({ 2: { luma: 30 } }))).toEqual([]);
    // Black and white.
    expect(suggest(alike({ 2: { saturation: 0, balance: 1 } }))).toEqual([]);
  });
});

it('what is suggested is understood by rules, for its clip, as it was meant', () => {
  const odd = { 1: { luma: 84 }, 4: { saturation: 0.12 }, 5: { balance: 0.7 }, 6: { motion: 0 } };
  const clips = Array.from({ length: 8 }, (_, clipIndex) => {
    return { clipIndex, start: clipIndex, end: clipIndex + 1, lyrics: [], names: [] };
  });
  for (const { clipIndex, kind, instruction } of suggest(alike(odd))) {
    const whom = whomMeant(instruction, { clips, sections: [], picked: [] });
    if (whom.kind !== 'clips') throw new Error(instruction);
    expect([whom.clips, whom.by]).toEqual([[clipIndex], 'words']);
    if (kind === 'SATURATION') {
      expect([3, 5]).toContain(whom.styleFrom);
      expect(whom.rest).toBe('');
      continue;
    }
    const { edits, rest } = readEdits(whom.rest, [], []);
    const wanted = { LIGHT: 'brighter', COLOR: 'warmer', STILL: 'more_motion', SEAM: 'brighter' }[kind];
    expect([rest, edits]).toEqual([[], [expect.objectContaining({ does: 'raise', id: wanted })]]);
    // By 43 % where a plain "brighter" is 33 %.
    if (kind === 'LIGHT') expect(edits[0]).toMatchObject({ absent: expect.closeTo(1.3, 0) as number });
  }
});

/** Scenes of their own each: a room, a street at night, a beach. */
function varied(count: number, next: () => number): SuggestibleClip[] {
  const around = (middle: number, by: number): number => middle + by * (next() + next() + next() - 1.5);
  return Array.from({ length: count }, (_, clipIndex) => {
    const figures = {
      luma: 40 + 160 * next(),
      balance: Math.max(0.3, around(1, 0.5)),
      saturation: Math.max(0.05, around(0.45, 0.4)),
      motion: Math.exp(around(1, 1.2)),
    };
    return { clipIndex, isAdjusted: false, loudness: around(-14, 6), measured: measuredAs(figures, next) };
  });
}

it.each([6, 8, 12, 20, 40])('of varied scenes nothing stands out: of 150 videos of %s clips', (count) => {
  const next = random(count);
  const found = Array.from({ length: 150 }, () => suggest(varied(count, next)).length > 0);
  expect(found.filter(Boolean).length).toBeLessThanOrEqual(3);
});
