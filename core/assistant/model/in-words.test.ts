import { amountIn, matchTemplates, readInstruction, TEMPLATE_IDS } from '../../templates/templates.js';
import { wishInWords } from './in-words.js';
import { STRENGTHS } from './tool.js';

it.each(TEMPLATE_IDS)('the rules read %s as it was said, and how much of it where they can', (name) => {
  for (const strength of STRENGTHS) {
    const words = wishInWords({ adjustments: [{ name, strength }], rest: '' });
    expect(matchTemplates(words!).map(({ id }) => id)).toEqual([name]);
    expect([strength, 'plain']).toContain(amountIn(words!));
  }
});

it('degrees are said', () => {
  const of = (strength: (typeof STRENGTHS)[number]): string | null =>
    wishInWords({ adjustments: [{ name: 'brighter', strength }], rest: '' });
  expect(STRENGTHS.map(of)).toEqual(['a bit brighter', 'brighter', 'much brighter']);
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
