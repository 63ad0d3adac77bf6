const FACTORS: Record<string, number> = {
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/** Parses a quantity such as `500m` or `2Gi`; null if it is not one. */
export function parseQuantity(text: string): number | null {
  const [, number, suffix] = /^(\d+(?:\.\d+)?)(m|k|[MGT]i?|Ki)?$/.exec(text) ?? [];
  return number === undefined ? null : Number(number) * FACTORS[suffix ?? '']!;
}
