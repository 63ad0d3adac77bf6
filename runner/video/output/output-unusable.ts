/** A clip that was made and paid for cannot be fetched from the provider. */
export class OutputUnusable extends Error {
  constructor(
    readonly sentence: string,
    /** It no longer exists, so another try is pointless. */
    readonly gone: boolean,
    options: { cause?: unknown } = {},
  ) {
    super(sentence, options);
    this.name = 'OutputUnusable';
  }
}
