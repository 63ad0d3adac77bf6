import { progressAfter, progressAtStart } from './progress-state.js';
import type { ProgressState } from './progress-state.js';

const event = (sequence: number, type: Parameters<typeof progressAfter>[1]['type'], progress: number) => ({
  sequence,
  type,
  progress,
  message: `event ${sequence}`,
});

const RUN = [
  event(1, 'REGENERATION_STARTED', 0),
  event(2, 'TEMPLATE_MATCHED', 5),
  event(3, 'PROMPT_MODIFIED', 10),
  event(4, 'VIDEO_GENERATING', 35),
  event(5, 'RECOMPOSING', 60),
  event(6, 'REGENERATION_COMPLETE', 100),
];

const start = progressAtStart({ id: 'r1', clipIndex: 2, progress: 0, lastSequence: 0 });
const after = (events: typeof RUN, from: ProgressState = start) => events.reduce(progressAfter, from);

describe('progressAtStart', () => {
  it('meets a regeneration midway where it is, and takes in its last event', () => {
    const met = progressAtStart({ id: 'r1', clipIndex: 2, progress: 35, lastSequence: 4 });
    expect(met).toMatchObject({ percent: 35, phase: 'clip', lastSequence: 3 });
    expect(after(RUN.slice(0, 4), met)).toMatchObject({ percent: 35, message: 'event 4' });
  });
});

describe('progressAfter', () => {
  it('goes through the phases in order', () => {
    const phases = RUN.slice(0, 5).map((_, index) => after(RUN.slice(0, index + 1)).phase);
    expect(phases).toEqual(['queued', 'prompt', 'prompt', 'clip', 'video']);
  });

  it('ends with the terminal event', () => {
    expect(after(RUN.slice(0, 5)).outcome).toBeNull();
    expect(after(RUN)).toMatchObject({ outcome: 'completed', percent: 100, lastSequence: 6 });
    expect(after([event(1, 'REGENERATION_FAILED', 40)]).outcome).toBe('failed');
    expect(after([event(1, 'REGENERATION_CANCELED', 40)]).outcome).toBe('canceled');
  });

  it('drops what was seen already, so that a replay changes nothing', () => {
    const seen = after(RUN.slice(0, 4));
    expect(after(RUN.slice(0, 4), seen)).toBe(seen);
  });

  it('comes to the same whether or not the connection was lost between', () => {
    expect(after([...RUN.slice(0, 3), ...RUN.slice(1, 5), ...RUN.slice(5)])).toEqual(after(RUN));
  });

  it('falls back to the phase of its percentage when another runner takes over', () => {
    const restarted = after([event(6, 'REGENERATION_RESTARTED', 10)], after(RUN.slice(0, 5)));
    expect(restarted).toMatchObject({ phase: 'clip', percent: 10 });
  });

  it('is connected again with the next event', () => {
    expect(after([event(1, 'REGENERATION_STARTED', 0)], { ...start, connected: false }).connected).toBe(true);
  });

  it('of several clips side by side shows how far the first one is', () => {
    const several = { ...start, clips: [2, 5] };
    const run = [
      { ...event(1, 'VIDEO_GENERATING', 20), clipIndex: 2 },
      { ...event(2, 'PROMPT_MODIFIED', 22), clipIndex: 5 },
    ];
    expect(after(run, several)).toMatchObject({ phase: 'clip', percent: 22 });
    expect(after([event(3, 'REGENERATION_RESTARTED', 5)], after(run, several)).phase).toBe('prompt');
  });
});
