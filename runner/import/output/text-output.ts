import { FRAME_RATE } from '../../../core/job/frames.js';
import type { ImportedJob } from '../import-job.js';
import type { ImportOutput } from './output.js';
import type { Say } from './report.js';

/** For people at a terminal: what was made and what was wrong, a line each; why it was refused, on stderr. */
export function textOutput(say: Say, complain: Say): ImportOutput {
  let composing = false;
  return {
    remark: say,
    problem: (_file, message) => say(message),
    progress(step, _fraction, message) {
      if (step === 'composing' && !composing) say(message);
      composing ||= step === 'composing';
    },
    refused: complain,
    done: (job) => summary(job).forEach(say),
  };
}

function summary({ jobId, title, data }: ImportedJob): string[] {
  const failed = data.clips
    .filter((clip) => clip.videoKey === null)
    .map((clip) => `Clip ${clip.clipIndex + 1}`);
  const seconds = Math.round(data.totalFrames / FRAME_RATE);
  const length = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return [
    `Imported “${title}”: ${data.clips.length} clips, ${length}, ${data.aspectRatio}.`,
    ...(failed.length > 0 ? [`Without a video: ${failed.join(', ')}.`] : []),
    `Job ${jobId}`,
  ];
}
