import { secondsAt } from '../../job/frames.js';
import type { JobRecord } from '../../job/job-record.js';
import { linesOfClips } from '../../job/lyrics.js';
import { oncePer } from '../../util/once-per.js';
import type { ClipFacts, VideoFacts } from './facts.js';

/** What a video's record says of its clips when a message names them. */
export function videoFacts(job: Pick<JobRecord, 'data' | 'clips'>, picked: readonly number[]): VideoFacts {
  return { clips: clipFacts(job), sections: job.data.sections, picked };
}

/** Once for each record: a message asks several times. */
const clipFacts = oncePer(({ data, clips }: Pick<JobRecord, 'data' | 'clips'>): ClipFacts[] => {
  const sung = linesOfClips(data.lyrics, clips);
  return clips.map(({ clipIndex, startFrame, endFrame, names }, at) => ({
    ...{ clipIndex, names, lyrics: sung[at]! },
    ...{ start: secondsAt(startFrame), end: secondsAt(endFrame) },
  }));
});
