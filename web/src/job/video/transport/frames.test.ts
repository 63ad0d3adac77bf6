import { frameAt, stepped } from './frames.js';

it('steps frame by frame, forward and back, whatever lies between', () => {
  const there = [0];
  for (let step = 0; step < 89; step++) there.push(stepped(there.at(-1)!, 1, 3));
  expect(there.map(frameAt)).toEqual(Array.from({ length: 90 }, (_, frame) => frame));
  const back = [there.at(-1)!];
  for (let step = 0; step < 89; step++) back.push(stepped(back.at(-1)!, -1, 3));
  expect(back.map(frameAt)).toEqual(there.map(frameAt).reverse());
});

it('takes a time where two frames meet as the later one', () => {
  expect([8.2, 8.199_999_9, 1 / 30, 0.7].map(frameAt)).toEqual([246, 246, 1, 21]);
});

it('stays inside the video', () => {
  expect(frameAt(stepped(0, -1, 3))).toBe(0);
  expect(frameAt(stepped(3, 1, 3))).toBe(89);
  expect(frameAt(stepped(0, 1, 0))).toBe(0);
});
