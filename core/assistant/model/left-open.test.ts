import { leftOpen } from './left-open.js';
import { sixClips } from '../../../test/kit/six-clips.js';

const openIn = (message: string, picked: number[] = [], madeOffer = false): string | null =>
  leftOpen(message, sixClips(picked), madeOffer)?.open ?? null;

it.each([
  'hi',
  'thanks!',
  'undo',
  'yes',
  'what can you do?',
  'what did that cost?',
  'how long is the video?',
  '🎉🎉',
  'make clip 99 darker',
  'clip 2 too',
  'like clip 1',
])('%j is understood, or known not to be possible', (message) => {
  expect(openIn(message, [0])).toBeNull();
  expect(openIn(message, [0], true)).toBeNull();
});

it.each([
  ['make it nighttime', [0]],
  ['clip 2: warmer', []],
  ['a bit more', [0]],
  ['mach es heller', [0]],
  ['make it brighter and add a dragon', [0]],
] as const)('the meaning of %j is read', (message, picked) => {
  expect(openIn(message, [...picked])).toBeNull();
});

it.each([
  ['why is the sky blue?', [0], false, 'question'],
  ['make it nighttime', [], false, 'target'],
  ['zrób noc', [], false, 'target'],
  ['zrób noc', [0], false, 'meaning'],
  ['сделай ночь', [0], true, 'meaning'],
  ['make it feel like a memory', [0], false, 'meaning'],
  ['how are you today, my friend?', [0], true, 'meaning'],
  ['my day was long and I like this song', [0], true, 'meaning'],
] as const)('%j with %j picked, an offer made: %j: %s is open', (message, picked, madeOffer, open) => {
  expect(openIn(message, [...picked], madeOffer)).toBe(open);
});

it('a video model takes an English wish in the user’s own words', () => {
  expect(openIn('add a dragon', [0], true)).toBeNull();
  expect(openIn('could you please put a hat on her', [0], true)).toBeNull();
});
