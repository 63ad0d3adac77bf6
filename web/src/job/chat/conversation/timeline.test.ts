import { isLastOfItsClips, timelineOf } from './timeline.js';

const at = (second: number) => `2026-11-30T10:00:${String(second).padStart(2, '0')}.000Z`;
const work = (id: string, second: number, ...clips: number[]) => ({
  ...{ id, createdAt: at(second), clipIndex: clips[0] ?? 0, result: null },
  changes: clips.map((clipIndex) => ({
    ...{ clipIndex, instruction: 'darker', action: 'ADJUST_FOOTAGE' as const },
    ...{ status: 'COMPLETED' as const, progress: 100, error: null, removed: [], range: null },
  })),
});
type Work = ReturnType<typeof work>;
const said = (id: string, second: number, regeneration: Work | null = null) => ({
  ...{ id, createdAt: at(second), regeneration },
});
const keys = (messages: ReturnType<typeof said>[], regenerations: Work[], hasEarlier = false) =>
  timelineOf(messages, regenerations, hasEarlier).map(({ key }) => key);

describe('a timeline', () => {
  it('shows work with the message that asked for it, once, however late it began', () => {
    const [asked, other] = [work('asked', 9, 0), work('other', 3, 1)];
    const messages = [said('question', 1), said('answer', 1, asked), said('later', 5)];
    expect(keys(messages, [other, asked])).toEqual(['question', 'answer', 'other', 'later']);
  });

  it('keeps an answer behind its question where both were said at one moment', () => {
    expect(keys([said('b', 1), said('a', 1)], [])).toEqual(['b', 'a']);
  });

  it('leaves out work from before the messages that are read', () => {
    const regenerations = [work('before', 1, 0), work('after', 8, 0)];
    expect(keys([said('oldest', 5)], regenerations, true)).toEqual(['oldest', 'after']);
    expect(keys([said('oldest', 5)], regenerations)).toEqual(['before', 'oldest', 'after']);
  });
});

it('only the last change of a clip may be tried again', () => {
  const [first, second, third] = [work('1', 1, 0), work('2', 2, 1), work('3', 3, 0, 2)];
  const all = [first, second, third];
  expect(all.map((one) => isLastOfItsClips(one, all))).toEqual([false, true, true]);
});
