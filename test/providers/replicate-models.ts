/** An input as a model's page at Replicate describes it; a picture is a data: URI or an https URL. */
type Input =
  | 'text'
  | 'picture'
  | 'seed'
  | 'switch'
  | { oneOf: readonly (string | number)[] }
  | { pictures: number };

interface Model {
  /** What the provider itself charges and takes for a second of video, whatever its customers believe. */
  usdPerSecond: string;
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
};

/** Why a request is rejected; null if it is accepted. */
export function rejection(
  slug: string,
  input: Record<string, unknown>,
): { status: number; detail: string } | null {
  const model = MODELS[slug];
  if (model === undefined) return { status: 404, detail: 'The requested resource could not be found.' };
  const missing = model.required.find((name) => input[name] === undefined);
  const wrong = Object.keys(input).find((name) => !takes(model.inputs[name], input[name]));
  const detail =
    missing !== undefined
      ? `- input: ${missing} is required`
      : wrong !== undefined
        ? `- input.${wrong}: not as expected`
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

function takes(input: Input | undefined, value: unknown): boolean {
  if (input === undefined) return false;
  if (input === 'text') return typeof value === 'string' && value !== '';
  if (input === 'switch') return typeof value === 'boolean';
  if (input === 'seed') return Number.isInteger(value) && (value as number) >= 0;
  if (input === 'picture') return isPicture(value);
  if ('oneOf' in input) return input.oneOf.includes(value as string);
  return Array.isArray(value) && value.length > 0 && value.length <= input.pictures && value.every(isPicture);
}

/** Replicate asks for URLs above 256 kB. */
function isPicture(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  return (
    /^https:/.test(value) || (/^data:image\/(jpeg|png|webp);base64,/.test(value) && value.length < 262_144)
  );
}
