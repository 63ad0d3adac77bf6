import { mergeAdjustments } from '../../adjustments/merge.js';
import { readEdits } from '../../adjustments/read-edits.js';
import {
  amountIn,
  matchTemplates,
  readInstruction,
  TEMPLATE_IDS,
  type TemplateId,
} from '../../templates/templates.js';
import { wishInWords } from './in-words.js';
import { DEGREES, EDITS, type SaidWish } from './tool.js';

it.each(TEMPLATE_IDS)('the rules read %s as it was said, and how much of it where they can', (name) => {
  for (const strength of DEGREES) {
    const words = wishInWords({ adjustments: [{ name, strength }], rest: '' });
    expect(matchTemplates(words!).map(({ id }) => id)).toEqual([name]);
    expect([strength, 'plain']).toContain(amountIn(words!));
  }
});

it('degrees are said', () => {
  const of = (strength: (typeof DEGREES)[number]): string | null =>
    wishInWords({ adjustments: [{ name: 'brighter', strength }], rest: '' });
  expect(DEGREES.map(of)).toEqual(['a bit brighter', 'brighter', 'much brighter']);
});

/** What the rules make, by words, of a clip that has some adjustments, each plainly. */
function after(words: string | null, has: readonly TemplateId[]): Record<string, number> {
  const there = has.map((id) => ({ id, strength: 1 }));
  const made = mergeAdjustments(there, readEdits(words!, there, []).edits);
  return Object.fromEntries(made.map(({ id, strength }) => [id, strength]));
}

it.each(TEMPLATE_IDS)('the rules make %s less and more where it is there, and take it away', (name) => {
  const [less, more, none] = EDITS.map((strength) =>
    after(wishInWords({ adjustments: [{ name, strength }], rest: '' }), [name]),
  );
  // What has no half goes.
  expect(less![name] ?? 0).toBeLessThan(1);
  expect(more![name]).toBeGreaterThanOrEqual(1);
  expect(none).toEqual({});
});

it('one is taken away beside another that is added, and the rest in the user’s words', () => {
  const adjustments: SaidWish['adjustments'] = [
    { name: 'rain', strength: 'none' },
    { name: 'warmer', strength: 'plain' },
  ];
  const words = wishInWords({ adjustments, rest: 'dodaj smoka' });
  expect(words).toBe('warmer. dodaj smoka. without rain');
  expect(after(words, ['rain', 'vignette'])).toEqual({ warmer: 1, vignette: 1 });
});

it('several stand beside each other, with the rest in the user’s words', () => {
  const adjustments = (['nighttime', 'warmer'] as const).map((name) => ({
    name,
    strength: 'plain' as const,
  }));
  const words = wishInWords({ adjustments, rest: 'dodaj smoka' })!;
  expect(words).toBe('nighttime, warmer. dodaj smoka');
  expect(readInstruction(words)).toMatchObject({
    templates: [{ id: 'nighttime' }, { id: 'warmer' }],
    rest: ['dodaj smoka'],
  });
});

it.each([
  ['nothing', [], ''],
  ['what contradicts itself', ['nighttime', 'daytime'], ''],
] as const)('%s is no wish', (_what, names, rest) => {
  const adjustments = names.map((name) => ({ name, strength: 'plain' as const }));
  expect(wishInWords({ adjustments, rest })).toBeNull();
});
