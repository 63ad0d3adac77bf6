import { SourceMap, type SourceMapPayload } from 'node:module';

/** Plain JavaScript, which the compiler knows no types of. */
const FILE: string = './source-maps.mjs';
const { ownLines } = (await import(FILE)) as { ownLines: (map: object) => SourceMapPayload | null };

/** A line of ours, one of a package, two of ours: the second has two places. */
const MAP = {
  version: 3,
  file: 'runner.js',
  sources: ['../runner/run.ts', '../node_modules/pg/lib/client.js'],
  names: ['query'],
  // cspell:disable-next-line
  mappings: 'AAAA;ACAAA;ADCA;AACA,IAAI',
};

it('keeps the lines of our modules, and names none for those of packages', () => {
  const map = new SourceMap(ownLines(MAP)!);
  const shown = [0, 1, 2, 3].map((line) => {
    const { originalSource, originalLine } = map.findEntry(line, 8) as Partial<Record<string, unknown>>;
    return [originalSource, originalLine];
  });
  expect(shown).toEqual([
    ['../runner/run.ts', 0],
    [undefined, undefined],
    ['../runner/run.ts', 1],
    ['../runner/run.ts', 2],
  ]);
});

it('keeps nothing of a bundle of packages', () => {
  expect(ownLines({ ...MAP, sources: ['../node_modules/a/b.js'], mappings: 'AAAA' })).toBeNull();
});
