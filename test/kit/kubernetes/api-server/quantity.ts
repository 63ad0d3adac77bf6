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

/** `500m`, `2Gi`; null where it is no quantity. */
export function parseQuantity(text: string): number | null {
  const [, number, suffix] = /^(\d+(?:\.\d+)?)(m|k|[MGT]i?|Ki)?$/.exec(text) ?? [];
  return number === undefined ? null : Number(number) * FACTORS[suffix ?? '']!;
}
