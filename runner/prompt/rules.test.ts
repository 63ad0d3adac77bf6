import { mergeInstruction } from './rules.js';

describe('merging an instruction into a prompt by rules', () => {
  it('puts the wish behind the prompt', () => {
    expect(mergeInstruction('A street at noon.', 'add a red car')).toBe('A street at noon. add a red car.');
  });

  it('makes a prompt of the wish alone where there was none', () => {
    expect(mergeInstruction('', 'add a red car')).toBe('add a red car.');
  });

  it('keeps the wish and drops the oldest prompt words beyond 200', () => {
    const merged = mergeInstruction('word '.repeat(300), 'add a red car');
    expect(merged.split(' ')).toHaveLength(200);
    expect(merged).toMatch(/add a red car\.$/);
  });

  it('leaves no markup', () => {
    expect(mergeInstruction('A street', '<script>alert(1)</script> **bold** `code`')).not.toMatch(/[<>*`]/);
  });
});
