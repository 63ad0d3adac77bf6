/** A provider's video model: how it is asked, and what it is expected to cost. Defaults; none was checked live. */
export interface VideoModelCard {
  /** `owner/name` at Replicate. */
  slug: string;
  /** The input that takes the first frame. */
  imageInput: string;
  /** Lengths that it makes, seconds, ascending. */
  durations: readonly number[];
  /** Aspect ratios of its `aspect_ratio` input; null where the first frame decides. */
  aspectRatios: readonly string[] | null;
  /** Inputs that are always sent: what the price below is for. */
  input: Readonly<Record<string, string | boolean>>;
  /** USD for a second of video, decimal string. */
  usdPerSecond: string;
  /** False where no reliable price was found: the figure is reserved and booked, but never called a price. */
  priceKnown: boolean;
  /** Seconds of waiting for one second of video. */
  secondsPerSecond: number;
}

/** Whose name the calls of these models carry in the ledger. */
export const REPLICATE = 'replicate';

const COMMON_RATIOS = ['16:9', '9:16', '1:1'];
const VEO = {
  imageInput: 'image',
  durations: [4, 6, 8],
  aspectRatios: ['16:9', '9:16'],
  input: { resolution: '720p', generate_audio: false },
  secondsPerSecond: 15,
};

/** The video models by the pipeline's keys (`jobs.video_model`). */
export const VIDEO_MODELS = {
  kling_v21: {
    slug: 'kwaivgi/kling-v2.1',
    imageInput: 'start_image',
    durations: [5, 10],
    aspectRatios: null,
    input: { mode: 'standard' },
    usdPerSecond: '0.05',
    priceKnown: true,
    secondsPerSecond: 24,
  },
  kling_v25_turbo: {
    slug: 'kwaivgi/kling-v2.5-turbo-pro',
    imageInput: 'start_image',
    durations: [5, 10],
    aspectRatios: COMMON_RATIOS,
    input: {},
    usdPerSecond: '0.07',
    priceKnown: true,
    secondsPerSecond: 20,
  },
  hailuo_23: {
    slug: 'minimax/hailuo-2.3',
    imageInput: 'first_frame_image',
    durations: [6, 10],
    aspectRatios: null,
    input: {},
    usdPerSecond: '0.10',
    priceKnown: false,
    secondsPerSecond: 24,
  },
  wan_25_i2v: {
    slug: 'wan-video/wan-2.5-i2v',
    imageInput: 'image',
    durations: [5, 10],
    aspectRatios: null,
    input: { resolution: '720p' },
    usdPerSecond: '0.10',
    priceKnown: false,
    secondsPerSecond: 24,
  },
  veo_31: { ...VEO, slug: 'google/veo-3.1', usdPerSecond: '0.20', priceKnown: true },
  veo_31_fast: { ...VEO, slug: 'google/veo-3.1-fast', usdPerSecond: '0.10', priceKnown: true },
  seedance_1_lite: {
    slug: 'bytedance/seedance-1-lite',
    imageInput: 'image',
    durations: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
    aspectRatios: null,
    input: { resolution: '720p' },
    usdPerSecond: '0.036',
    priceKnown: true,
    secondsPerSecond: 12,
  },
} as const satisfies Record<string, VideoModelCard>;

export type VideoModelKey = keyof typeof VIDEO_MODELS;

export const VIDEO_MODEL_KEYS = Object.keys(VIDEO_MODELS) as VideoModelKey[];

/** The card of a model; null for a name that is not on it. */
export function videoModelCard(key: string): VideoModelCard | null {
  return Object.hasOwn(VIDEO_MODELS, key) ? VIDEO_MODELS[key as VideoModelKey] : null;
}

/** Seconds by which a clip may be shorter than its slot: the last frame is held that long, and nobody sees it. */
export const HELD_SECONDS = 0.1;

/** What is ordered for a slot: the shortest length that fills it, else the longest there is. */
export function orderedSeconds(durations: readonly number[], slotSeconds: number): number {
  return (
    durations.find((seconds) => seconds + HELD_SECONDS >= slotSeconds) ?? durations.at(-1) ?? slotSeconds
  );
}
