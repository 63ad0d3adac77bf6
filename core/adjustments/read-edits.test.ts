// cspell:ignore bisschen dunkler wärmer oscuro cálido
import { TEMPLATE_IDS, templateById, type Template, type TemplateId } from '../templates/definitions.js';
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
    ['make it nighttime with a bit more contrast', { nighttime: 1, high_contrast: 0.5 }],
    ['make it nighttime with more motion', { nighttime: 1, more_motion: 1 }],
    ['make it nighttime with a dragon', {}],
    ['hold the camera still', { less_motion: 1 }],
    ['a bit darker and warmer', { darker: 0.5, warmer: 0.5 }],
    ['much darker, warmer and calmer', { darker: 1.5, warmer: 1.5, less_motion: 1.5 }],
    ['a bit too dark and cold', { brighter: 0.5, warmer: 0.5 }],
    ['a bit darker and more contrast', { darker: 0.5, high_contrast: 1 }],
    ['a bit darker. Warmer', { darker: 0.5, warmer: 1 }],
    ['a bit darker and make it warmer', { darker: 0.5, warmer: 1 }],
    ['a bit darker and at night', { darker: 0.5, nighttime: 1 }],
    ['ein bisschen dunkler und wärmer', { darker: 0.5, warmer: 0.5 }],
    ['un poco más oscuro y cálido', { darker: 0.5, warmer: 0.5 }],
    ['un poco más oscuro y más cálido', { darker: 0.5, warmer: 1 }],
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

  it.each<[string, Strengths]>([
    ['30 % brighter', { brighter: 1 }],
    ['can you make it 20% brighter?', { brighter: 0.5 }],
    ['brightness up 10 percent', { brighter: 0.25 }],
    ['50 percent darker', { darker: 1.5 }],
    ['increase the contrast by 30 %', { high_contrast: 1 }],
    ['contrast at 140 %', { high_contrast: 1.25 }],
    ['set the brightness to 70%', { darker: 1 }],
    ['half as bright', { darker: 1.5 }],
    ['twice as warm', { warmer: 2 }],
    ['could you make it twice as bright?', { brighter: 2 }],
    ['half the saturation', { desaturated: 0.75 }],
    ['double the contrast', { high_contrast: 2 }],
    ['30% darker and warmer', { darker: 1, warmer: 1 }],
    ['set the brightness to 100%', {}],
    ['a 50% gray wall', {}],
    ['make half of the people dance', {}],
    ['twice as many people', {}],
  ])('“%s”: a figure is measured by what the plain look changes', (instruction, wanted) => {
    expect(after(instruction)).toEqual(wanted);
  });

  it.each<[string, Strengths, Strengths]>([
    ['less dark', { darker: 1 }, { darker: 0.5 }],
    ['not so dark', { darker: 1, warmer: 1 }, { darker: 0.5, warmer: 1 }],
    ['it is a bit too dark now', { darker: 1 }, { darker: 0.75 }],
    ['less dark', { darker: 0.5 }, {}],
    ['less dark', { nighttime: 1 }, { nighttime: 1, brighter: 1 }],
    ['less dramatic please', { dramatic: 1 }, { dramatic: 0.5 }],
    ['too dark and slow', { darker: 1, less_motion: 1 }, { darker: 0.5, less_motion: 0.5 }],
    ['less dark and add a dragon', { darker: 1 }, { darker: 0.5 }],
    ['is it too dark?', { darker: 1 }, { darker: 1 }],
  ])('“%s” of %j softens what is there', (instruction, before, wanted) => {
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
    ['half as strong', 0.5],
    ['twice as strong', 2],
    ['double it', 2],
    ['25 % less of that', 0.75],
    ['50% stronger', 1.5],
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

it('each look goes by the words that the page sends for it', () => {
  for (const id of TEMPLATE_IDS) {
    const instruction = `without the ${templateById(id)!.label.toLowerCase()} effect`;
    expect([id, readEdits(instruction, listOf({ [id]: 1 }), []).edits]).toEqual([
      id,
      [{ does: 'remove', id }],
    ]);
  }
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
