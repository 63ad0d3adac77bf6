import type { ImportedJob } from '../import-job.js';
import type { ImportReport } from './report.js';

/** Where an import tells what becomes of it: to a person, or to the server that started it. */
export interface ImportOutput extends ImportReport {
  /** Nothing was imported, for a reason that its person can mend. */
  refused(message: string): void;
  done(job: ImportedJob): void;
}
