import { words, type Library, type TemplateDefinition, type TemplateId } from '../template.js';

const TINTS = [
  'red_tint',
  'orange_tint',
  'yellow_tint',
  'green_tint',
  'blue_tint',
  'purple_tint',
  'pink_tint',
] as const satisfies readonly TemplateId[];
type Tint = (typeof TINTS)[number];

/** One color over the whole picture. Only one at a time: the second would mix with the first to a third. */
function tint(
  id: Tint,
  names: readonly string[],
  more: Pick<TemplateDefinition, 'opposite'> & { further?: readonly string[] } = {},
): TemplateDefinition {
  const [name] = names as [string];
  const Name = `${name[0]!.toUpperCase()}${name.slice(1)}`;
  const others = TINTS.filter((other) => other !== id);
  return {
    label: `${Name} tint`,
    category: 'Tint',
    phrases: [...names.flatMap(sayings), ...(more.further ?? [])],
    ...(more.opposite === undefined ? {} : { opposite: more.opposite }),
    adds: `${name} color tint over the whole picture`,
    replaces: [...others, 'sepia', ...(more.opposite === undefined ? [] : [more.opposite])],
    removes: words(
      ...others.map((other) => `${other.replace('_tint', '')}[- ](?:tint(?:ed)?|toned|cast)`),
      'sepia(?:[- ]toned)?',
    ),
    reply: `I'll tint this clip ${name}.`,
  };
}

/** Not "more red": that may be a red dress. */
function sayings(color: string): string[] {
  return [
    color,
    `${color} tint`,
    `tint ${color}`,
    `tinted ${color}`,
    `${color} tinted`,
    `${color} toned`,
    `${color} tones`,
    `${color} color tint`,
    `${color} overlay`,
    `${color} light`,
    `${color} cast`,
    `${color} hue`,
    `tint in ${color}`,
    `all ${color}`,
    `${color} wash`,
  ];
}

export const TINT = {
  red_tint: tint('red_tint', ['red', 'crimson'], { further: ['redder', 'reddish'] }),
  orange_tint: tint('orange_tint', ['orange'], { opposite: 'cooler', further: ['orangey', 'orangish'] }),
  yellow_tint: tint('yellow_tint', ['yellow'], { opposite: 'cooler', further: ['yellowish', 'yellowy'] }),
  green_tint: tint('green_tint', ['green'], { further: ['greener', 'greenish', 'matrix green'] }),
  blue_tint: tint('blue_tint', ['blue'], { opposite: 'warmer', further: ['bluish', 'blueish'] }),
  purple_tint: tint('purple_tint', ['purple', 'violet', 'lilac', 'lavender'], {
    further: ['purplish'],
  }),
  pink_tint: tint('pink_tint', ['pink', 'magenta'], { further: ['pinker', 'pinkish', 'rosy'] }),
} satisfies Partial<Library>;
