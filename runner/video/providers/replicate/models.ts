import type { VideoModelCard } from '../../../../core/quote/video-model-card.js';
import type { SeveralPictures } from '../../pictures.js';

/** A model at Replicate: its inputs and expected cost. Defaults; none was checked live. */
export interface ReplicateModel extends VideoModelCard {
  /** `owner/name`. */
  slug: string;
  /** The input that takes the first frame. */
  imageInput: string;
  /** Takes pictures of the scene and the characters in place of a first frame; null if it does not. */
  references: ReferenceInput | null;
  /** Has an input `negative_prompt`. */
  negativePrompt: boolean;
  /** Aspect ratios of its `aspect_ratio` input; null if it has none, and the first frame decides. */
  aspectRatios: readonly string[] | null;
  /** Inputs that are always sent; the price below depends on them. */
  input: Readonly<Record<string, string | boolean>>;
}

/** An input for several pictures, and its conditions. */
export interface ReferenceInput extends SeveralPictures {
  input: string;
}

/** https://replicate.com/google/veo-3.1/api; that `fast` takes no reference pictures is an assumption. */
const VEO = {
  imageInput: 'image',
  textAlone: true,
  references: null,
  negativePrompt: true,
  seed: true,
  durations: [4, 6, 8],
  aspectRatios: ['16:9', '9:16'],
  input: { resolution: '720p', generate_audio: false },
  secondsPerSecond: 15,
};

/** Defaults of the entries below. */
const PLAIN = { textAlone: false, references: null, negativePrompt: false, seed: false, aspectRatios: null };

/**
 * The video models by the pipeline's keys (`jobs.video_model`). Inputs are those of the models' pages at Replicate
 * (`https://replicate.com/<slug>/api`) as published; an unknown input is answered with 422.
 */
export const MODELS: Readonly<Record<string, ReplicateModel>> = {
  kling_v21: {
    label: 'Kling 2.1',
    slug: 'kwaivgi/kling-v2.1',
    ...PLAIN,
    imageInput: 'start_image',
    negativePrompt: true,
    durations: [5, 10],
    input: { mode: 'standard' },
    usdPerSecond: '0.05',
    priceKnown: true,
    secondsPerSecond: 24,
  },
  kling_v25_turbo: {
    label: 'Kling 2.5 Turbo Pro',
    slug: 'kwaivgi/kling-v2.5-turbo-pro',
    ...PLAIN,
    imageInput: 'start_image',
    textAlone: true,
    negativePrompt: true,
    durations: [5, 10],
    aspectRatios: ['16:9', '9:16', '1:1'],
    input: {},
    usdPerSecond: '0.07',
    priceKnown: true,
    secondsPerSecond: 20,
  },
  hailuo_23: {
    label: 'Hailuo 2.3',
    slug: 'minimax/hailuo-2.3',
    ...PLAIN,
    imageInput: 'first_frame_image',
    // Without a first frame it makes 16:9 (an assumption: it has no input for that).
    textAlone: true,
    durations: [6, 10],
    // 1080p exists for 6 s only.
    input: { resolution: '768p' },
    usdPerSecond: '0.10',
    priceKnown: false,
    secondsPerSecond: 24,
  },
  wan_25_i2v: {
    label: 'Wan 2.5',
    slug: 'wan-video/wan-2.5-i2v',
    ...PLAIN,
    imageInput: 'image',
    negativePrompt: true,
    seed: true,
    durations: [5, 10],
    input: { resolution: '720p' },
    usdPerSecond: '0.10',
    priceKnown: false,
    secondsPerSecond: 24,
  },
  veo_31: {
    label: 'Veo 3.1',
    ...VEO,
    slug: 'google/veo-3.1',
    references: { input: 'reference_images', most: 3, aspectRatios: ['16:9'], seconds: 8 },
    usdPerSecond: '0.20',
    priceKnown: true,
  },
  veo_31_fast: {
    ...VEO,
    label: 'Veo 3.1 Fast',
    slug: 'google/veo-3.1-fast',
    usdPerSecond: '0.10',
    priceKnown: true,
  },
  seedance_1_lite: {
    label: 'Seedance 1 Lite',
    slug: 'bytedance/seedance-1-lite',
    ...PLAIN,
    imageInput: 'image',
    textAlone: true,
    references: { input: 'reference_images', most: 4 },
    seed: true,
    durations: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
    aspectRatios: ['16:9', '9:16', '1:1', '4:3', '3:4'],
    input: { resolution: '720p' },
    usdPerSecond: '0.036',
    priceKnown: true,
    secondsPerSecond: 12,
  },
};
