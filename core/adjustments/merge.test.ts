import fc from 'fast-check';
import { TEMPLATE_IDS, type TemplateId } from '../templates/definitions.js';
import { STRONGEST, templateOf, WEAKEST, type Adjustment } from './adjustment.js';
import { contradict, mergeAdjustments, type Edit } from './merge.js';

const anId = fc.constantFrom(...TEMPLATE_IDS);
const aStep = fc.constantFrom(0.25, 0.5, 1, 1.5);
const anEdit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ does: fc.constant('set' as const), id: anId, strength: aStep }),
  fc.record({ does: fc.constant('raise' as const), id: anId, by: aStep, absent: aStep }),
  fc.record({ does: fc.constant('lower' as const), id: anId, by: aStep }),
  fc.record({ does: fc.constant('remove' as const), id: anId }),
);
const edits = fc.array(anEdit, { maxLength: 30 });
const merged = (all: readonly Edit[], current: readonly Adjustment[] = []): Adjustment[] =>
  mergeAdjustments(current, all);
const strengthOf = (adjustments: readonly Adjustment[], id: TemplateId): number =>
  adjustments.find((adjustment) => adjustment.id === id)?.strength ?? 0;

describe('adjustments after any edits', () => {
  it('are each there once, within their bounds, in the order of the table, and do not contradict each other', () => {
    fc.assert(
      fc.property(edits, (all) => {
        const list = merged(all);
        const places = list.map(({ id }) => TEMPLATE_IDS.indexOf(id));
        expect(places).toEqual([...new Set(places)].toSorted((one, other) => one - other));
        for (const { strength } of list) {
          expect(strength).toBeGreaterThanOrEqual(WEAKEST);
          expect(strength).toBeLessThanOrEqual(STRONGEST);
          expect(strength % WEAKEST).toBe(0);
        }
        expect(list.filter((one) => list.some((other) => one !== other && contradict(one, other)))).toEqual(
          [],
        );
      }),
    );
  });

  it('are apart in each part of a clip: what contradicts gives way only there', () => {
    const part = { from: 0, to: 1 };
    const dark = merged([
      { does: 'set', id: 'darker', strength: 1 },
      { does: 'set', id: 'darker', strength: 0.5, part },
      { does: 'set', id: 'brighter', strength: 1, part },
      { does: 'raise', id: 'warmer', by: 0.5, absent: 1, part: { from: 2, to: 3 } },
    ]);
    expect(dark).toEqual([
      { id: 'darker', strength: 1 },
      { id: 'brighter', strength: 1, part },
      { id: 'warmer', strength: 1, part: { from: 2, to: 3 } },
    ]);
    expect(merged([{ does: 'remove', id: 'brighter', part }], dark)).toHaveLength(2);
    expect(merged([{ does: 'remove', id: 'brighter' }], dark)).toEqual(dark);
  });

  it('are the same whether the edits come at once or one by one', () => {
    fc.assert(
      fc.property(edits, (all) => {
        expect(all.reduce((list, edit) => merged([edit], list), merged([]))).toEqual(merged(all));
      }),
    );
  });

  it('follow each edit: what is set is set, more is never less, less never more, and what is removed is gone', () => {
    fc.assert(
      fc.property(edits, anEdit, (all, edit) => {
        const before = merged(all);
        const after = merged([edit], before);
        const [was, is] = [strengthOf(before, edit.id), strengthOf(after, edit.id)];
        const isWhole = templateOf(edit).whole === true;
        if (edit.does === 'set') expect(is).toBe(isWhole ? 1 : edit.strength);
        if (edit.does === 'raise') expect(is).toBeGreaterThanOrEqual(Math.max(was, WEAKEST));
        if (edit.does === 'lower') expect(is).toBe(isWhole ? 0 : Math.max(0, was - edit.by));
        if (edit.does === 'remove') expect(is).toBe(0);
        // Of the others, only what contradicts it gives way.
        const others = (list: Adjustment[]): Adjustment[] =>
          list.filter((one) => one.id !== edit.id && !(is > 0 && contradict(one, edit)));
        expect(others(after)).toEqual(others(before));
      }),
    );
  });

  it('are as they were after a new one is removed, unless something gave way to it', () => {
    fc.assert(
      fc.property(edits, anId, (all, id) => {
        const before = merged(all);
        fc.pre(before.every((one) => one.id !== id && !contradict(one, { id })));
        expect(
          merged(
            [
              { does: 'set', id, strength: 1 },
              { does: 'remove', id },
            ],
            before,
          ),
        ).toEqual(before);
      }),
    );
  });
});
