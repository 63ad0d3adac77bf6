import { matchTemplates, readInstruction, TEMPLATES, type TemplateId } from '../templates.js';

const ids = (instruction: string): string[] => matchTemplates(instruction).map(({ id }) => id);

const UNDERSTOOD: Partial<Record<TemplateId, string[]>> = {
  vivid: [
    'make the colors pop',
    'more vivid colors please',
    'boost the saturation',
    'more colourful',
    'too dull',
  ],
  pastel: ['give it pastel colours', 'a pastel look', 'make it pastel'],
  teal_orange: ['teal and orange', 'give it a teal & orange look', 'use a teal and orange colour grade'],
  matte: ['give it a matte look', 'a faded film look', 'make it look faded'],
  black_and_white: [
    'black and white',
    'make it black and white please',
    'make it b&w',
    'B/W',
    'turn this into black & white',
    'change it to black and white',
    'it should be black and white',
    'monochrome please',
    'remove the color',
    'remove all the colours',
  ],
  sepia: ['sepia', 'make it sepia', 'sepia tones please', 'make it look like an old photo'],
  red_tint: [
    'make it red',
    'tint it red',
    'a red tint',
    'give it a red tint please',
    'make everything red',
    'redder',
  ],
  orange_tint: ['tint it orange'],
  yellow_tint: ['make it yellow', 'a yellow tint'],
  green_tint: ['tint the clip green', 'a green cast'],
  blue_tint: ['make it blue', 'in blue light', 'a blue tint'],
  purple_tint: ['make it purple', 'violet tint', 'tint everything purple'],
  blur: ['blur it', 'make it blurry', 'a bit of blur', 'out of focus please', 'not blurry enough'],
  soft_focus: ['soft focus', 'give it a soft focus look'],
  sharpen: ['sharpen it', 'sharper please', 'too blurry', 'less blurry', 'increase the sharpness'],
  cartoon: ['make it look like a cartoon', 'cartoon style', 'turn it into a comic book', 'posterize it'],
  pixelate: ['pixelate the clip', 'make it look like pixel art'],
  glitch: ['add glitches', 'a glitch effect', 'make it glitchy'],
  vintage_film: [
    'vintage',
    'make it look like an old movie',
    'make it like an old film',
    'a super 8 film look',
    'a retro look',
  ],
  vhs: ['VHS look', 'make it look like a VHS tape', 'old camcorder footage'],
  film_grain: ['add film grain', 'add some grain', 'grainy please', 'more grain'],
  vignette: ['add a vignette', 'darken the edges', 'make the corners darker'],
  mirror: ['mirror it', 'flip it horizontally', 'a mirror image please'],
  flip: ['flip it', 'turn it upside down', 'upside down', 'flip the clip vertically'],
  rotate: ['rotate it', 'rotate it 90 degrees', 'rotate the video clockwise'],
  crop_closer: ['crop it closer', 'crop in', 'a tighter crop'],
  zoom_in: ['zoom in', 'slowly zoom in', 'a slow zoom in', 'add a zoom', 'push in'],
  zoom_out: ['zoom out', 'a slow zoom out'],
  pan_left: ['pan left', 'pan to the left', 'a slow pan left'],
  pan_right: ['pan across the scene', 'pan to the right', 'a slow pan'],
  shake: ['add camera shake', 'shake the camera', 'make it handheld', 'a shaky camera'],
  letterbox: ['add black bars', 'letterbox it', 'cinematic bars', 'make it widescreen', 'letterbox 2.39'],
  pink_tint: ['make it pink', 'a pink tint please', 'make the whole clip magenta'],
};

const NOT_UNDERSTOOD = [
  'a black and white cat',
  'make the car red',
  'give her a red dress',
  'a red dress and blue eyes',
  'add a red light',
  'paint the wall green',
  'a pink sky',
  'add a blue car',
  'green screen',
  'more red',
  'more blue',
  'make the sky more vivid',
  'make her eyes blue',
  'red and blue cars',
  'black and white tiled floor',
  'vivid and strange dreams',
  'remove the red',
  'remove the color from the sky',
  'not black and white',
  'a vivid dream',
  'an old photo on the wall',
  'flip a coin',
  'flip the table',
  'flip the car over',
  'mirror on the wall',
  'add a mirror',
  'rotate the car',
  'crop the man out',
  'crops in a field',
  'zoom in on her face',
  'zoom in 2x',
  'zoom out to the city',
  'pan to the car',
  'a frying pan',
  'shake hands',
  'shake her head',
  'a milk shake',
  'pull back the curtain',
  'push in the door',
  'move closer to her',
  'add black bars to the window',
  'blur the background',
  'blur her face',
  'motion blur',
  'sharpen the knife',
  'a sharp knife',
  'blur his face in the crowd',
  'a cartoon cat',
  'add a comic book on the table',
  'a pixelated face',
  'a vintage car',
  'add an old film projector',
  'put a VHS player on the shelf',
  'a grain field',
  'fields of grain',
  'only the rose in color, the rest black and white',
];

it.each(Object.entries(UNDERSTOOD).flatMap(([id, texts]) => texts.map((text) => [text, id] as const)))(
  '%s: %s',
  (instruction, id) => {
    expect(ids(instruction)).toEqual([id]);
  },
);

it.each(NOT_UNDERSTOOD)('%s: left in its own words', (instruction) => {
  expect(readInstruction(instruction).templates).toEqual([]);
});

it.each<[string, TemplateId[]]>([
  ['black and white, but brighter', ['black_and_white', 'brighter']],
  ['make it black and white and more contrast', ['black_and_white', 'high_contrast']],
  ['too shaky', ['less_motion']],
  ['mirror it and zoom in', ['mirror', 'zoom_in']],
  ['too orange', ['cooler']],
  ['too blue', ['warmer']],
  ['too colorful', ['desaturated']],
  ['not colorful enough', ['vivid']],
])('%s: %j', (instruction, wanted) => {
  expect(ids(instruction)).toEqual(wanted);
});

it('the templates are offered by category, each category once', () => {
  const categories = TEMPLATES.map(({ category }) => category);
  expect(categories.filter((category, at) => category !== categories[at - 1])).toEqual([
    ...new Set(categories),
  ]);
});
