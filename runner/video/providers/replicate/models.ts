import type { ReplicateModels } from './card.js';

/** Inputs that most models do not have. */
const NO_INPUTS = {
  firstFrame: null,
  references: null,
  video: null,
  negativePrompt: null,
  duration: null,
  aspectRatio: null,
  closeness: null,
  videoInPrompt: null,
  always: {},
};

/** Of a model that makes new shots from a first frame. */
const NEW_SHOT = {
  actions: ['NEW_SHOT' as const],
  textAlone: false,
  seed: false,
  repeatable: false,
  footage: null,
  priceKnown: true,
  sunset: null,
};

/** Of a model that edits footage. */
const EDIT = { ...NEW_SHOT, actions: ['EDIT_FOOTAGE' as const], durations: [] };

const perSecond = (usd: string) => ({ per: 'OUTPUT_SECOND' as const, usd });

const WIDE_TALL_SQUARE = ['16:9', '9:16', '1:1'];

/** https://replicate.com/google/veo-3.1/api; that `fast` takes no reference pictures is an assumption. */
const VEO = {
  ...NEW_SHOT,
  textAlone: true,
  seed: true,
  durations: [4, 6, 8],
  secondsPerSecond: 15,
};
const VEO_INPUTS = {
  ...NO_INPUTS,
  firstFrame: 'image',
  negativePrompt: 'negative_prompt',
  duration: 'duration',
  aspectRatio: { input: 'aspect_ratio', values: ['16:9', '9:16'] },
  always: { resolution: '720p', generate_audio: false },
};

/**
 * The video models by the pipeline's keys (`jobs.video_model`). Inputs are those of the models' pages at Replicate
 * (`https://replicate.com/<slug>/api`) as published, none checked live; an unknown input is answered with 422. Prices and
 * times are defaults.
 */
export const MODELS: ReplicateModels = {
  kling_v21: {
    label: 'Kling 2.1',
    slug: 'kwaivgi/kling-v2.1',
    ...NEW_SHOT,
    durations: [5, 10],
    inputs: {
      ...NO_INPUTS,
      firstFrame: 'start_image',
      negativePrompt: 'negative_prompt',
      duration: 'duration',
      always: { mode: 'standard' },
    },
    price: perSecond('0.05'),
    secondsPerSecond: 24,
  },
  kling_v25_turbo: {
    label: 'Kling 2.5 Turbo Pro',
    slug: 'kwaivgi/kling-v2.5-turbo-pro',
    ...NEW_SHOT,
    textAlone: true,
    durations: [5, 10],
    inputs: {
      ...NO_INPUTS,
      firstFrame: 'start_image',
      negativePrompt: 'negative_prompt',
      duration: 'duration',
      aspectRatio: { input: 'aspect_ratio', values: WIDE_TALL_SQUARE },
    },
    price: perSecond('0.07'),
    secondsPerSecond: 20,
  },
  hailuo_23: {
    label: 'Hailuo 2.3',
    slug: 'minimax/hailuo-2.3',
    ...NEW_SHOT,
    // Without a first frame it makes 16:9 (an assumption: it has no input for that).
    textAlone: true,
    durations: [6, 10],
    // 1080p exists for 6 s only.
    inputs: {
      ...NO_INPUTS,
      firstFrame: 'first_frame_image',
      duration: 'duration',
      always: { resolution: '768p' },
    },
    price: perSecond('0.10'),
    priceKnown: false,
    secondsPerSecond: 24,
  },
  wan_25_i2v: {
    label: 'Wan 2.5',
    slug: 'wan-video/wan-2.5-i2v',
    ...NEW_SHOT,
    seed: true,
    durations: [5, 10],
    inputs: {
      ...NO_INPUTS,
      firstFrame: 'image',
      negativePrompt: 'negative_prompt',
      duration: 'duration',
      always: { resolution: '720p' },
    },
    price: perSecond('0.10'),
    priceKnown: false,
    secondsPerSecond: 24,
  },
  veo_31: {
    ...VEO,
    label: 'Veo 3.1',
    slug: 'google/veo-3.1',
    inputs: {
      ...VEO_INPUTS,
      references: { input: 'reference_images', most: 3, aspectRatios: ['16:9'], seconds: 8 },
    },
    price: perSecond('0.20'),
  },
  veo_31_fast: {
    ...VEO,
    label: 'Veo 3.1 Fast',
    slug: 'google/veo-3.1-fast',
    inputs: VEO_INPUTS,
    price: perSecond('0.10'),
  },
  seedance_1_lite: {
    label: 'Seedance 1 Lite',
    slug: 'bytedance/seedance-1-lite',
    ...NEW_SHOT,
    textAlone: true,
    seed: true,
    durations: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
    inputs: {
      ...NO_INPUTS,
      firstFrame: 'image',
      references: { input: 'reference_images', most: 4 },
      duration: 'duration',
      aspectRatio: { input: 'aspect_ratio', values: [...WIDE_TALL_SQUARE, '4:3', '3:4'] },
      always: { resolution: '720p' },
    },
    price: perSecond('0.036'),
    secondsPerSecond: 12,
  },
  kling_o1_edit: {
    label: 'Kling O1 Edit',
    slug: 'kwaivgi/kling-o1',
    ...EDIT,
    footage: { seconds: [3, 10], side: [720, 2160], frameRate: [24, 60], maxMegabytes: 200 },
    inputs: {
      ...NO_INPUTS,
      video: 'reference_video',
      videoInPrompt: '<<<video_1>>>',
      always: { video_reference_type: 'base', mode: 'std', keep_original_sound: false },
    },
    // Half as much again as without footage; figures of resellers.
    price: perSecond('0.126'),
    priceKnown: false,
    secondsPerSecond: 30,
  },
  luma_modify: {
    label: 'Luma Modify',
    slug: 'luma/modify-video',
    ...EDIT,
    // The longer side is our choice, since pixels are what it is paid by.
    footage: { seconds: [1, 10], side: [256, 1280], frameRate: [16, 30], maxMegabytes: 100 },
    inputs: {
      ...NO_INPUTS,
      video: 'video',
      closeness: {
        input: 'mode',
        values: [
          ...['adhere_1', 'adhere_2', 'adhere_3', 'flex_1', 'flex_2', 'flex_3'],
          ...['reimagine_1', 'reimagine_2', 'reimagine_3'],
        ],
        sent: 'adhere_2',
      },
    },
    price: { per: 'MILLION_PIXELS', usd: '0.01582' },
    secondsPerSecond: 20,
  },
  gen4_aleph: {
    label: 'Gen-4 Aleph',
    slug: 'runwayml/gen4-aleph',
    ...EDIT,
    seed: true,
    // It reads no more than 5 s.
    footage: { seconds: [1, 5], side: [256, 1920], frameRate: [16, 60], maxMegabytes: 16 },
    inputs: { ...NO_INPUTS, video: 'video' },
    price: perSecond('0.18'),
    secondsPerSecond: 24,
    sunset: '2026-07-30',
  },
};
