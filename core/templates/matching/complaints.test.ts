import fc from 'fast-check';
import { matchTemplates, readInstruction, TEMPLATES, type TemplateId } from '../templates.js';

const ids = (instruction: string): string[] => matchTemplates(instruction).map(({ id }) => id);

const ASKS_FOR: Partial<Record<TemplateId, string[]>> = {
  brighter: [
    'less dark',
    'make it less dark',
    'can you make this clip a bit less dark?',
    'I want it less dark',
    'not so dark',
    'not as dark',
    'not that dark',
    'please not so dark',
    'make it not so dark',
    "don't make it so dark",
    "I don't want it so dark",
    "it shouldn't be so dark",
    'not as dark as before',
    'not as dark as it is now',
    'too dark',
    'Too dark!',
    "it's too dark",
    'it looks too dark',
    'this is still too dark',
    'the clip looks a bit too dark',
    'way too dark',
    'much too dark',
    'I think it is too dark',
    'I find it too dark',
    'you made it too dark',
    'too dark for me',
    'too dim',
    'too black',
    "it's better, but still too dark",
    'not bright enough',
    "it isn't bright enough",
    "isn't bright enough",
    'not quite bright enough',
    'not nearly bright enough',
    'not enough light',
    "there isn't enough light",
    'there is not enough light in this clip',
    'too little light',
    'you darkened it too much',
    'the light is too low',
    'the brightness is too low',
    'reduce the darkness',
  ],
  darker: [
    'less bright',
    'not so bright',
    'not as bright',
    'too bright',
    'still too bright',
    'far too bright please',
    'too light',
    'too much light',
    'not so much light',
    'the lighting is too bright',
    'the light is too bright',
    'not dark enough',
    'too exposed',
    'too overexposed',
    'the brightness is too high',
    'you brightened it too much',
  ],
  more_motion: [
    'too slow',
    'less slow',
    'not so slow',
    'too calm',
    'too static',
    'not fast enough',
    'not dynamic enough',
    'not enough motion',
    "there's not enough movement",
    'it moves too slow',
    'the motion is too slow',
    'too little movement',
  ],
  less_motion: [
    'too fast',
    'less fast',
    'not so fast',
    'too shaky',
    'the camera is too shaky',
    'too much motion',
    'way too much movement',
    'not so much motion',
    'it moves too much',
    'the camera moves too much',
    'it moves too fast',
    'not calm enough',
    'less energy',
    'less energetic',
    'too hectic',
  ],
  warmer: ['too cold', 'less cold', 'not so blue', 'too blue', 'not warm enough', 'the colors are too cold'],
  cooler: [
    'a little too warm',
    'less warm',
    'not so warm',
    'less warm colors',
    'the colors are too warm',
    'too orange',
    'tone down the warmth',
  ],
  high_contrast: [
    'not enough contrast',
    'the contrast is too low',
    'the contrast is not high enough',
    'too little contrast',
  ],
  desaturated: [
    'a bit less saturated',
    'too saturated',
    'too colorful',
    'not so colorful',
    'too much color',
    'too many colors',
    'the colors are too saturated',
    'the colors are too vivid',
    'the saturation is too high',
    'less vibrant',
  ],
  dramatic: ['not dramatic enough', 'not enough drama'],
  dreamy: ['not dreamy enough'],
  high_energy: ['not enough energy', 'not energetic enough', 'the energy is too low'],
};

/** The library has nothing that does it, or the words mean something else. */
const ASKS_FOR_NOTHING_KNOWN = [
  // no template gives less of it
  'less contrast',
  'too much contrast',
  'the contrast is too high',
  'less dramatic',
  'too gritty',
  'not so dreamy',
  'less night',
  'too much night',
  // remarks and questions
  'not dark',
  "it's not dark",
  "it's not so dark",
  "it's not as dark now",
  "it's less dark",
  'is it too dark?',
  'is it too dark',
  'too dark?',
  "isn't it too dark?",
  'is it bright enough?',
  'is the contrast too low',
  'bright enough',
  // the other way round, or neither
  'not too dark',
  "it's not too dark",
  "don't make it too dark",
  "don't make it less dark",
  'not less dark',
  'never less dark',
  'no less dark',
  'less darker',
  'not so much darker',
  'not brighter',
  'not much darker',
  'not bright',
  'less is more',
  'not so little light',
  "it's not so little light",
  'too cool',
  'not cool enough',
  'so dark',
  'enough',
  'not enough',
  'too much',
  'less',
  // something else than the clip
  'the car is too dark',
  'her dress is too bright',
  'the sky is too dark',
  'the night is too dark',
  'the mood is too dark',
  'the colors are too slow',
  'the camera is too dark',
  'too dark in the corners',
  'too dark to see her face',
  'too bright sun',
  'not enough cars',
  'less bright cars',
  'too bright and shiny cars',
];

