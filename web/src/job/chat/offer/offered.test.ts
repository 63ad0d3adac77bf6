import { startsAtOnce } from './offered.js';
import type { ChatOffer, Offered } from './offered.js';

type Change = Offered['changes'][number];

const FREE = { languageModel: '0.0000', video: '0.0000', recomposition: '0', total: '0.0000', known: true };
const CHANGE: Change = {
  ...{ clipIndex: 0, instruction: 'darker', action: 'ADJUST_FOOTAGE', videoModel: 'local', takes: 1 },
  ...{ modelName: 'Built-in renderer', prompt: null, seed: null },
  ...{ keeps: 'keeps every movement', templates: [], warnings: [], alternatives: [] },
  estimatedCost: { total: '0.0000', known: true },
};
const quote = (more: Partial<Offered>, change: Partial<Change> = {}): Offered => ({
  ...{ estimatedCost: FREE, discount: '0', estimatedTime: 7, warnings: [] },
  changes: [{ ...CHANGE, ...change }],
  ...more,
});
const offer = (of: Offered | null, more: Partial<ChatOffer> = {}): ChatOffer => ({
  ...{ id: 'o1', does: 'CHANGE', state: 'OPEN', expiresAt: '', restores: null, quote: of, clips: [0] },
  ...more,
});
const warning = (code: Change['warnings'][number]['code']) => [{ code, message: '', until: null }];

describe('an offer starts at once', () => {
  it('where it adjusts footage for nothing, or takes a step back', () => {
    expect(startsAtOnce(offer(quote({})))).toBe(true);
    expect(startsAtOnce(offer(quote({}, { warnings: warning('MANY_REGENERATIONS') })))).toBe(true);
    expect(startsAtOnce(offer(null, { does: 'UNDO' }))).toBe(true);
  });

  it.each<[string, ChatOffer]>([
    ['costs something', offer(quote({ estimatedCost: { ...FREE, total: '0.0100' } }))],
    ['has a price that is not known', offer(quote({ estimatedCost: { ...FREE, known: false } }))],
    ['makes a new shot', offer(quote({}, { action: 'NEW_SHOT' }))],
    ['makes takes to choose from', offer(quote({}, { takes: 2 }))],
    ['cannot do all that is asked for', offer(quote({}, { warnings: warning('UNSUPPORTED_BY_RENDERER') }))],
    ['would be refused', offer(quote({ warnings: warning('OVER_BUDGET') }))],
    ['is no longer open', offer(quote({}), { state: 'DECLINED' })],
  ])('not where it %s', (_why, asking) => {
    expect(startsAtOnce(asking)).toBe(false);
  });
});
