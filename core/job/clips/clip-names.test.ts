import { scenePlan } from '../pipeline-schema.js';
import { clipNames } from './clip-names.js';

const plan = scenePlan.parse({
  characters: [
    { id: 'char_1', name: 'Mara', role: 'main character' },
    { id: 'char_2', role: 'the old courier' },
    { id: 'lena' },
  ],
  scenes: [
    { id: 'scene_1', description: 'A rooftop' },
    { id: 'neon_alley', description: 'Rain falls on a street with many signs' },
    { id: 7, description: 'Nowhere' },
  ],
  clip_scripts: [
    { clip_index: 0, start: 0, end: 4, characters: ['char_1'], scenes: ['scene_1'] },
    { clip_index: 1, start: 4, end: 8, characters: ['char_2', 'lena'], scenes: ['neon_alley', 'gone'] },
    { clip_index: 2, start: 8, end: 9, characters: 'all', scenes: null },
  ],
});

it('a clip has the names of its characters and places: neither numbers nor sentences', () => {
  expect([0, 1, 2, 3].map((clipIndex) => clipNames(clipIndex, plan))).toEqual([
    ['Mara', 'A rooftop'],
    ['the old courier', 'lena', 'neon alley'],
    [],
    [],
  ]);
});

it('a clip without a scene plan has no names', () => {
  expect(clipNames(0, undefined)).toEqual([]);
});
