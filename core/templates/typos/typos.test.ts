import { readInstruction, type TemplateId } from '../templates.js';

const read = (instruction: string): [string[], string[]] => {
  const { templates, rest } = readInstruction(instruction);
  return [templates.map(({ id }) => id), rest];
};

it.each<[string, TemplateId[]]>([
  ['brigther', ['brighter']],
  ['make it brightr', ['brighter']],
  ['nightime please', ['nighttime']],
  ['make it nighttme', ['nighttime']],
  ['less saturatd', ['desaturated']],
  ['too saturaetd', ['desaturated']],
  ['more contarst', ['high_contrast']],
  ['sunest', ['sunset']],
  ['dramtic', ['dramatic']],
  ['make it darkerr and wamer', ['darker', 'warmer']],
  ['more movment', ['more_motion']],
  ['plese make it darker', ['darker']],
  ['not brihgt enough', ['brighter']],
  ['slowwer', ['less_motion']],
  ['make it etheral', ['ethereal']],
  ['night and more moton', ['nighttime', 'more_motion']],
])('%s', (instruction, templates) => {
  expect(read(instruction)).toEqual([templates, []]);
});

it('the corrected word has the strength of the right one', () => {
  expect(readInstruction('a bit slowwer').said).toEqual(['a bit slower']);
});

it.each([
  // Words themselves.
  'make it lighted',
  'dancer',
  'make it fighter',
  'a fighter',
  'winter',
  'make it winter',
  'flower',
  'make it older',
  'more lotion',
  'more notion',
  'farmer',
  'make it creamy',
  'nicht',
  'gleicht',
  'warner',
  'palmer',
  'parker',
  'master',
  'make it fright',
  'more emotion',
  'more contract',
  'right',
  'make it tight',
  'knight',
  'subset',
  'coolers',
  'make it swarm',
  'make it faced',
  'lovely',
  'less colon',
  // Too short, two edits away, or only a part of what is said.
  'drak',
  'brihgetr',
  'make the car brigther',
  "don't make it brigther",
  'not brigther',
  'brigther or darkr',
  'brigth and shiny cars',
  'is it brigther?',
])('%s: left as it is', (instruction) => {
  expect(read(instruction)[0]).toEqual([]);
});

it('keeps the rest in its own spelling', () => {
  expect(read('make it darkerr and add a brigth lamp')).toEqual([['darker'], ['add a brigth lamp']]);
});
