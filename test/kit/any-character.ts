import fc from 'fast-check';

const SURROGATES = { from: 0xd800, count: 0x800 };

/**
 * The unit of a string of any characters, lone surrogates excepted. It draws what fast-check's own unit `binary` draws; that
 * one lists all 1.1 million of them in each test file, to recognize those that it has made: 0.7 s of CPU and 100 MB.
 */
export const anyCharacter = fc.nat({ max: 0x10ffff - SURROGATES.count }).map(characterAt, placeOf);

function characterAt(place: number): string {
  return String.fromCodePoint(place < SURROGATES.from ? place : place + SURROGATES.count);
}

function placeOf(character: unknown): number {
  const code = typeof character === 'string' ? character.codePointAt(0) : undefined;
  if (code === undefined || String.fromCodePoint(code) !== character)
    throw new Error('It is not one character.');
  return code < SURROGATES.from ? code : code - SURROGATES.count;
}
