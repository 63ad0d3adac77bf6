/** Why something cannot be imported, in one sentence for the person who asked; nothing was imported. */
export class ImportError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'ImportError';
  }
}
