import { positionAfter } from './grid-position.js';

// 0 1 2
// 3 4 5
// 6 7
const grid = { count: 8, columns: 3 };

describe('positionAfter', () => {
  it('moves along rows and over their ends, but not out of the grid', () => {
    expect(positionAfter('ArrowRight', 2, grid)).toBe(3);
    expect(positionAfter('ArrowLeft', 3, grid)).toBe(2);
    expect(positionAfter('ArrowRight', 7, grid)).toBe(7);
    expect(positionAfter('ArrowLeft', 0, grid)).toBe(0);
  });

  it('moves along columns, and from above the gap of the last row to the last clip', () => {
    expect(positionAfter('ArrowDown', 1, grid)).toBe(4);
    expect(positionAfter('ArrowDown', 5, grid)).toBe(7);
    expect(positionAfter('ArrowDown', 6, grid)).toBe(6);
    expect(positionAfter('ArrowUp', 7, grid)).toBe(4);
    expect(positionAfter('ArrowUp', 1, grid)).toBe(1);
  });

  it('leads to both ends, and leaves every other key alone', () => {
    expect(positionAfter('Home', 5, grid)).toBe(0);
    expect(positionAfter('End', 1, grid)).toBe(7);
    expect(positionAfter('a', 1, grid)).toBeNull();
  });
});
