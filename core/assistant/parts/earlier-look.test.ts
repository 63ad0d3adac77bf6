import { earlierLook, type EarlierLook } from './earlier-look.js';

const found = (text: string): Partial<EarlierLook> | null => {
  const look = earlierLook(text);
  return look === null ? null : look;
};

it.each<[string, Partial<EarlierLook>]>([
  ['like clip 3 was before', { clipIndex: 2, versionNumber: null, isLook: false, rest: '' }],
  ['make it look like clip 3 before', { clipIndex: 2, versionNumber: null, rest: '' }],
  [
    'like clip 3 used to look before, a bit darker',
    { clipIndex: 2, versionNumber: null, rest: 'a bit darker' },
  ],
  ['like clip 3 in version 1', { clipIndex: 2, versionNumber: 1, rest: '' }],
  ['like version 2 of clip 3', { clipIndex: 2, versionNumber: 2, rest: '' }],
  [
    'Clip 5: the colors and light of version 2',
    { clipIndex: null, versionNumber: 2, isLook: true, rest: 'Clip 5:' },
  ],
  ['like version 2, warmer', { clipIndex: null, versionNumber: 2, isLook: false, rest: 'warmer' }],
  ['make it look like it was before', { clipIndex: null, versionNumber: null, rest: '' }],
])('“%s” asks for an earlier look', (text, look) => {
  expect(found(text)).toMatchObject(look);
});

it.each([
  'I like clip 3 before the chorus',
  'like clip 3',
  'darker than before',
  'bring version 2 back',
  'like clip 3 before the drop',
  'make a version of it with rain',
])('“%s” does not', (text) => {
  expect(found(text)).toBeNull();
});
