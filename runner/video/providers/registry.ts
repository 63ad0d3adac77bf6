import type { z } from 'zod';
import type { VideoModelCards } from '../../../core/quote/video-model-card.js';
import { shapeFor, valuesOf, type Program, type SettingValues } from '../../../core/util/settings.js';
import { comfyui } from './comfyui/provider.js';
import { withCards } from './model-cards.js';
import type { Provider, ProviderWebhook } from './provider.js';
import { replicate } from './replicate/provider.js';

/** A provider's webhooks that an operator has turned on. */
export interface SignedWebhook {
  /** The provider's name for people. */
  title: string;
  /** Its path below PUBLIC_URL. */
  path: string;
  webhook: ProviderWebhook;
  secret: string;
}

/** A setting whose value is in a file. */
export interface SettingFile {
  name: string;
  fileSetting: string;
  path: string;
  schema: z.ZodType<string | undefined>;
}

/** The video providers that the programs know. */
export class ProviderRegistry {
  /** The cards of all their models, by key. */
  readonly models: VideoModelCards;

  constructor(readonly all: readonly Provider[]) {
    const cards = all.flatMap(({ models }) => Object.entries(models));
    this.models = Object.fromEntries(cards);
    if (Object.keys(this.models).length < cards.length)
      throw new Error(`Two providers have one model among ${Object.keys(this.models).join(', ')}`);
  }

  /** The same providers with the cards that an operator's settings make. */
  withSettings(env: object): ProviderRegistry {
    return new ProviderRegistry(
      this.all.map((each) => ({ ...each, models: each.cards?.(this.settingsOf(each, env)) ?? each.models })),
    );
  }

  /** The same providers with an operator's cards on top (VIDEO_MODELS). Throws with a line for each mistake. */
  withCards(json: string): ProviderRegistry {
    return new ProviderRegistry(withCards(this.all, json));
  }

  /** The provider of a model; null for an unknown key. */
  providerOf(model: string): Provider | null {
    return this.all.find(({ models }) => Object.hasOwn(models, model)) ?? null;
  }

  /** Those that an operator has turned on. */
  configured(env: object): Provider[] {
    return this.all.filter((provider) => this.settingsOf(provider, env)[provider.access] !== undefined);
  }

  settingsOf({ settings }: Provider, env: object): SettingValues {
    return valuesOf(settings, env);
  }

  /** The webhooks that are on. */
  webhooks(env: object): SignedWebhook[] {
    return this.all.flatMap((provider) => {
      const { name, title, webhook } = provider;
      const secret = webhook && this.settingsOf(provider, env)[webhook.secretSetting];
      return secret === undefined ? [] : { title, path: `/webhooks/${name}`, webhook: webhook!, secret };
    });
  }

  /** The settings whose values are in files, by the settings that name those. */
  files(env: object): SettingFile[] {
    return this.all.flatMap((provider) => {
      const values = this.settingsOf(provider, env);
      return Object.entries(provider.settings).flatMap(([name, { contentOf, schema }]) => {
        const path = contentOf && values[contentOf];
        return path === undefined ? [] : { name, path, fileSetting: contentOf!, schema };
      });
    });
  }

  /** Their settings for one program's schema. Typed as empty: only a provider knows its own settings. */
  shape(program: Program): Record<never, z.ZodType> {
    return Object.assign({}, ...this.all.map(({ settings }) => shapeFor(settings, program))) as object;
  }
}

/** A new provider is a folder and a line here. Its cards are those that we ship. */
export const PROVIDERS = new ProviderRegistry([replicate, comfyui]);

/** The providers as a program's environment sets them up. Throws with a line for each mistake in VIDEO_MODELS. */
export const providersOf = (env: object): ProviderRegistry => {
  const providers = PROVIDERS.withSettings(env);
  const { VIDEO_MODELS: json } = env as { VIDEO_MODELS?: string };
  return json === undefined ? providers : providers.withCards(json);
};