/** Words of strength change nothing: a template has one. */
const STRENGTHS = ['a bit', 'a little', 'slightly', 'much', 'way', 'far', 'really', 'quite'];

describe('a complaint, and an instruction that asks for less of something', () => {
  const sentences = Object.entries(ASKS_FOR).flatMap(([id, said]) => said.map((text) => [text, id] as const));

  it.each(sentences)('%s: %s', (instruction, id) => {
    expect(ids(instruction)).toEqual([id]);
  });

  it.each(ASKS_FOR_NOTHING_KNOWN)('%s: left to the prompt step', (instruction) => {
    expect(ids(instruction)).toEqual([]);
  });

  it('means the same at every strength', () => {
    for (const strength of STRENGTHS) {
      expect([strength, ids(`${strength} too dark`)]).toEqual([strength, ['brighter']]);
      expect([strength, ids(`make it ${strength} less dark`)]).toEqual([strength, ['brighter']]);
      expect([strength, ids(`it is ${strength} too warm, please`)]).toEqual([strength, ['cooler']]);
    }
  });

  it('asks for the opposite of every quality that has one, and for nothing where none has', () => {
    for (const { phrases, opposite, qualities = [] } of TEMPLATES) {
      for (const quality of [...phrases, ...qualities].filter((phrase) =>
        /^[a-z]+(?<!er|en|cool)$/.test(phrase),
      )) {
        const less = ids(`less ${quality}`);
        expect([quality, less]).toEqual([quality, opposite === undefined ? [] : [opposite]]);
        expect([quality, ids(`it's too ${quality}`)]).toEqual([quality, less]);
        expect([quality, ids(`not so ${quality}`)]).toEqual([quality, less]);
      }
    }
  });

  it('is never found in what denies or asks', () => {
    const phrase = fc.constantFrom(
      ...TEMPLATES.flatMap(({ phrases, qualities = [] }) => [...phrases, ...qualities]),
    );
    const frame = fc.constantFrom(
      (said: string) => `not ${said}`,
      (said: string) => `not too ${said}`,
      (said: string) => `it's not so ${said}`,
      (said: string) => `it's ${said} enough`,
      (said: string) => `is it too ${said}?`,
      (said: string) => `don't make it less ${said}`,
      (said: string) => `don't make it too ${said}`,
      (said: string) => `the car is too ${said}`,
    );
    fc.assert(
      fc.property(phrase, frame, (said, framed) => {
        expect([framed(said), ids(framed(said))]).toEqual([framed(said), []]);
      }),
    );
  });

  it('has an opposite only in what replaces it', () => {
    for (const { replaces, opposite } of TEMPLATES) {
      if (opposite !== undefined) expect(replaces).toContain(opposite);
    }
  });
});

describe('a complaint beside other words', () => {
  it.each<[string, TemplateId[], string[]]>([
    ['too dark, make it warmer', ['brighter', 'warmer'], []],
    ['night, but not so dark', ['nighttime', 'brighter'], []],
    ['too dark and slow', ['brighter', 'more_motion'], []],
    ['too dark and cold', ['brighter', 'warmer'], []],
    ['not so bright and warm', ['darker', 'cooler'], []],
    ['not enough light and contrast', ['brighter', 'high_contrast'], []],
    ['less colorful and bright', ['desaturated', 'darker'], []],
    ['too dark and gritty', ['brighter'], ['too gritty']],
    ['too dark, add a lamp', ['brighter'], ['add a lamp']],
    ['too dark and slow it down', ['brighter', 'slow_motion'], []],
    ['too dark. Dreamy', ['brighter', 'dreamy'], []],
    ['too calm, make it energetic', ['high_energy'], []],
    ["it's too dark, can you fix it?", ['brighter'], []],
    ['too dark, but I like it', [], ['too dark, but I like it']],
    ['too bright, make it brighter', [], ['too bright, make it brighter']],
    ['darker, but not so dark', [], ['darker, but not so dark']],
    ['the car is too dark, make it brighter', [], ['the car is too dark, make it brighter']],
  ])('%s', (instruction, templates, rest) => {
    const read = readInstruction(instruction);
    expect([read.templates.map(({ id }) => id), read.rest]).toEqual([templates, rest]);
  });
});
