import { ApiError } from '../errors.js';
import type { ClipRecord, JobRecord } from '../job/job-record.js';
import { LOCAL_RENDERER } from '../quote/rate-card.js';
import { isPastSunset, type ChangeAction, type FootageLimits } from '../quote/video-model-card.js';
import type { AskedChange } from './changes-request.js';
import { editsAllOf, rejectUneditable } from './footage-edit.js';

/** A video model that this installation knows. */
export interface VideoModelOption {
  key: string;
  label: string;
  /** Who runs it, for people. */
  provider: string;
  /** What it can do; the first is what it does where nothing else is asked for. */
  actions: readonly ChangeAction[];
  /** Seconds, ascending; empty: any length. */
  durations: readonly number[];
  /** The footage that it edits; null where it edits none. */
  footage: FootageLimits | null;
  /** Whether a seed can be chosen for it. */
  takesSeed: boolean;
  /** Whether it can be ordered: there is access to it, and its provider has not ended it. */
  isAvailable: boolean;
  /** The day on which its provider ends it; null: not announced. */
  sunset: string | null;
}

/** What makes clips here. */
export interface VideoModelChoices {
  /** As they are now: a model ends on its day. */
  readonly options: readonly VideoModelOption[];
  /** The model of a job's next clips, by the model that made the job. BAD_USER_INPUT where there is none. */
  forJob: (jobsModel: string) => string;
}

/** How a clip is changed. */
export interface ChosenWork {
  videoModel: string;
  action: ChangeAction;
}

const KEEPS: Record<ChangeAction, string> = {
  ADJUST_FOOTAGE: 'keeps every movement',
  EDIT_FOOTAGE: 'keeps motion and framing',
  NEW_SHOT: 'begins with the same picture; every movement is new',
};

/** What stays of a clip, for people. */
export const keptBy = (action: ChangeAction): string => KEEPS[action];

/** What a change's clip is made with. BAD_USER_INPUT where that is not to be had here. */
export function chooseWork(
  {
    action,
    videoModel,
    takes,
    styleFrom,
    range,
    seed,
  }: Pick<AskedChange, 'action' | 'videoModel' | 'takes' | 'styleFrom' | 'range' | 'seed'>,
  job: JobRecord,
  clip: ClipRecord,
  choices: VideoModelChoices,
): ChosenWork {
  // Without a word about how, a measured look and a part of a clip are drawn, free of charge.
  const isDrawn = styleFrom !== null || range !== null;
  const how = action === null && videoModel === null && isDrawn ? 'ADJUST_FOOTAGE' : action;
  const option = optionFor(how, videoModel, { job, clip }, choices);
  const { actions, label, key, takesSeed } = option;
  if (styleFrom !== null && key !== LOCAL_RENDERER)
    throw new ApiError(
      'BAD_USER_INPUT',
      'Only the built-in renderer takes over the look of another clip. Ask for ADJUST_FOOTAGE, or say the look in words.',
    );
  if (range !== null && key !== LOCAL_RENDERER)
    throw new ApiError(
      'BAD_USER_INPUT',
      'A video model makes all of a clip anew. For a part of it ask for ADJUST_FOOTAGE, or leave out range.',
    );
  if (action !== null && !actions.includes(action))
    throw new ApiError('BAD_USER_INPUT', CANNOT[action](label));
  if (takes > 1 && key === LOCAL_RENDERER) {
    const sentence =
      'The built-in renderer makes the same picture each time. Ask for one take, or for a video model.';
    throw new ApiError('BAD_USER_INPUT', sentence);
  }
  if (seed !== null && !takesSeed)
    throw noSeed(key === LOCAL_RENDERER ? RENDERER_SEED : `${label} takes no seed.`, choices);
  const chosen = { videoModel: key, action: action ?? actions[0]! };
  if (chosen.action === 'EDIT_FOOTAGE') rejectUneditable(option, clip, availableIn(choices));
  return chosen;
}

const availableIn = ({ options }: VideoModelChoices): VideoModelOption[] =>
  options.filter(({ isAvailable }) => isAvailable);

const RENDERER_SEED = 'The built-in renderer takes no seed: it makes the same picture each time.';

function noSeed(why: string, choices: VideoModelChoices): ApiError {
  const others = availableIn(choices).filter(({ takesSeed }) => takesSeed);
  const keys = others.map(({ key }) => key).join(', ');
  const way = keys === '' ? '' : `, or choose one that does: ${keys}`;
  return new ApiError('BAD_USER_INPUT', `${why} Leave out seed${way}.`);
}

const CANNOT: Record<ChangeAction, (label: string) => string> = {
  ADJUST_FOOTAGE: (label) => `${label} cannot adjust footage: the built-in renderer does that.`,
  EDIT_FOOTAGE: (label) => `${label} cannot edit footage: that needs a video model that does.`,
  NEW_SHOT: (label) => `${label} cannot make a new shot: that needs a video model.`,
};

/** What is to be changed. */
interface Target {
  job: JobRecord;
  clip: ClipRecord;
}

const PLAIN_KEY = /^[\w.:/-]{1,50}$/;

function optionFor(
  action: ChangeAction | null,
  asked: string | null,
  { job, clip }: Target,
  choices: VideoModelChoices,
): VideoModelOption {
  const { options, forJob } = choices;
  const available = availableIn(choices);
  const key =
    asked ?? (action === null ? null : keyOf(action, { job, clip }, available)) ?? forJob(job.videoModel);
  const option = options.find((one) => one.key === key);
  if (option?.isAvailable === true) return option;
  // Whatever else was sent is not repeated.
  const named = PLAIN_KEY.test(key) ? `The video model "${key}"` : 'This video model';
  const isEnded = option !== undefined && isPastSunset(option, new Date());
  const ended = isEnded ? ` any more: its provider ended it on ${option.sunset}` : '';
  throw new ApiError(
    'BAD_USER_INPUT',
    `${named} is not available here${ended}. Choose one of: ${available.map((one) => one.key).join(', ')}.`,
  );
}

/**
 * The model for an action that is asked for without one: the video's own where it can, else the first that can; for an edit
 * the first of them that takes the whole clip.
 */
function keyOf(
  action: ChangeAction,
  { job: { videoModel }, clip }: Target,
  available: readonly VideoModelOption[],
): string | null {
  if (action === 'NEW_SHOT') return null;
  const able = available.filter(({ actions }) => actions.includes(action));
  const whole = action === 'EDIT_FOOTAGE' ? able.filter((option) => editsAllOf(option, clip)) : able;
  return ([...whole, ...able].find(({ key }) => key === videoModel) ?? whole[0] ?? able[0])?.key ?? null;
}
