import { frameAt } from '../../../core/job/frames.js';
import { ImportError } from '../import-error.js';
import type { Say } from '../output.js';

/** A clip's place on the song, in seconds. */
export interface Boundary {
  start: number;
  end: number;
  duration: number;
}

/** How long a clip's picture is. */
interface Footage {
  /** The file's name. */
  name: string;
  seconds: number;
}

/** A last clip that begins this much after the song's end was meant to be in it. */
const JUST_LATE_SECONDS = 0.1;
/** What it gets then of the time of the clip before it. */
const LAST_SHARE_SECONDS = 0.5;

/** Gives each clip the length of its picture, and the last one the rest of the song. Throws ImportError. */
export function fitToSong(clips: readonly Footage[], songSeconds: number, say: Say): Boundary[] {
  let startUs = 0;
  const starts = clips.map(({ seconds }) => {
    const start = startUs / 1e6;
    startUs += Math.round(seconds * 1e6);
    return start;
  });
  makeRoomForLast(clips, starts, songSeconds, say);
  const late = starts.findIndex((start) => frameAt(start) >= frameAt(songSeconds));
  if (late !== -1) {
    const taken = `the clips before it already take ${starts[late]!.toFixed(1)} of its ${songSeconds.toFixed(1)} seconds`;
    throw new ImportError(
      `The song ends before ${clips[late]!.name} would begin: ${taken}. Take out clips, or use a longer song.`,
    );
  }
  return starts.map((start, index) => {
    const end = Math.min(starts[index + 1] ?? songSeconds, songSeconds);
    return { start, end, duration: end - start };
  });
}

/** Recordings are often a little longer than the song's part they were made for. */
function makeRoomForLast(clips: readonly Footage[], starts: number[], songSeconds: number, say: Say): void {
  const [before, last] = [starts.at(-2), starts.at(-1)!];
  if (before === undefined || frameAt(last) < frameAt(songSeconds)) return;
  if (last - songSeconds > JUST_LATE_SECONDS || frameAt(before) >= frameAt(songSeconds)) return;
  const share = Math.min(LAST_SHARE_SECONDS, (songSeconds - before) / 2);
  starts[starts.length - 1] = songSeconds - share;
  say(
    `${clips.at(-1)!.name} would begin where the song ends. It gets the last ${share.toFixed(1)} seconds of the clip before it.`,
  );
}
