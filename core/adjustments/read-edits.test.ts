import { templateById, type Template, type TemplateId } from '../templates/templates.js';
import type { Adjustment } from './adjustment.js';
import { changeInWords } from './in-words.js';
import { mergeAdjustments } from './merge.js';
import { readEdits } from './read-edits.js';

type Strengths = Partial<Record<TemplateId, number>>;
const listOf = (strengths: Strengths): Adjustment[] =>
  Object.entries(strengths).map(([id, strength]) => ({ id: id as TemplateId, strength }));
const templates = (...ids: TemplateId[]): Template[] => ids.map((id) => templateById(id)!);

/** What becomes of adjustments by an instruction, where some were asked for last. */
function after(instruction: string, before: Strengths = {}, last: TemplateId[] = []): Strengths {
  const { edits } = readEdits(instruction, listOf(before), templates(...last));
  const merged = mergeAdjustments(listOf(before), edits);
  return Object.fromEntries(merged.map(({ id, strength }) => [id, strength]));
}

describe('how much', () => {
  it.each<[string, Strengths]>([
    ['make it brighter', { brighter: 1 }],
    ['a bit brighter', { brighter: 0.5 }],
    ['make it a little bit warmer', { warmer: 0.5 }],
    ['slightly warmer', { warmer: 0.5 }],
    ['much darker', { darker: 1.5 }],
    ['way more contrast', { high_contrast: 1.5 }],
    ['a lot more motion please', { more_motion: 1.5 }],
    ['quite a bit brighter', { brighter: 1.5 }],
    ['thanks so much, now brighter', { brighter: 1 }],
    ['I would really like it brighter', { brighter: 1 }],
    ["it's much too dark", { brighter: 1.5 }],
    ['a bit too dark', { brighter: 0.5 }],
    ['make it nighttime with a bit more contrast', {}],
    ['make it night and a bit warmer', { nighttime: 1, warmer: 0.5 }],
    ['slightly brighter and much more contrast', { brighter: 0.5, high_contrast: 1.5 }],
  ])('“%s”', (instruction, wanted) => {
    expect(after(instruction)).toEqual(wanted);
  });

  it.each<[string, Strengths, Strengths]>([
    ['make it brighter', { brighter: 1 }, { brighter: 1.5 }],
    ['a bit brighter', { brighter: 1 }, { brighter: 1.25 }],
    ['much brighter', { brighter: 0.5 }, { brighter: 1.25 }],
    ['brighter', { brighter: 2 }, { brighter: 2 }],
    // States, not comparatives.
    ['make it nighttime', { nighttime: 1 }, { nighttime: 1 }],
    ['make it nighttime', { nighttime: 0.5 }, { nighttime: 1 }],
    ['slightly dreamy', {}, {}],
    ['make it slightly dreamy', { dreamy: 1 }, { dreamy: 0.5 }],
    ['golden hour', { sunset: 1 }, { sunset: 1 }],
    ['after dark', { nighttime: 1 }, { nighttime: 1 }],
  ])('“%s” of what is there: a comparative adds, a state sets', (instruction, before, wanted) => {
    expect(after(instruction, before)).toEqual(wanted);
  });

  it('gives way, and replaces', () => {
    expect(after('make it day', { nighttime: 1.5, warmer: 1 })).toEqual({ daytime: 1, warmer: 1 });
    expect(after('darker', { brighter: 1, dreamy: 1 })).toEqual({ darker: 1, dreamy: 1 });
  });
});

describe('more and less of the last change', () => {
  it.each<[string, number]>([
    ['a bit more', 1.25],
    ['stronger', 1.5],
    ['again', 1.5],
    ['much stronger', 1.75],
    ['even more of that', 1.5],
    ['a bit less', 0.75],
    ['a little softer, please', 0.75],
    ['softer', 0.5],
    ['less of that', 0.5],
    ['not so strong', 0.5],
    ['tone it down a bit', 0.75],
    ['too much', 0.5],
    ['way too much', 0.25],
    ['not so much', 0.5],
    ['make it less intense', 0.5],
  ])('“%s”', (instruction, strength) => {
    expect(after(instruction, { nighttime: 1, warmer: 1 }, ['warmer'])).toEqual({
      nighttime: 1,
      warmer: strength,
    });
  });

  it('is of all that was asked for last; at 0 nothing is left', () => {
    const both: Strengths = { nighttime: 1, warmer: 0.5 };
    expect(after('less', both, ['nighttime', 'warmer'])).toEqual({ nighttime: 0.5 });
    expect(after('much less', both, ['nighttime', 'warmer'])).toEqual({ nighttime: 0.25 });
    expect(after('less', { warmer: 0.5 }, ['warmer'])).toEqual({});
  });

  it('is of the only adjustment where nothing was asked for before, and of none among several', () => {
    expect(after('a bit less', { sunset: 1 })).toEqual({ sunset: 0.75 });
    expect(readEdits('a bit less', listOf({ sunset: 1, warmer: 1 }), [])).toMatchObject({
      edits: [],
      rest: ['a bit less'],
    });
  });

  it.each(['less motion', 'less color', 'not dark', 'a bit less red', 'softer light', 'too dark'])(
    'is not meant by “%s”',
    (instruction) => {
      expect(readEdits(instruction, listOf({ sunset: 1 }), templates('sunset')).refines).toBe(false);
    },
  );
});

describe('what is taken away', () => {
  it.each([
    'without the night',
    'no night',
    'no more night please',
    'remove the night look',
    'take the night away',
    'can you remove the nighttime effect?',
    'get rid of the night',
    'undo the night',
    'make it without the night look',
  ])('“%s”', (instruction) => {
    expect(after(instruction, { nighttime: 1, warmer: 1 })).toEqual({ warmer: 1 });
  });

  it('leaves the rest of the instruction', () => {
    expect(after('remove the night and make it a bit warmer', { nighttime: 1 })).toEqual({ warmer: 0.5 });
    expect(after('no contrast, no motion', { high_contrast: 1, more_motion: 1 })).toEqual({});
  });

  it.each(['no night', 'without the people', 'remove the red car', 'do not make it night'])(
    'is nothing that is not there: “%s”',
    (instruction) => {
      expect(readEdits(instruction, listOf({ warmer: 1 }), [])).toMatchObject({ edits: [] });
      expect(after(instruction, { warmer: 1 })).toEqual({ warmer: 1 });
    },
  );
});

describe('what an edit does, in words', () => {
  it.each<[Strengths, Strengths, string]>([
    [{ brighter: 1 }, { brighter: 0.75 }, '“Brighter” goes from 100 % to 75 %.'],
    [{ nighttime: 1, warmer: 1 }, { warmer: 1 }, '“Nighttime” goes.'],
    [{ nighttime: 1 }, {}, '“Nighttime” goes: the footage is as it was.'],
    [
      { nighttime: 1, warmer: 1 },
      { nighttime: 0.5, warmer: 0.5 },
      '“Nighttime” goes from 100 % to 50 % and “Warmer” goes from 100 % to 50 %.',
    ],
    [{ nighttime: 1 }, { warmer: 0.5 }, '“Nighttime” goes and “Warmer” comes at 50 %.'],
  ])('%j to %j', (before, now, sentence) => {
    expect(changeInWords(listOf(before), listOf(now))).toBe(sentence);
  });
});
