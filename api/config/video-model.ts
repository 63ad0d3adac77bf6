import { ApiError } from '../../core/errors.js';
import type { VideoModelChoices, VideoModelOption } from '../../core/order/video-choice.js';
import { LOCAL_RENDERER } from '../../core/quote/rate-card.js';
import { isPastSunset } from '../../core/quote/video-model-card.js';
import { providersOf, type ProviderRegistry } from '../../runner/video/providers/registry.js';

interface ModelSettings {
  VIDEO_MODEL?: string;
  VIDEO_MODELS?: string;
  [setting: string]: unknown;
}

/** What makes clips with these settings. */
export function videoModelChoices(env: ModelSettings): VideoModelChoices {
  const registry = providersOf(env);
  return {
    get options() {
      return optionsOf(env, registry);
    },
    forJob: (jobsModel) => chooseVideoModel(env, jobsModel, registry),
  };
}

/** With VIDEO_MODEL=local the operator has chosen: no other model is to be had. */
function optionsOf(env: ModelSettings, registry: ProviderRegistry): VideoModelOption[] {
  const configured = env.VIDEO_MODEL === LOCAL_RENDERER ? [] : registry.configured(env);
  const now = new Date();
  const offered = registry.all.flatMap((provider) =>
    Object.entries(provider.models).map(([key, card]): VideoModelOption => ({
      ...{ key, label: card.label, provider: provider.title, actions: card.actions },
      ...{ durations: card.durations, footage: card.footage, takesSeed: card.seed, sunset: card.sunset },
      isAvailable: configured.includes(provider) && !isPastSunset(card, now),
    })),
  );
  return [RENDERER, ...offered];
}

const RENDERER: VideoModelOption = {
  ...{ key: LOCAL_RENDERER, label: 'Built-in renderer', provider: 'This installation' },
  ...{ actions: ['ADJUST_FOOTAGE'], durations: [], footage: null, takesSeed: false },
  ...{ isAvailable: true, sunset: null },
};

/**
 * The model for a job's clips: its own if we have access, so that new clips match the others. BAD_USER_INPUT if its
 * model is unknown and VIDEO_MODEL names no substitute: users must not pay for a model that no operator chose.
 */
export function chooseVideoModel(
  env: ModelSettings,
  jobsModel: string,
  registry: ProviderRegistry = providersOf(env),
): string {
  const { VIDEO_MODEL: setting } = env;
  const configured = registry.configured(env);
  if (configured.length === 0 || setting === LOCAL_RENDERER) return LOCAL_RENDERER;
  const provider = registry.providerOf(jobsModel);
  const card = registry.models[jobsModel];
  const isEnded = provider !== null && isPastSunset(card!, new Date());
  if (provider !== null && configured.includes(provider) && !isEnded) return jobsModel;
  if (setting !== undefined) return setting;
  const named = JSON.stringify(jobsModel.slice(0, 50));
  const why = isEnded ? `its provider ended on ${card!.sunset}` : 'is not known here';
  const message =
    `This video was made with the video model ${named}, which ${why}. ` +
    'An administrator can choose one for such videos (VIDEO_MODEL).';
  throw new ApiError('BAD_USER_INPUT', message);
}
