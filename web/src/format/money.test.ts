import { formatPrice, formatUsd, isZero } from './money.js';

describe('formatUsd', () => {
  it.each([
    ['0', '$0.00'],
    ['0.0000', '$0.00'],
    ['0.15', '$0.15'],
    ['0.1500', '$0.15'],
    ['1.5', '$1.50'],
    ['12', '$12.00'],
    ['1234567.891', '$1,234,567.89'],
  ])('shows %s with two places', (amount, shown) => {
    expect(formatUsd(amount)).toBe(shown);
  });

  it.each([
    ['0.0042', '$0.0042'],
    ['0.009', '$0.0090'],
    ['0.00996', '$0.0100'],
  ])('shows %s, below a cent, with four', (amount, shown) => {
    expect(formatUsd(amount)).toBe(shown);
  });

  it('rounds half up where a float would not', () => {
    expect(formatUsd('1.005')).toBe('$1.01');
    expect(formatUsd('0.994999')).toBe('$0.99');
    expect(formatUsd('9.999')).toBe('$10.00');
  });

  it('keeps every digit of amounts beyond the precision of a float', () => {
    expect(formatUsd('90071992547409931.25')).toBe('$90,071,992,547,409,931.25');
  });

  it('puts the sign before the currency', () => {
    expect(formatUsd('-0.25')).toBe('-$0.25');
  });

  it('passes on what is no decimal number', () => {
    expect(formatUsd('n/a')).toBe('$n/a');
  });
});

describe('formatPrice', () => {
  it('says that a price is unknown instead of showing its zero', () => {
    expect(formatPrice('0.0000', false)).toBe('price unknown');
    expect(formatPrice('0.0000', true)).toBe('$0.00');
  });
});

describe('isZero', () => {
  it('knows zero in every notation of a decimal', () => {
    expect(['0', '0.0', '0.0000'].every(isZero)).toBe(true);
    expect(['0.0001', '1', '10'].some(isZero)).toBe(false);
  });
});
