import { applyTemplates, matchTemplates, MAX_PROMPT_WORDS, TEMPLATES, templateById } from './templates.js';

const ids = (instruction: string): string[] => matchTemplates(instruction).map((template) => template.id);

describe('matching an instruction', () => {
  it.each([
    ['make it nighttime', ['nighttime']],
    ['Night time please!', ['nighttime']],
    ['Can you set this scene at night?', ['nighttime']],
    ['brighter', ['brighter']],
    ['can you brighten this up a bit?', ['brighter']],
    ['make it darker', ['darker']],
    ['turn it into day', ['daytime']],
    ['add more motion', ['more_motion']],
    ['less movement', ['less_motion']],
    ['darker and calmer', ['darker', 'less_motion']],
    ['nighttime, more motion', ['nighttime', 'more_motion']],
  ])('%s is %j', (instruction, expected) => {
    expect(ids(instruction)).toEqual(expected);
  });

  it.each([
    "don't make it darker",
    'less dark',
    'still too bright',
    'add a knight',
    'the day after',
    'brighter but keep the night sky',
    'make it nighttime and add a red car',
    'make it not brighter',
    'please',
    '',
  ])('%s is left to the prompt step', (instruction) => {
    expect(ids(instruction)).toEqual([]);
  });
});

describe('applying a template', () => {
  const nighttime = templateById('nighttime')!;

  it('replaces what it contradicts', () => {
    const prompt = applyTemplates('A street under the bright midday sun, golden hour, wide shot', [
      nighttime,
    ]);
    expect(prompt).toBe('A street, wide shot, at night, dark sky, stars, night lighting');
  });

  it('changes nothing when it is applied again', () => {
    const once = applyTemplates('A street, wide shot', [nighttime]);
    expect(applyTemplates(once, [nighttime])).toBe(once);
  });

  it('gives way to its opposite', () => {
    const day = applyTemplates(applyTemplates('A street', [nighttime]), [templateById('daytime')!]);
    expect(day).not.toMatch(/night|stars/);
  });

  it('keeps earlier changes of another kind', () => {
    const prompt = applyTemplates(applyTemplates('A street', [nighttime]), [templateById('more_motion')!]);
    expect(prompt).toMatch(/night lighting.*dynamic camera movement/);
  });

  it('never grows beyond the word limit', () => {
    const long = Array.from({ length: 300 }, (_, i) => `word${i}`).join(' ');
    for (const template of TEMPLATES) {
      expect(applyTemplates(long, [template]).split(/\s+/).length).toBeLessThanOrEqual(MAX_PROMPT_WORDS);
    }
  });
});
