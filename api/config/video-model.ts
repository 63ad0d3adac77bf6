import { ApiError } from '../../core/errors.js';
import type { VideoModelChoices, VideoModelOption } from '../../core/order/video-choice.js';
import { LOCAL_RENDERER } from '../../core/quote/rate-card.js';
import { PROVIDERS, providersOf } from '../../runner/video/providers/registry.js';

interface ModelSettings {
  VIDEO_MODEL?: string;
  [setting: string]: unknown;
}

/** What makes clips with these settings. */
export function videoModelChoices(env: ModelSettings): VideoModelChoices {
  return { options: optionsOf(env), forJob: (jobsModel) => chooseVideoModel(env, jobsModel) };
}

/** With VIDEO_MODEL=local the operator has chosen: no other model is to be had. */
function optionsOf(env: ModelSettings): VideoModelOption[] {
  const configured = env.VIDEO_MODEL === LOCAL_RENDERER ? [] : PROVIDERS.configured(env);
  const offered = providersOf(env).all.flatMap((provider) =>
    Object.entries(provider.models).map(([key, { label, durations, seed }]): VideoModelOption => ({
      ...{ key, label, durations, provider: provider.title, actions: ['NEW_SHOT'] },
      takesSeed: seed,
      isAvailable: configured.some(({ name }) => name === provider.name),
    })),
  );
  return [RENDERER, ...offered];
}

const RENDERER: VideoModelOption = {
  ...{ key: LOCAL_RENDERER, label: 'Built-in renderer', provider: 'This installation' },
  ...{ actions: ['ADJUST_FOOTAGE'], durations: [], takesSeed: false, isAvailable: true },
};

/**
 * The model for a job's clips: its own if we have access, so that new clips match the others. BAD_USER_INPUT if its
 * model is unknown and VIDEO_MODEL names no substitute: users must not pay for a model that no operator chose.
 */
export function chooseVideoModel(env: ModelSettings, jobsModel: string): string {
  const { VIDEO_MODEL: setting } = env;
  const configured = PROVIDERS.configured(env);
  if (configured.length === 0 || setting === LOCAL_RENDERER) return LOCAL_RENDERER;
  const provider = PROVIDERS.providerOf(jobsModel);
  if (provider !== null && configured.includes(provider)) return jobsModel;
  if (setting !== undefined) return setting;
  const message =
    `This video was made with the video model ${JSON.stringify(jobsModel.slice(0, 50))}, which is not known here. ` +
    'An administrator can choose one for such videos (VIDEO_MODEL).';
  throw new ApiError('BAD_USER_INPUT', message);
}
