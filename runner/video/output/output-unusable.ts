/** What was made and paid for cannot be had from the provider. */
export class OutputUnusable extends Error {
  constructor(
    readonly sentence: string,
    /** It is there no more: bringing it again would not help. */
    readonly gone: boolean,
    options: { cause?: unknown } = {},
  ) {
    super(sentence, options);
    this.name = 'OutputUnusable';
  }
}
