import { filmOrder } from './film-order.js';

/** Ten clips of four seconds. */
const clips = Array.from({ length: 10 }, (_, index) => ({
  timestampStart: 4 * index,
  timestampEnd: 4 * (index + 1),
  filmstrip: { url: String(index), frames: 8, interval: 0.5, width: 160, height: 90 },
}));
const sight = { duration: 40, view: { left: 300, width: 200, of: 1000 }, pointed: null, onlyShown: false };

it('begins in the middle of what is seen, or around the pointer, and ends far away', () => {
  expect(filmOrder(clips, sight).slice(0, 2).toSorted()).toEqual(['3', '4']);
  expect(filmOrder(clips, { ...sight, pointed: 38 }).join('')).toBe('9876543210');
});

it('leaves out what is not shown where bytes are dear: outside, and too narrow for a picture', () => {
  expect(filmOrder(clips, { ...sight, onlyShown: true }).toSorted()).toEqual(['3', '4']);
  const whole = { ...sight, view: { left: 0, width: 150, of: 150 } };
  expect(filmOrder(clips, { ...whole, onlyShown: true })).toEqual([]);
  expect(filmOrder(clips, whole)).toHaveLength(10);
});

it('knows clips without a film, and a strip whose width is not known yet', () => {
  const [first] = clips;
  const bare = [{ ...first!, filmstrip: null }, first!];
  expect(filmOrder(bare, { ...sight, view: { left: 0, width: 0, of: 0 } })).toEqual(['0']);
});
