import type { SentFile } from './replicate-files.js';

/** Footage as a model's page describes it: seconds, pixels of each side, frames a second, megabytes, from–to. */
interface VideoInput {
  video: true;
  seconds: [number, number];
  sides: [number, number];
  rates: [number, number];
  megabytes: number;
}

/** An input as a model's page at Replicate describes it; a picture is a data: URI or an https URL, footage a file of its store. */
type Input =
  | 'text'
  | VideoInput
  | 'picture'
  | 'seed'
  | 'switch'
  | { oneOf: readonly (string | number)[] }
  | { pictures: number };

interface Model {
  /** What the provider itself charges and takes for a second of video, whatever its customers believe. */
  usdPerSecond: string;
  /** For a million pixels of what it makes, in place of that. */
  usdPerMegapixel?: string;
  secondsPerSecond: number;
  required: readonly string[];
  inputs: Readonly<Record<string, Input>>;
}

const RATIOS = ['16:9', '9:16', '1:1'];
const VEO: Model['inputs'] = {
  prompt: 'text',
  image: 'picture',
  last_frame: 'picture',
  aspect_ratio: { oneOf: ['16:9', '9:16'] },
  duration: { oneOf: [4, 6, 8] },
  resolution: { oneOf: ['720p', '1080p'] },
  negative_prompt: 'text',
  generate_audio: 'switch',
  seed: 'seed',
};

const MODES = ['adhere', 'flex', 'reimagine'].flatMap((mode) =>
  [1, 2, 3].map((degree) => `${mode}_${degree}`),
);

/** The models' own input schemas, as their pages had them. */
export const MODELS: Readonly<Record<string, Model>> = {
  'kwaivgi/kling-v2.1': {
    usdPerSecond: '0.05',
    secondsPerSecond: 24,
    required: ['prompt', 'start_image'],
    inputs: {
      prompt: 'text',
      start_image: 'picture',
      end_image: 'picture',
      mode: { oneOf: ['standard', 'pro'] },
      duration: { oneOf: [5, 10] },
      negative_prompt: 'text',
    },
  },
  'kwaivgi/kling-v2.5-turbo-pro': {
    usdPerSecond: '0.07',
    secondsPerSecond: 20,
    required: ['prompt'],
    inputs: {
      prompt: 'text',
      start_image: 'picture',
      aspect_ratio: { oneOf: RATIOS },
      duration: { oneOf: [5, 10] },
      negative_prompt: 'text',
    },
  },
  'minimax/hailuo-2.3': {
    usdPerSecond: '0.0467',
    secondsPerSecond: 24,
    required: ['prompt'],
    inputs: {
      prompt: 'text',
      first_frame_image: 'picture',
      duration: { oneOf: [6, 10] },
      resolution: { oneOf: ['768p', '1080p'] },
      prompt_optimizer: 'switch',
    },
  },
  'wan-video/wan-2.5-i2v': {
    usdPerSecond: '0.10',
    secondsPerSecond: 24,
    required: ['prompt', 'image'],
    inputs: {
      prompt: 'text',
      image: 'picture',
      duration: { oneOf: [5, 10] },
      resolution: { oneOf: ['480p', '720p', '1080p'] },
      negative_prompt: 'text',
      enable_prompt_expansion: 'switch',
      seed: 'seed',
    },
  },
  'google/veo-3.1': {
    usdPerSecond: '0.20',
    secondsPerSecond: 15,
    required: ['prompt'],
    inputs: { ...VEO, reference_images: { pictures: 3 } },
  },
  'google/veo-3.1-fast': { usdPerSecond: '0.10', secondsPerSecond: 15, required: ['prompt'], inputs: VEO },
  'bytedance/seedance-1-lite': {
    usdPerSecond: '0.036',
    secondsPerSecond: 12,
    required: ['prompt'],
    inputs: {
      prompt: 'text',
      image: 'picture',
      last_frame_image: 'picture',
      reference_images: { pictures: 4 },
      aspect_ratio: { oneOf: [...RATIOS, '4:3', '3:4', '21:9', '9:21'] },
      duration: { oneOf: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] },
      resolution: { oneOf: ['480p', '720p', '1080p'] },
      fps: { oneOf: [24] },
      camera_fixed: 'switch',
      seed: 'seed',
    },
  },
  'kwaivgi/kling-o1': {
    usdPerSecond: '0.126',
    secondsPerSecond: 30,
    required: ['prompt'],
    inputs: {
      prompt: 'text',
      reference_video: {
        ...{ video: true, seconds: [3, 10.05], sides: [720, 2160], rates: [24, 60], megabytes: 200 },
      },
      video_reference_type: { oneOf: ['base', 'feature'] },
      reference_images: { pictures: 4 },
      keep_original_sound: 'switch',
      mode: { oneOf: ['std', 'pro'] },
      duration: { oneOf: [5, 10] },
      aspect_ratio: { oneOf: RATIOS },
    },
  },
  'luma/modify-video': {
    usdPerSecond: '0',
    usdPerMegapixel: '0.01582',
    secondsPerSecond: 20,
    required: ['video'],
    inputs: {
      prompt: 'text',
      video: { video: true, seconds: [0.1, 30], sides: [128, 4096], rates: [1, 60], megabytes: 100 },
      mode: { oneOf: MODES },
      first_frame: 'picture',
    },
  },
};

