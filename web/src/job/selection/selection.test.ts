import { after, fromWriting, inWriting, NOTHING, reduced, wayOf, without } from './selection.js';
import type { Selection, Way } from './selection.js';

const ALL = [0, 1, 2, 3, 4, 5, 6, 7];
const NO_KEYS = { shiftKey: false, ctrlKey: false, metaKey: false };

const pressed = (...presses: [number, Way][]): Selection =>
  presses.reduce((selection, [clip, way]) => after(selection, clip, { way, all: ALL }), NOTHING);

describe('picking clips', () => {
  it('takes one, a range, or one more or less, as the keys say', () => {
    expect(wayOf(NO_KEYS)).toBe('one');
    expect(wayOf({ ...NO_KEYS, shiftKey: true })).toBe('range');
    expect(wayOf({ ...NO_KEYS, ctrlKey: true })).toBe('toggle');
    expect(wayOf({ ...NO_KEYS, metaKey: true })).toBe('toggle');
    expect(wayOf({ ...NO_KEYS, metaKey: true, shiftKey: true })).toBe('add-range');
  });

  it.each<[string, [number, Way][], number[]]>([
    [
      'one replaces what was picked',
      [
        [1, 'one'],
        [4, 'toggle'],
        [6, 'one'],
      ],
      [6],
    ],
    [
      'a toggled clip joins in the order of the song',
      [
        [4, 'one'],
        [1, 'toggle'],
      ],
      [1, 4],
    ],
    [
      'a clip that is toggled twice is out',
      [
        [4, 'one'],
        [1, 'toggle'],
        [4, 'toggle'],
      ],
      [1],
    ],
    [
      'the last one can be toggled away',
      [
        [4, 'one'],
        [4, 'toggle'],
      ],
      [],
    ],
    [
      'a range reaches from the last press',
      [
        [1, 'one'],
        [3, 'range'],
      ],
      [1, 2, 3],
    ],
    [
      'a second range begins where the first one did',
      [
        [3, 'one'],
        [5, 'range'],
        [2, 'range'],
      ],
      [2, 3],
    ],
    ['a range without a beginning is its end', [[3, 'range']], [3]],
    [
      'an added range keeps the others',
      [
        [0, 'one'],
        [4, 'toggle'],
        [6, 'add-range'],
      ],
      [0, 4, 5, 6],
    ],
  ])('%s', (_, presses, clips) => {
    expect(pressed(...presses).clips).toEqual(clips);
  });

  it('begins ranges elsewhere when their beginning is taken out', () => {
    const selection = without(pressed([1, 'one'], [5, 'toggle']), 5);
    expect(after(selection, 3, { way: 'range', all: ALL }).clips).toEqual([1, 2, 3]);
  });

  it('goes back from several to one to none', () => {
    const several = pressed([1, 'one'], [5, 'toggle'], [7, 'add-range']);
    expect(reduced(several).clips).toEqual([5]);
    expect(reduced(reduced(several))).toEqual(NOTHING);
  });
});

describe('a selection in writing', () => {
  it.each([
    [[], ''],
    [[2], '3'],
    [[0, 1, 2, 4], '1-3,5'],
    [ALL, '1-8'],
  ])('%j is "%s" and back', (clips, text) => {
    expect(inWriting(clips)).toBe(text);
    expect(fromWriting(text, ALL).clips).toEqual(clips);
  });

  it.each([
    ['9', []],
    ['0', []],
    ['3-1', []],
    ['7-9999', [6, 7]],
    ['x', []],
    ['1,,2', []],
    ['-1', []],
    [Array(500).fill('1-9999').join(), []],
  ])('names only clips that are there: %.20s', (text, clips) => {
    expect(fromWriting(text, ALL).clips).toEqual(clips);
  });
});
