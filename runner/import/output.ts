import type { ImportLine } from '../../core/import/import-lines.js';
import { FRAME_RATE } from '../../core/job/frames.js';
import type { ImportedJob } from './plan.js';

/** The parts of an import, in their order. */
export type ImportStep = 'checking' | 'storing' | 'composing';

/** What an import reports as it proceeds. */
export interface ImportReport {
  /** Something was left out or replaced; the import continues. */
  warn: Say;
  /** A problem of a file that stops the import; `file` is its name. */
  problem(file: string, message: string): void;
  /** The current activity, and the finished fraction of the step, 0 to 1. */
  progress(step: ImportStep, fraction: number, message: string): void;
}

/** Prints one sentence. */
export type Say = (line: string) => void;

/** Reports to a person, or to the server that started the import. */
export interface ImportOutput extends ImportReport {
  /** Nothing was imported, for a reason that the user can fix. */
  rejected(message: string): void;
  done(job: ImportedJob): void;
}

/** Where each step starts in the whole and its share, measured with a video of about a minute. */
const SHARES: Record<ImportStep, { from: number; share: number }> = {
  checking: { from: 0, share: 0.25 },
  storing: { from: 0.25, share: 0.05 },
  composing: { from: 0.3, share: 0.7 },
};

/** For the server: lines of JSON (core/import/import-lines.ts). */
export function jsonOutput(write: Say): ImportOutput {
  const send = (line: ImportLine): void => write(JSON.stringify(line));
  return {
    warn: (message) => send({ type: 'warning', message }),
    problem: (file, message) => send({ type: 'problem', file, message }),
    progress(step, fraction, message) {
      const { from, share } = SHARES[step];
      send({ type: 'progress', message, fraction: from + share * Math.min(1, Math.max(0, fraction)) });
    },
    rejected: (message) => send({ type: 'rejected', message }),
    done: ({ jobId }) => send({ type: 'done', jobId }),
  };
}

/** For people at a terminal: results and problems, one line each; a rejection goes to stderr. */
export function textOutput(say: Say, complain: Say): ImportOutput {
  let composing = false;
  return {
    warn: say,
    problem: (_file, message) => say(message),
    progress(step, _fraction, message) {
      if (step === 'composing' && !composing) say(message);
      composing ||= step === 'composing';
    },
    rejected: complain,
    done: (job) => summary(job).forEach(say),
  };
}

function summary({ jobId, title, data }: ImportedJob): string[] {
  const failed = data.clips
    .filter((clip) => clip.videoKey === null)
    .map((clip) => `Clip ${clip.clipIndex + 1}`);
  const seconds = Math.round(data.totalFrames / FRAME_RATE);
  const length = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  const clips = data.clips.length === 1 ? '1 clip' : `${data.clips.length} clips`;
  return [
    `Imported “${title}”: ${clips}, ${length}, ${data.aspectRatio}.`,
    ...(failed.length > 0 ? [`Without a video: ${failed.join(', ')}.`] : []),
    `Job ${jobId}`,
  ];
}
