import { formatClock, formatClockTenths, formatEstimate, formatLength, formatRange } from './time.js';

describe('formatClock', () => {
  it.each([
    [0, '0:00'],
    [5.12, '0:05'],
    [59.9, '0:59'],
    [60, '1:00'],
    [754, '12:34'],
    [3723, '1:02:03'],
    [-1, '0:00'],
  ])('shows %d s', (seconds, shown) => {
    expect(formatClock(seconds)).toBe(shown);
  });

  it('does not fall into the second before by a float', () => {
    expect(formatClock(4.9999999)).toBe('0:05');
  });
});

describe('formatRange', () => {
  it('shows where a clip is on the song', () => {
    expect(formatRange(0, 12.3)).toBe('0:00 - 0:12');
  });
});

describe('formatClockTenths', () => {
  it('shows a tenth of a second, whatever floats say', () => {
    expect([0, 8.2, 59.97, 60, 3723.45].map(formatClockTenths)).toEqual([
      '0:00.0',
      '0:08.2',
      '0:59.9',
      '1:00.0',
      '1:02:03.4',
    ]);
  });
});

describe('formatLength', () => {
  it('shows tenths below a minute and a clock from there', () => {
    expect(formatLength(5.12)).toBe('5.1 s');
    expect(formatLength(59.96)).toBe('0:59');
    expect(formatLength(65)).toBe('1:05');
  });
});

describe('formatEstimate', () => {
  it.each([
    [0, 'about 1 s'],
    [25, 'about 25 s'],
    [89, 'about 89 s'],
    [120, 'about 2 min'],
    [7200, 'about 2 h'],
  ])('shows %d s no more exactly than it is known', (seconds, shown) => {
    expect(formatEstimate(seconds)).toBe(shown);
  });
});
