/** A benchmark's goal and its result. */
export interface Goal {
  name: string;
  measured: number;
  wanted: number;
  /** Printed directly after both numbers, e.g. `x` or ` ms`. */
  unit: string;
  better: 'higher' | 'lower';
}

export function isMet({ measured, wanted, better }: Goal): boolean {
  return better === 'higher' ? measured >= wanted : measured <= wanted;
}

/** `goal recompose: measured 9.4x, wanted 4x, met` */
export function goalLine(goal: Goal): string {
  const { name, measured, wanted, unit } = goal;
  const digits = measured < 2 ? 2 : measured < 10 ? 1 : 0;
  const verdict = isMet(goal) ? 'met' : 'missed';
  return `goal ${name}: measured ${measured.toFixed(digits)}${unit}, wanted ${wanted}${unit}, ${verdict}`;
}
