import { RegenerationFailure } from '../../core/errors.js';
import { LOCAL_RENDERER } from '../../core/quote/rate-card.js';
import { unknownExternalIds } from '../../core/regeneration/ledger.js';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { PATIENCE } from './create-prediction.js';
import { footageOf } from './footage.js';
import { startingPictures, type PictureDeps } from './pictures.js';
import { createPredictionModel } from './prediction-model.js';
import { notifiedPauses, polling } from './prediction-pauses.js';
import type { Provider } from './providers/provider.js';
import type { ProviderRegistry } from './providers/registry.js';
import type { VideoModel } from './video-model.js';

/** The video models of this runner: the built-in renderer, and the providers to which it has access. */
export interface VideoModels {
  /** The video model for a key. Throws RegenerationFailure if this runner has no access to it. */
  forModel(key: string): VideoModel;
  /** The video model whose calls have this name in the ledger; undefined if this runner has no access to it. */
  forCalls(api: string): VideoModel | undefined;
}

export interface VideoModelDeps extends PictureDeps {
  db: PrismaClient;
  /** For LISTEN. */
  databaseUrl: string;
}

export async function createVideoModels(
  registry: ProviderRegistry,
  env: object,
  local: VideoModel,
  deps: VideoModelDeps,
): Promise<VideoModels> {
  const models = new Map([[LOCAL_RENDERER, local]]);
  for (const provider of registry.configured(env))
    models.set(provider.name, await connect(provider, registry.settingsOf(provider, env), deps));
  return {
    forModel(key) {
      if (key === LOCAL_RENDERER) return local;
      const provider = registry.providerOf(key);
      const model = provider === null ? undefined : models.get(provider.name);
      if (model === undefined) throw noAccess(key, provider);
      return model;
    },
    forCalls: (api) => models.get(api),
  };
}

async function connect(
  provider: Provider,
  settings: ReturnType<ProviderRegistry['settingsOf']>,
  deps: VideoModelDeps,
): Promise<VideoModel> {
  const { name: api, webhook } = provider;
  const notified = webhook !== undefined && settings[webhook.urlSetting] !== undefined;
  return createPredictionModel({
    api,
    client: await provider.connect(settings, {
      pictures: startingPictures(deps),
      footage: footageOf(deps.ffmpeg),
      models: provider.models,
    }),
    unrecordedIds: async (ids) => await unknownExternalIds(deps.db, api, ids),
    patience: PATIENCE,
    pausesOf: notified ? notifiedPauses(deps.databaseUrl, deps.log) : polling,
    log: deps.log,
  });
}

function noAccess(key: string, provider: Provider | null): RegenerationFailure {
  if (provider === null)
    return new RegenerationFailure(
      'VIDEO_MODEL_FAILED',
      `The video model ${key} is not known here. {charged}`,
    );
  const message =
    `The runner has no access to the video model ${key} (${provider.access}). An administrator has to ` +
    'fix that. {charged}';
  return new RegenerationFailure('INFRASTRUCTURE', message);
}
