/** Reproducible pseudo-random numbers (mulberry32). */
export interface Random {
  /** An integer from `from` up to, and without, `to`; `from` if the range is empty. */
  between(from: number, to: number): number;
  pick<T>(choices: readonly T[]): T;
  bytes(count: number): Buffer;
}

export function randomOf(seed: number): Random {
  let state = (seed * 0x9e3779b9) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (from: number, to: number): number =>
    to <= from ? from : from + Math.floor(next() * (to - from));
  return {
    between,
    pick: (choices) => choices[between(0, choices.length)]!,
    bytes: (count) => Buffer.from(Array.from({ length: count }, () => between(0, 256))),
  };
}
