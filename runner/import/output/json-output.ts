import type { ImportLine } from '../../../core/import/import-lines.js';
import type { ImportOutput } from './output.js';
import type { ImportStep, Say } from './report.js';

/** Where each step begins in the whole, and how much of it it is: of a video of a minute, roughly. */
const SHARES: Record<ImportStep, { from: number; share: number }> = {
  checking: { from: 0, share: 0.25 },
  storing: { from: 0.25, share: 0.05 },
  composing: { from: 0.3, share: 0.7 },
};

/** For the server: core/import/import-lines.ts, one line of JSON each. */
export function jsonOutput(write: Say): ImportOutput {
  const tell = (line: ImportLine): void => write(JSON.stringify(line));
  return {
    remark: (message) => tell({ type: 'remark', message }),
    problem: (file, message) => tell({ type: 'problem', file, message }),
    progress(step, fraction, message) {
      const { from, share } = SHARES[step];
      tell({ type: 'progress', message, fraction: from + share * Math.min(1, Math.max(0, fraction)) });
    },
    refused: (message) => tell({ type: 'refused', message }),
    done: ({ jobId }) => tell({ type: 'done', jobId }),
  };
}
