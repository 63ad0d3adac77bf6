import { parseInstruction } from './instruction.js';

describe('an instruction', () => {
  it('is trimmed and loses what nobody can see', () => {
    expect(parseInstruction('  make it\u200b night\u202etime \n')).toBe('make it nighttime');
  });

  it.each(['', '   ', '\n\t', '\u200b\ufeff'])('is refused when nothing is left of %j', (text) => {
    expect(() => parseInstruction(text)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
  });

  it('may have 1000 characters and not 1001', () => {
    expect(parseInstruction('x'.repeat(1000))).toHaveLength(1000);
    expect(() => parseInstruction('x'.repeat(1001))).toThrow(/1001 characters/);
  });

  it('counts an emoji as one character', () => {
    expect([...parseInstruction('🌃'.repeat(1000))]).toHaveLength(1000);
  });
});
