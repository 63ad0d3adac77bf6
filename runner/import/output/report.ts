/** The parts of an import, in their order. */
export type ImportStep = 'checking' | 'storing' | 'composing';

/** What an import tells as it goes on. */
export interface ImportReport {
  /** What was left out, or made in its place; the import goes on. */
  remark: Say;
  /** What is wrong with a file, so that nothing will be imported; `file` is its name. */
  problem(file: string, message: string): void;
  /** What is being done, and how much of the step is done already, 0 to 1. */
  progress(step: ImportStep, fraction: number, message: string): void;
}

/** Tells the person one sentence. */
export type Say = (line: string) => void;
