import { parseInstruction } from './instruction.js';

describe('an instruction', () => {
  it('is trimmed and loses what nobody can see', () => {
    expect(parseInstruction('  make it\u200b night\u202etime \n')).toBe('make it nighttime');
  });

  it.each(['', '   ', '\n\t', '\u200b\ufeff'])('is refused when nothing is left of %j', (text) => {
    expect(() => parseInstruction(text)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
  });

  it.each([
    '🌃'.repeat(1000),
    '👩‍🚀 🏳️‍🌈 ☀️',
    '???',
    '!!! ... --- ...',
    '#$%^&*()',
    'https://example.com/a-video-that-i-like',
    'www.example.com',
    '[](https://example.com)',
    '<script>alert("night")</script>',
    '```\nmake it nighttime\n```',
    '<b></b>',
    '&nbsp;',
  ])('is refused when it says nothing in words: %s', (text) => {
    expect(() => parseInstruction(text)).toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT', message: expect.stringContaining('in words') }),
    );
  });

  it.each(['شب شود', '让它更暗', 'сделай темнее', 'मेक इट', '8', 'like https://example.com please'])(
    'may be in any script: %s',
    (text) => {
      expect(parseInstruction(text)).toBe(text);
    },
  );

  it('may have 1000 characters and not 1001', () => {
    expect(parseInstruction('x'.repeat(1000))).toHaveLength(1000);
    expect(() => parseInstruction('x'.repeat(1001))).toThrow(/1001 characters/);
  });

  it('counts an emoji as one character', () => {
    expect([...parseInstruction(`a${'🌃'.repeat(999)}`)]).toHaveLength(1000);
    expect(() => parseInstruction(`a${'🌃'.repeat(1000)}`)).toThrow(/1001 characters/);
  });
});
