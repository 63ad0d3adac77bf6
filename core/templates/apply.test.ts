import fc from 'fast-check';
import {
  applyTemplates,
  MAX_PROMPT_WORDS,
  templateById,
  TEMPLATES,
  withoutTemplates,
  type TemplateId,
} from './templates.js';

const apply = (prompt: string, ...ids: TemplateId[]): string =>
  applyTemplates(
    prompt,
    ids.map((id) => templateById(id)!),
  );
const STYLE = 'hand-painted storybook animation, soft natural light, warm highlights and teal shadows.';
// cspell:ignore harbour
const BAY =
  'A girl in a yellow coat stands on a harbour wall and flies a red kite over a turquoise bay under the bright midday ' +
  `sun. Sailing boats glide past a whitewashed hill village, sunlight glitters on the water, white clouds in a clear blue sky. ${STYLE}`;
const LANTERNS =
  'Paper lanterns drift across a calm harbour at dusk below a striped lighthouse whose beam sweeps the rose and violet ' +
  `sky. A girl waves from a wooden pier, her red kite resting beside her, the first stars coming out. ${STYLE}`;

describe('applying a template', () => {
  it.each([
    ['A street under the bright midday sun, golden hour, wide shot', 'nighttime', 'A street, wide shot'],
    ['The sun sets over the bay as a boy runs home', 'nighttime', 'The bay as a boy runs home'],
    ['Sunlit hills roll, moonlit dunes', 'nighttime', 'Hills roll, moonlit dunes'],
    ['A moonlit forest, the orange sky reflected in a lake', 'daytime', 'A forest'],
    ['A street, stars, at night, rain', 'nighttime', 'A street, rain'],
    ['A lamp, high brighter key, a wall', 'darker', 'A lamp, a wall'],
    ['A sunlit alley with a cat', 'nighttime', 'An alley with a cat'],
    ['In bright daylight a girl runs', 'nighttime', 'A girl runs'],
    ['A girl walks in sunlight to the shore.', 'nighttime', 'A girl walks to the shore'],
    ['A road, shafts of sunlight through pink crowns', 'nighttime', 'A road, through pink crowns'],
    ['A city at night, full moon, rain', 'daytime', 'A city, rain'],
    ['A night market in the rain', 'daytime', 'A market in the rain'],
    ['A knight under the moon', 'daytime', 'A knight'],
    ['A beach at sunset. Waves roll in.', 'dawn', 'A beach. Waves roll in'],
    ['A face, warm tones, close-up', 'cooler', 'A face, close-up'],
    ['A face in low-key lighting', 'brighter', 'A face'],
    ['Dancers, fast-paced action, neon', 'less_motion', 'Dancers, neon'],
  ] as const)('%s + %s', (prompt, id, kept) => {
    expect(apply(prompt, id)).toBe(`${kept}, ${templateById(id)!.adds}`);
  });

  it('repairs whole sentences', () => {
    expect(apply(BAY, 'nighttime')).toBe(
      'A girl in a yellow coat stands on a harbour wall and flies a red kite over a turquoise bay. Sailing boats glide ' +
        `past a whitewashed hill village, white clouds. ${STYLE.slice(0, -1)}, at night, dark sky, stars, night lighting`,
    );
    expect(apply(LANTERNS, 'daytime')).toBe(
      'Paper lanterns drift across a calm harbour below a striped lighthouse whose beam sweeps the rose and violet sky. ' +
        `A girl waves from a wooden pier, her red kite resting beside her. ${STYLE.slice(0, -1)}, in bright daylight, clear sky`,
    );
  });

  it('makes a prompt of its own words where there was none', () => {
    expect(apply('', 'dreamy')).toBe(templateById('dreamy')!.adds);
  });

  it('lets the latest of a kind win and keeps the other kinds', () => {
    expect(
      apply('A street', 'nighttime', 'more_motion', 'warmer', 'dawn', 'cooler', 'dramatic', 'dreamy'),
    ).toBe(
      `A street, ${(['more_motion', 'dawn', 'cooler', 'dreamy'] as const).map((id) => templateById(id)!.adds).join(', ')}`,
    );
  });

  it('keeps the subject in front and the style at the end of a prompt that is too long', () => {
    const long = `A girl flies a kite, ${'then she runs along the wall, '.repeat(60)}16mm film, grain`;
    const prompt = apply(long, 'nighttime');
    expect(prompt).toMatch(
      /^A girl flies a kite, .*16mm film, grain, at night, dark sky, stars, night lighting$/,
    );
  });
});

