import { asksForMore } from '../templates.js';

describe('an instruction that asks for more of the same', () => {
  it.each([
    'more',
    'a bit more',
    'A little more, please',
    'even more of that',
    'a bit more of that!',
    'make it even more',
    'stronger',
    'much stronger please',
    'again',
    'do it again',
    'once more',
    'the same again',
    'and again',
  ])('%s', (instruction) => {
    expect(asksForMore(instruction)).toBe(true);
  });

  it.each([
    'more motion',
    'a bit more red',
    'again, but darker',
    'not more',
    'no more',
    'a bit less',
    'less of that',
    'make it brighter again',
    'please',
    'make it',
    'the same dress again',
  ])('is none: %s', (instruction) => {
    expect(asksForMore(instruction)).toBe(false);
  });
});
