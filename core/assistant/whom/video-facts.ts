import { secondsAt } from '../../job/frames.js';
import type { JobRecord } from '../../job/job-record.js';
import { linesOfClips } from '../../job/lyrics.js';
import type { VideoFacts } from './facts.js';

/** What a video's record says of its clips when a message names them. */
export function videoFacts(
  { data, clips }: Pick<JobRecord, 'data' | 'clips'>,
  picked: readonly number[],
): VideoFacts {
  const sung = linesOfClips(data.lyrics, clips);
  return {
    clips: clips.map(({ clipIndex, startFrame, endFrame, names }, at) => ({
      ...{ clipIndex, names, lyrics: sung[at]! },
      ...{ start: secondsAt(startFrame), end: secondsAt(endFrame) },
    })),
    sections: data.sections,
    picked,
  };
}
