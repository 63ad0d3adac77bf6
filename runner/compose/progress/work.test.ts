import { Work } from './work.js';

describe('Work', () => {
  it('adds up its pieces, each as far as it has come, never more than whole and never less than before', () => {
    const seen: [number, number][] = [];
    const work = new Work((done, total) => seen.push([done, total]));
    const large = work.add(30);
    const small = work.add(10);
    large.done(0.5);
    large.done(0.2);
    small.done(3);
    large.done(1);
    expect(seen).toEqual([
      [15, 40],
      [25, 40],
      [40, 40],
    ]);
  });

  it('takes a piece out again', () => {
    const seen: [number, number][] = [];
    const work = new Work((done, total) => seen.push([done, total]));
    const guess = work.add(50);
    work.add(10).done(0.5);
    guess.drop();
    expect(seen.at(-1)).toEqual([5, 10]);
  });
});
