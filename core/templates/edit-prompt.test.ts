import { editPrompt, matchTemplates } from './templates.js';

describe('the prompt of an edit', () => {
  it('says what changes in the words of the wish, and what stays', () => {
    expect(editPrompt([], 'give her a red hat.')).toBe(
      'Change this video: give her a red hat. Keep everything else as it is: the people and their faces, every movement, the camera, the framing and the timing.',
    );
  });

  it('has the words of templates where they are all that is meant, and beside what else is', () => {
    const [night] = matchTemplates('make it nighttime');
    expect(editPrompt([night!], 'make it nighttime')).toContain(`Change this video: ${night!.adds}. Keep`);
    expect(editPrompt([], 'make it nighttime and add a dragon')).toMatch(
      /add a dragon.*night.*Keep everything else/,
    );
  });
});
