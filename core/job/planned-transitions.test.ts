import { plannedTransitions } from './planned-transitions.js';

const asked = (rationale: unknown, more: object = {}) => {
  const transition = { from_clip: 0, to_clip: 1, type: 'crossfade', duration: 0.5, rationale, ...more };
  const [planned] = plannedTransitions({ transitions: [transition] } as never, 2);
  return planned!.onBeat;
};

describe('plannedTransitions', () => {
  it('hears a request for the beat in the rationale', () => {
    for (const rationale of ['Crossfade on the downbeat', 'synced to the beat', 'hits with every beat']) {
      expect([rationale, asked(rationale)]).toEqual([rationale, true]);
    }
    for (const none of ['section change', 'a beating heart', 'slow, off-beat mood', null]) {
      expect([none, asked(none)]).toEqual([none, false]);
    }
  });

  it('takes the plan at its word where it says so itself', () => {
    expect(asked('section change', { align_to_beat: true })).toBe(true);
    expect(asked('on the beat', { align_to_beat: false })).toBe(false);
  });

  it('has nothing to align in a cut', () => {
    expect(asked('on the beat', { type: 'cut' })).toBe(false);
  });
});
