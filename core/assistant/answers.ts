import { Decimal } from 'decimal.js';
import type { VideoVersionRow } from '../history/version-repository.js';
import { secondsAt } from '../job/frames.js';
import type { ClipRecord, JobRecord } from '../job/job-record.js';
import { inWords } from '../quote/quote-warnings.js';
import { LOCAL_RENDERER } from '../quote/rate-card.js';
import { partsAnswer } from './part-answers.js';
import { momentIn, type Question } from './questions.js';
import { clock } from './whom/text/sentences.js';

/** What answers are made from. */
export interface Facts {
  job: JobRecord;
  /** The picked clip, with what its footage was made by; null: none. */
  clip: (ClipRecord & { instruction: string | null; madeBy: string | null }) | null;
  /** USD that changes of the video have cost, decimal string. */
  costOfChanges: string;
  /** The last change that has ended; null where there was none. */
  last: { cost: string; seconds: number | null } | null;
  /** The newest videos, newest first. */
  videos: readonly VideoVersionRow[];
}

/** Named in an answer; the history has all. */
const MOST_CHANGES = 5;

/** The answer to what a message asks, from the video's own data. */
export function answerTo(about: readonly Question[], message: string, facts: Facts): string {
  return about.map((question) => ANSWERS[question](facts, message)).join(' ');
}

const ANSWERS: Record<Question, (facts: Facts, message: string) => string> = {
  'cost of the last change': ({ last, job }) => {
    if (last === null) return `Nothing was changed yet. ${videoCost(job)}`;
    return new Decimal(last.cost).isZero()
      ? 'The last change was free.'
      : `The last change cost ${dollars(last.cost)}.`;
  },
  'cost of the video': ({ job, costOfChanges }) =>
    `You have spent ${dollars(job.totalCost)} on this video, ${dollars(costOfChanges)} of it on changes.`,
  'time of the last change': ({ last }) =>
    last === null || last.seconds === null
      ? 'No change has ended yet. Each offer says about how long it takes.'
      : `The last change took ${Math.max(1, Math.round(last.seconds))} s.`,
  lengths: ({ job, clip }) => {
    const video = `The video is ${clock(secondsAt(job.data.totalFrames))} long and has ${job.clips.length} clips.`;
    if (clip === null) return video;
    const [start, end] = [secondsAt(clip.startFrame), secondsAt(clip.endFrame)];
    return `Clip ${clip.clipIndex + 1} is ${(end - start).toFixed(1)} s long, from ${clock(start)} to ${clock(end)}. ${video}`;
  },
  look: ({ clip }) => {
    if (clip === null) return 'Pick a clip, and ask again: I can say what made it.';
    const asked = clip.instruction === null ? '' : ` after you asked for ${inWords([clip.instruction])}`;
    const maker = clip.madeBy === LOCAL_RENDERER ? 'the built-in renderer' : (clip.madeBy ?? 'the pipeline');
    const prompt =
      clip.currentPrompt === null
        ? 'Its prompt is not known.'
        : `Its prompt is ${inWords([clip.currentPrompt])}.`;
    return `Clip ${clip.clipIndex + 1} was made by ${maker}${asked}. ${prompt}`;
  },
  changes: ({ videos }) => {
    const changed = videos.filter(({ versionNumber }) => versionNumber > 1);
    if (changed.length === 0) return 'Nothing yet: this is the video as it was first made.';
    const named = changed.slice(0, MOST_CHANGES).map(({ summary }) => summary);
    return `Newest first: ${named.join(' · ')}. The history has all of it.`;
  },
  lyrics: ({ job, clip }, message) => {
    const moment = momentIn(message);
    if (moment !== null) return sungAt(job, moment);
    if (clip === null) return 'Say when, for example “what is sung at 0:45?”, or pick a clip.';
    const said = clip.lyricsPreview;
    const name = `clip ${clip.clipIndex + 1}`;
    return said === null ? `Nothing is sung in ${name}.` : `In ${name}: ${inWords([said])}.`;
  },
  clips: ({ job, clip }, message) =>
    (clip === null ? null : whoIsSeen(clip, message)) ??
    `This video has ${job.clips.length} clips and is ${clock(secondsAt(job.data.totalFrames))} long.`,
  parts: ({ job }, message) => partsAnswer(job, message),
};

/** "Who is in clip 3?": whom the scene plan names. */
function whoIsSeen({ clipIndex, names }: ClipRecord, message: string): string | null {
  if (!/\bwho\b/i.test(message)) return null;
  const name = `clip ${clipIndex + 1}`;
  return names.length === 0 ? `The plan names nobody in ${name}.` : `In ${name}: ${names.join(', ')}.`;
}

function videoCost({ totalCost }: JobRecord): string {
  return new Decimal(totalCost).isZero()
    ? 'The video itself cost nothing.'
    : `The video itself cost ${dollars(totalCost)}.`;
}

/** A line is sung until the next one begins. */
function sungAt({ data: { lyrics, totalFrames } }: JobRecord, moment: number): string {
  const at = clock(moment);
  if (moment > secondsAt(totalFrames)) return `The video ends at ${clock(secondsAt(totalFrames))}.`;
  const line = lyrics.filter(({ startSeconds }) => startSeconds <= moment).at(-1);
  return line === undefined ? `Nothing is sung at ${at}.` : `At ${at}: ${inWords([line.text])}.`;
}

/** As people read it: two decimals, up to four where there are more. */
export function dollars(usd: string): string {
  const cost = new Decimal(usd);
  return `$${cost.toFixed(Math.max(2, cost.decimalPlaces()))}`;
}
