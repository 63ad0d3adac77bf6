import type { VideoFacts } from '../whom/whom.js';
import { clipsMeant } from './part-meant.js';

/** Four clips of four seconds; the second one is picked where nothing else is said. */
const facts = (picked: number[] = [2]): VideoFacts => ({
  clips: [0, 4, 8, 12].map((start, clipIndex) => ({
    clipIndex,
    start,
    end: start + 4,
    lyrics: [],
    names: [],
  })),
  sections: [],
  picked: picked.map((clip) => clip - 1),
});

const read = (text: string, picked?: number[]): unknown => {
  const whom = clipsMeant(text, facts(picked));
  if (whom.kind !== 'clips') return whom.kind;
  const { clips, rest, ranges = [] } = whom;
  return [clips.map((clip) => clip + 1).join(), rest, ...ranges.map(({ from, to }) => `${from}-${to}`)];
};

it.each<[string, string, string, ...string[]]>([
  ['brighter in the first second of clip 2', '2', 'brighter', '0-1'],
  ['make the first second of clip 3 brighter', '3', 'make it brighter', '0-1'],
  ["make clip 4's first second darker", '4', 'make it darker', '0-1'],
  ['blur the last second of clip 4', '4', 'blur it', '3-4'],
  ['black and white for the last 1.5 seconds', '2', 'black and white', '2.5-4'],
  ['darker in the last half second of this clip', '2', 'darker', '3.5-4'],
  ['the last half of clip 3 darker', '3', 'darker', '2-4'],
  ['make the first half of clips 2 and 3 warmer', '2,3', 'make it warmer', '0-2', '0-2'],
  ['from 0:12 to 0:14 black and white', '4', 'black and white', '0-2'],
  ['clip 3: warmer from 1.5 s to 2.5 s', '3', 'warmer', '1.5-2.5'],
  ['from second 1 to 2 of clip 4: sepia', '4', 'sepia', '1-2'],
  ['make it warmer between 1 and 2 seconds', '2', 'make it warmer', '1-2'],
  ['without the brighter effect from 1 s to 2.5 s', '2', 'without the brighter effect', '1-2.5'],
  ['a bit less in the first second', '2', 'a bit less', '0-1'],
  ['the second half much brighter', '2', 'much brighter', '2-4'],
  ['brighter in the second half', '2', 'brighter', '2-4'],
  ['make the first half black and white', '2', 'make it black and white', '0-2'],
  ['the last third should be darker', '2', 'it should be darker', '2.6666666666666665-4'],
  ['first half warmer please', '2', 'warmer please', '0-2'],
  ['a bit of fog in the last quarter', '2', 'a bit of fog', '3-4'],
  ['in the middle third slow it down', '2', 'slow it down', '1.3333333333333333-2.6666666666666665'],
  ['brighter in the second half of clip 3', '3', 'brighter', '2-4'],
  ['in the second half of clip 3 make it brighter', '3', 'make it brighter', '2-4'],
  ['clip 3: second half brighter', '3', 'brighter', '2-4'],
  ['the second half of clip 3 much brighter', '3', 'much brighter', '2-4'],
  // cspell:disable
  ['nur die ersten 2 Sekunden dunkler', '2', 'nur dunkler', '0-2'],
  ['Clip 3 von Sekunde 1 bis 2 dunkler', '3', 'dunkler', '1-2'],
  ['solo los primeros dos segundos más oscuro', '2', 'solo más oscuro', '0-2'],
  ['de 1 a 2,5 segundos en blanco y negro', '2', 'en blanco y negro', '1-2.5'],
  ['os últimos 2 segundos mais claro', '2', 'mais claro', '2-4'],
  ['les 2 premières secondes plus sombres', '2', 'plus sombres', '0-2'],
  ["l'ultimo secondo in bianco e nero", '2', 'in bianco e nero', '3-4'],
  ['de laatste seconde zwart-wit', '2', 'zwart-wit', '3-4'],
  ['最初の2秒を暗くして', '2', '暗くして', '0-2'],
  ['最后2秒黑白', '2', '黑白', '2-4'],
  ['처음 2초만 어둡게 해줘', '2', '어둡게 해줘', '0-2'],
  // cspell:enable
])('%j is for a part of a clip', (text, ...meant) => {
  expect(read(text)).toEqual(meant);
});

it.each<[string, unknown]>([
  ['a dog appears in the last second', ['2', 'a dog appears in the last second']],
  ['a last second change', ['2', 'a last second change']],
  ['from 0:04 to 0:08 darker', ['2', 'darker']],
  ['from 0:05 to 0:10 darker', ['2', 'darker']],
  ['the first 10 seconds of the video darker', ['1,2', 'darker']],
  ['darker from 10 to 20 seconds', ['4', 'darker']],
  ['the second half of the video brighter', ['3,4', 'brighter']],
  ['a dog appears in the second half', ['2', 'a dog appears in the second half']],
  ['from 0:05 to 0:06, add a dragon', 'unknown'],
  ['brighter in the first second and darker in the last second', 'unknown'],
  ['make clip 1 darker from 0:05 to 0:06', 'unknown'],
])('%j is for no part', (text, meant) => {
  expect(read(text)).toEqual(meant);
});

it('a part without a clip is asked for with the part', () => {
  const whom = clipsMeant('darker in the last 2 seconds', facts([]));
  expect(whom).toMatchObject({ kind: 'question', rest: 'darker in the last 2 seconds' });
  expect(read('Clip 3: darker in the last 2 seconds', [])).toEqual(['3', 'darker', '2-4']);
});
