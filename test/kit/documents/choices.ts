/** Decisions taken from a list of numbers, which fast-check makes and shrinks: 0 is the simplest choice, as is the end of the list. */
export class Choices {
  private taken = 0;

  constructor(private readonly numbers: ArrayLike<number>) {}

  /** 0 to `count` - 1. */
  next(count: number): number {
    return (this.numbers[this.taken++] ?? 0) % count;
  }

  isOneIn(count: number): boolean {
    return this.next(count) === count - 1;
  }

  of<T>(values: readonly T[]): T {
    return values[this.next(values.length)]!;
  }

  shuffled<T>(values: readonly T[]): T[] {
    const left = [...values];
    return values.map(() => left.splice(this.next(left.length), 1)[0]!);
  }
}