/** The footage of a request, by the files that were uploaded. */
export function footageIn(
  slug: string,
  input: Record<string, unknown>,
  fileAt: FileAt,
): SentFile | undefined {
  const [name] = Object.entries(MODELS[slug]?.inputs ?? {}).find(([, kind]) => isVideoInput(kind)) ?? [];
  return name === undefined ? undefined : fileAt(input[name]);
}

/** The uploaded file at an address. */
type FileAt = (url: unknown) => SentFile | undefined;

const isVideoInput = (input: Input | undefined): input is VideoInput =>
  typeof input === 'object' && 'video' in input;

/** Why a request is rejected; null if it is accepted. */
export function rejection(
  slug: string,
  input: Record<string, unknown>,
  fileAt: FileAt,
): { status: number; detail: string } | null {
  const model = MODELS[slug];
  if (model === undefined) return { status: 404, detail: 'The requested resource could not be found.' };
  const missing = model.required.find((name) => input[name] === undefined);
  const wrong = Object.keys(input).find((name) => !takes(model.inputs[name], input[name], fileAt));
  const detail =
    missing !== undefined
      ? `- input: ${missing} is required`
      : wrong !== undefined
        ? `- input.${wrong}: ${whyNot(model.inputs[wrong], input[wrong], fileAt)}`
        : rule(slug, input);
  return detail === null ? null : { status: 422, detail };
}

/** Rules between inputs, which stand in their descriptions. */
function rule(slug: string, input: Record<string, unknown>): string | null {
  const { reference_images: references, image, aspect_ratio: ratio, duration, resolution } = input;
  if (references !== undefined && image !== undefined) return '- input: reference_images exclude image';
  if (slug === 'google/veo-3.1' && references !== undefined && (ratio !== '16:9' || duration !== 8))
    return '- input: reference_images only work with 16:9 aspect ratio and 8-second duration';
  if (slug === 'minimax/hailuo-2.3' && resolution === '1080p' && duration === 10)
    return '- input: 10 seconds is only available for 768p resolution';
  return null;
}

function whyNot(input: Input | undefined, value: unknown, fileAt: FileAt): string {
  return isVideoInput(input)
    ? `not such a video: ${JSON.stringify(fileAt(value)?.video)}`
    : 'not as expected';
}

function takes(input: Input | undefined, value: unknown, fileAt: FileAt): boolean {
  if (input === undefined) return false;
  if (isVideoInput(input)) return isTaken(input, fileAt(value));
  if (input === 'text') return typeof value === 'string' && value !== '';
  if (input === 'switch') return typeof value === 'boolean';
  if (input === 'seed') return Number.isInteger(value) && (value as number) >= 0;
  if (input === 'picture') return isPicture(value);
  if ('oneOf' in input) return input.oneOf.includes(value as string);
  return Array.isArray(value) && value.length > 0 && value.length <= input.pictures && value.every(isPicture);
}

/** A picture without sound, within the limits. */
function isTaken({ seconds, sides, rates, megabytes }: VideoInput, file: SentFile | undefined): boolean {
  if (file === undefined || file.video === null || file.hasSound || file.type !== 'video/mp4') return false;
  const { width, height, fps, seconds: lasts } = file.video;
  const within = (value: number, [least, most]: [number, number]): boolean => value >= least && value <= most;
  const fits = within(width, sides) && within(height, sides) && within(lasts, seconds) && within(fps, rates);
  return fits && file.bytes.length <= megabytes * 1_000_000;
}

/** Replicate asks for URLs above 256 kB. */
function isPicture(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  return (
    /^https:/.test(value) || (/^data:image\/(jpeg|png|webp);base64,/.test(value) && value.length < 262_144)
  );
}
