import { slotsOf, transitionAfter } from '../../test/kit/media/composing.js';
import { planParts, type PartsInput } from './parts.js';
import type { FootageTraits } from './segments/footage-traits.js';
import { segmentStore } from './segments/segment-store.js';

const log = { warn: () => undefined };
const storage = {} as Parameters<typeof segmentStore>[0]['storage'];
const store = segmentStore({ storage, jobId: 'job', folder: '/none', log, onBytes: () => undefined });
const sources = { file: () => Promise.reject(new Error()), discard: () => Promise.resolve() };
const clips = ['a', 'b'].map((letter) => ({ key: `video-clips/${letter}.mp4`, sha256: letter.repeat(64) }));
const timeline = { ...slotsOf([60, 45]), transitions: [transitionAfter(0, 'crossfade', 0.5)] };

function keys(traits: Record<string, FootageTraits>): string[] {
  const footage = {
    of: ({ sha256 }: { sha256: string }) => traits[sha256[0]!],
    learn: () => undefined,
  };
  const size = { width: 1920, height: 1080 };
  const input: PartsInput = { timeline, clips, song: null, footage, size, smallSize: null, build: 'build' };
  return planParts(input, sources, store).map(({ key }) => key.slice('segments/job/'.length));
}

/** If these change, every video that exists is encoded again. */
const ORDINARY = [
  '8e2234f126606c65dea60db8079ba93553e959dbfa193ef3c58a0ccec14676ce.mp4',
  'a90853784943ee590c28806e818859a523e946536891a49d04b9f5a30e1d365b.mp4',
  '541f1a01e3ee359e2e39d04b279f67ab9e2e7a3864ab93a368967032369a267b.mp4',
  '1fc9b279cd733753f670c3e55720a4300d8b91c9ece2993a5a229548bebfdfa3.m4a',
];

it('ordinary footage has the keys that it always had', () => {
  expect(keys({ a: [], b: [] })).toEqual(ORDINARY);
  expect(keys({})).toEqual(ORDINARY);
});

it('what is special about a clip changes the keys of the segments that show it, and no other', () => {
  const changed = keys({ a: ['mirrored'], b: [] }).map((key, index) => key !== ORDINARY[index]);
  expect(changed).toEqual([true, true, false, false]);
});
