import { z } from 'zod';
import { priceSchema } from './video-price.js';

/** How a change is made. */
export const CHANGE_ACTIONS = ['ADJUST_FOOTAGE', 'EDIT_FOOTAGE', 'NEW_SHOT'] as const;
export type ChangeAction = (typeof CHANGE_ACTIONS)[number];

/** From the least to the most, in one unit. */
const rangeSchema = z
  .tuple([z.number().positive(), z.number().positive()])
  .refine(([least, most]) => least <= most, { message: 'must be the least and the most, in this order' });

/** The footage that a model edits. */
export const footageLimitsSchema = z.strictObject({
  /** Seconds. */
  seconds: rangeSchema,
  /** Pixels of each side. */
  side: rangeSchema,
  /** Frames a second. */
  frameRate: rangeSchema,
  /** Of the whole file. */
  maxMegabytes: z.number().positive(),
});
export type FootageLimits = z.infer<typeof footageLimitsSchema>;

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** What quotes and runs of every provider need to know of a video model. A provider's own cards have more. */
export const videoModelCardSchema = z.strictObject({
  /** Its name for people. */
  label: z.string().min(1).max(100),
  /** What it can do; the first is what it does unless asked otherwise. */
  actions: z.array(z.enum(['EDIT_FOOTAGE', 'NEW_SHOT'])).min(1),
  /** Makes a clip from a prompt alone; other models need a first frame. */
  textAlone: z.boolean(),
  /** Takes a seed. */
  seed: z.boolean(),
  /** The same seed and request make the same clip, to the bit. */
  repeatable: z.boolean(),
  /** Lengths of a new shot, seconds, ascending; empty: any length. */
  durations: z.array(z.number().positive()).refine(isAscending, { message: 'must be ascending' }),
  /** What it takes to edit; null where it edits nothing. */
  footage: footageLimitsSchema.nullable(),
  price: priceSchema,
  /** False where no reliable price was found: the figure is reserved and booked, but never called a price. */
  priceKnown: z.boolean(),
  /** Seconds of waiting for one second of video. */
  secondsPerSecond: z.number().positive(),
  /** The day on which its provider ends it; null: not announced. */
  sunset: z
    .string()
    .regex(DAY, { error: 'must be a day such as "2027-07-30"', abort: true })
    .refine((day) => !Number.isNaN(Date.parse(day)), { message: 'must be a day of the calendar' })
    .nullable(),
});
export type VideoModelCard = z.infer<typeof videoModelCardSchema>;

/** Video models by their keys (`jobs.video_model`). */
export type VideoModelCards = Readonly<Record<string, VideoModelCard>>;

function isAscending(lengths: readonly number[]): boolean {
  return lengths.every((length, at) => at === 0 || length > lengths[at - 1]!);
}

/** What a card must be as a whole: a sentence for each mistake. */
export function cardProblems({ actions, footage, textAlone, durations }: VideoModelCard): string[] {
  const edits = actions.includes('EDIT_FOOTAGE');
  const problems: string[] = [];
  if (edits && footage === null)
    problems.push('A model with EDIT_FOOTAGE needs "footage": which footage it takes.');
  if (!edits && footage !== null)
    problems.push('A model without EDIT_FOOTAGE takes no footage: "footage" must be null.');
  if (!actions.includes('NEW_SHOT') && (textAlone || durations.length > 0))
    problems.push('A model without NEW_SHOT has no "durations" and makes nothing of "textAlone".');
  return problems;
}

/** Whether its provider has ended a model. */
export function isPastSunset({ sunset }: Pick<VideoModelCard, 'sunset'>, now: Date): boolean {
  return sunset !== null && now.getTime() >= Date.parse(sunset);
}

/** Seconds by which a clip may be shorter than its slot: the last frame is held, too briefly to notice. */
export const HELD_SECONDS = 0.1;

/** The length to request for a slot: the shortest that fills it, else the longest there is; any length fits exactly. */
export function requestedSeconds(durations: readonly number[], slotSeconds: number): number {
  return (
    durations.find((seconds) => seconds + HELD_SECONDS >= slotSeconds) ?? durations.at(-1) ?? slotSeconds
  );
}

/** Whether a model edits all of what a slot shows: its end may be held, too briefly to notice. */
export function takesFootageOf({ seconds: [, most] }: FootageLimits, slotSeconds: number): boolean {
  return slotSeconds <= most + HELD_SECONDS;
}

/** Seconds of footage to send for a slot: what it shows, and more after that where the model asks for more. */
export function sentSeconds({ seconds: [least, most] }: FootageLimits, slotSeconds: number): number {
  return Math.min(most, Math.max(least, slotSeconds));
}