const fragments = fc.oneof(
  fc.constantFrom(
    'A girl',
    'two dancers',
    'in a red coat',
    'a neon city',
    'on a rooftop',
    'and',
    'the',
    'with',
    'under',
  ),
  fc.constantFrom(
    'at night',
    'bright midday sun',
    'golden hour',
    'moonlight',
    'sunlit',
    'the first stars',
    'sunset',
    'dawn',
  ),
  fc.constantFrom(
    'warm tones',
    'teal shadows',
    'dreamy',
    'gritty',
    'slow motion',
    'fast-paced action',
    'low-key',
    // cspell:disable-next-line
    'vivid colours',
  ),
  fc.constantFrom(...TEMPLATES.map(({ adds }) => adds), ...TEMPLATES.flatMap(({ adds }) => adds.split(', '))),
);
const separators = fc.constantFrom(' ', ', ', '. ', '; ', ' and ', '\n', ',, ', ' , ');
const realistic = fc
  .array(fc.tuple(fragments, separators), { maxLength: 120 })
  .map((parts) => parts.flat().join(''));
const prompts = fc.oneof(
  realistic,
  fc.string({ unit: 'grapheme', maxLength: 400 }),
  fc.string({ maxLength: 400 }),
);
const sequences = fc.array(fc.constantFrom(...TEMPLATES), { minLength: 1, maxLength: 25 });
const last = (sequence: readonly (typeof TEMPLATES)[number][]) => sequence.at(-1)!;
/** The templates of which something holds. One "expect" for each would take longer than what it looks at. */
const idsOf = (holds: (template: (typeof TEMPLATES)[number]) => boolean): string[] =>
  TEMPLATES.filter(holds).map(({ id }) => id);

describe('whatever the prompt and however many templates', () => {
  const check = (
    name: string,
    holds: (prompt: string, sequence: (typeof TEMPLATES)[number][]) => void,
  ): void => it(name, () => fc.assert(fc.property(prompts, sequences, holds), { numRuns: 400 }));

  check('the prompt has 1 to 200 words', (prompt, sequence) => {
    const words = applyTemplates(prompt, sequence).trim().split(/\s+/);
    expect(words[0]).not.toBe('');
    expect(words.length).toBeLessThanOrEqual(MAX_PROMPT_WORDS);
  });

  check('the last one applied again changes nothing', (prompt, sequence) => {
    const once = applyTemplates(prompt, sequence);
    expect(applyTemplates(once, [last(sequence)])).toBe(once);
  });

  check('each stands there at most once, and the last one at the end', (prompt, sequence) => {
    const text = applyTemplates(prompt, sequence);
    expect(idsOf(({ adds }) => text.split(adds).length > 2)).toEqual([]);
    expect(text.endsWith(last(sequence).adds)).toBe(true);
  });

  check('each goes again, with all of its words, and leaves the others', (prompt, sequence) => {
    const text = applyTemplates(prompt, sequence);
    const without = withoutTemplates(text, [last(sequence)]);
    const stays = idsOf(({ id, adds }) => text.includes(adds) && id !== last(sequence).id);
    expect(idsOf(({ adds }) => without.includes(adds))).toEqual(stays);
    expect(withoutTemplates(without, [last(sequence)])).toBe(without);
  });

  check('what the last one contradicts is gone', (prompt, sequence) => {
    const text = applyTemplates(prompt, sequence);
    for (const id of last(sequence).replaces) expect(text).not.toContain(templateById(id)!.adds);
    const body = TEMPLATES.reduce((rest, { adds }) => rest.replace(adds, ''), text);
    expect(body.match(last(sequence).removes.pattern)).toBeNull();
  });

  check('earlier ones that nothing contradicted stay', (prompt, sequence) => {
    const text = applyTemplates(prompt, sequence);
    sequence.forEach((template, index) => {
      const replaced = sequence.slice(index + 1).some(({ replaces }) => replaces.includes(template.id));
      if (!replaced) expect(text).toContain(template.adds);
    });
  });
});
