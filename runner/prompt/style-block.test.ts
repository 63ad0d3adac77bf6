import { applyTemplates, TEMPLATES } from '../../core/templates/definitions.js';
import { wordsOf } from '../../core/util/text/one-line.js';
import { longestStyleBlock, styleBlock, withoutStyleBlock, withStyleBlock } from './style-block.js';

const style = {
  visualStyle: 'hand-painted storybook animation',
  mood: 'hopeful',
  lighting: 'warm highlights',
  cinematography: 'wide compositions',
  colorPalette: ['#EF5A3A', '#F4B942'],
  characters: [
    { name: 'Noa', description: 'Noa, about ten, mustard-yellow coat' },
    { name: 'Ben', description: 'a tall man with a beard.' },
    { name: 'Jo', description: null },
  ],
  scenes: [{ description: 'A ridge', timeOfDay: 'early morning' }],
};
const nothing = { ...style, visualStyle: null, colorPalette: [], characters: [] };

describe('the style block', () => {
  it('names the look, the colors and the appearance of the characters in the prompt', () => {
    expect(styleBlock(style, 'Noa runs.')).toBe(
      // cspell:disable-next-line
      'Style of the whole video: hand-painted storybook animation; colours #EF5A3A, #F4B942; Noa, about ten, mustard-yellow coat; the same in every shot.',
    );
    expect(styleBlock(style, 'ben waits')).toContain('; Ben: a tall man with a beard; the same');
  });

  it('does not add characters to a clip without them', () => {
    expect(styleBlock(style, 'A train crosses; a noatak, a bench.')).not.toMatch(/Noa|Ben/);
  });

  it('leaves light, time of day, mood and camera to the instructions', () => {
    expect(styleBlock(style, 'Noa')).not.toMatch(/hopeful|warm|wide|morning/);
  });

  it('is empty if the scene plan says nothing', () => {
    expect(styleBlock(nothing, 'Noa')).toBe('');
    expect(withStyleBlock('A street', '')).toBe('A street');
  });

  it('stays short, whatever the scene plan holds', () => {
    const much = 'word '.repeat(500);
    const characters = Array.from({ length: 20 }, () => ({ name: 'Noa', description: much }));
    const long = { ...style, visualStyle: much, colorPalette: Array(50).fill(much), characters };
    expect(wordsOf(styleBlock(long, 'Noa')).length).toBeLessThan(110);
    expect(longestStyleBlock(long)).toBe(wordsOf(styleBlock(long, 'Noa')).length);
  });

  it('is never longer than the room left for it, whichever characters are named', () => {
    const characters = ['A', 'B', 'C', 'D'].map((name, n) => ({ name, description: 'word '.repeat(n * 5) }));
    const four = { ...style, characters };
    expect(longestStyleBlock(four)).toBe(wordsOf(styleBlock(four, 'B, C and D')).length);
  });
});

describe('a prompt with the style block', () => {
  const block = styleBlock(style, 'Noa runs.');

  it('loses it again as it was, and never has it twice', () => {
    const once = withStyleBlock('Noa runs.', block);
    expect(withoutStyleBlock(once)).toBe('Noa runs.');
    expect(withStyleBlock(withoutStyleBlock(once), block)).toBe(once);
  });

  it.each(TEMPLATES.map((template) => [template.id, template] as const))(
    'loses it, and keeps what the template %s has put behind it',
    (_id, template) => {
      const changed = applyTemplates(withStyleBlock('Noa runs', block), [template]);
      const without = withoutStyleBlock(changed);
      expect(without).not.toMatch(/storybook|EF5A3A|mustard|every shot/);
      expect(without).toContain(template.adds);
      expect(without).toMatch(/^Noa runs/);
    },
  );
});
