import { chosenWay, classOf, type WishClass } from './chosen-way.js';
import type { VideoModelOption } from './video-choice.js';

const renderer: VideoModelOption = {
  ...{ key: 'local', label: 'Built-in', provider: 'Here', actions: ['ADJUST_FOOTAGE'], durations: [] },
  ...{ footage: null, takesSeed: false, isAvailable: true, sunset: null },
};
const shots: VideoModelOption = { ...renderer, key: 'shots', actions: ['NEW_SHOT'] };
const footage = { seconds: [1, 5] as [number, number], side: [1, 2000] as [number, number] };
const editor: VideoModelOption = {
  ...{ ...renderer, key: 'editor', actions: ['EDIT_FOOTAGE'] },
  footage: { ...footage, frameRate: [1, 60], maxMegabytes: 1 },
};
const both: VideoModelOption = { ...editor, key: 'both', actions: ['NEW_SHOT', 'EDIT_FOOTAGE'] };
const ended: VideoModelOption = { ...editor, isAvailable: false };

const clipOf = (seconds: number, currentVideoKey: string | null = 'key') => ({
  ...{ currentVideoKey, startFrame: 0, endFrame: seconds * 30 },
});
const CLIPS = { brief: clipOf(4), long: clipOf(9), unmade: clipOf(4, null) };

const CARDS: Record<string, VideoModelOption[]> = {
  'no model': [],
  'new shots': [shots],
  edits: [editor],
  'both by two': [shots, editor],
  'both by one': [both],
  'an edit that has ended': [shots, ended],
};

/** Every wish class with all cards and clips; what is not listed is left to the video's model. */
const EDITED = ['edits', 'both by two', 'both by one'];
const CLASSES: WishClass[] = ['looks', 'in the shot', 'another shot'];
const PAIRS = CLASSES.flatMap((wish) =>
  Object.keys(CARDS).flatMap((cards) =>
    Object.keys(CLIPS).map((clip) => [wish, cards, clip as keyof typeof CLIPS] as const),
  ),
);

it.each(PAIRS)('a wish for %s with models for %s and a clip that is %s', (wish, cards, clip) => {
  const isEdited = wish === 'in the shot' && EDITED.includes(cards) && clip === 'brief';
  const expected = wish === 'looks' ? 'ADJUST_FOOTAGE' : isEdited ? 'EDIT_FOOTAGE' : null;
  expect(chosenWay(wish, CLIPS[clip], [renderer, ...CARDS[cards]!])).toBe(expected);
});

it.each([
  ['make it nighttime', true, 'looks'],
  ['make it nighttime and add a dragon', false, 'in the shot'],
  ['nighttime, from another angle', false, 'another shot'],
])('“%s” is for %s', (wish, isLooks, expected) => {
  expect(classOf(wish, isLooks)).toBe(expected);
});
