// cspell:disable: phrases of nine languages
import { readFileSync } from 'node:fs';
import { packagePath } from '../../util/package-path.js';
import { routeOf } from '../route.js';
import { seenIn } from './seen-phrases.js';

it.each([
  ['make the dark ones brighter', 'dark', 'make it brighter'],
  ['all the dark clips brighter please', 'dark', 'it brighter please'],
  ['the clips that are too dark should be brighter', 'dark', 'it should be brighter'],
  ['darken the bright clips', 'bright', 'darken it'],
  ['more color in the colorless ones', 'pale', 'more color in it'],
  ['more contrast in the flat ones', 'flat', 'more contrast in it'],
  ['make the contrasty ones softer', 'contrasty', 'make it softer'],
  ['mehr Kontrast in die kontrastarmen Clips', 'flat', 'mehr Kontrast in es'],
  ['les plans très contrastés plus doux', 'contrasty', 'plus doux'],
  ['los clips sin contraste con más contraste', 'flat', 'con más contraste'],
  ['コントラストの低いクリップをもっと明るく', 'flat', 'もっと明るく'],
  ['add motion to the still ones', 'still', 'add motion to it'],
  ['mach die dunklen Clips heller', 'dark', 'mach es heller'],
  ['los clips oscuros más claros', 'dark', 'más claros'],
  ['as cenas escuras mais claras', 'dark', 'mais claras'],
  ['les plans sombres plus clairs', 'dark', 'plus clairs'],
  ['le scene scure più chiare', 'dark', 'più chiare'],
  ['暗いクリップをもっと明るく', 'dark', 'もっと明るく'],
  ['把暗的片段调亮', 'dark', '调亮'],
  ['어두운 장면들을 더 밝게', 'dark', '더 밝게'],
])('%j names clips by how they look', (text, kind, rest) => {
  expect(seenIn(text)).toEqual({ kind, rest });
});

it.each([
  ...['make it darker', 'make the dark parts brighter', 'add a dark one', 'make it like the dark ones'],
  ...['the dark knight', 'make clip 2 brighter', 'the bright ones and the still ones warmer'],
])('%j does not', (text) => {
  expect(seenIn(text)).toBeNull();
});

it('no sentence of the lists that names clips otherwise is read so', () => {
  for (const name of ['whom', 'messages']) {
    const list = JSON.parse(
      readFileSync(packagePath(`test/fixtures/sentences/${name}.json`), 'utf8'),
    ) as Record<string, unknown>;
    const sentences = Object.values(list).find(Array.isArray) as { text?: string; clips?: unknown }[];
    const read = sentences.filter(
      ({ text }) => text !== undefined && routeOf(text).kind === 'wish' && seenIn(text) !== null,
    );
    expect(read.map(({ text }) => text)).toEqual([]);
  }
});
