/** Why something cannot be imported, in one sentence for the person who asked; nothing was imported. */
export class ImportError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'ImportError';
  }
}

/** Told to the person as the import goes on: what was made, and what was wrong with a file. */
export type Say = (line: string) => void;
