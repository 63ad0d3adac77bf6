import { LOCAL_RENDERER } from '../../core/quote/rate-card.js';
import { isLoopback } from '../../core/util/loopback.js';
import { passedOn, type SettingValues } from '../../core/util/settings.js';
import type { VideoModelCard } from '../../core/quote/video-model-card.js';
import type { Provider } from '../../runner/video/providers/provider.js';
import { PROVIDERS, type ProviderRegistry } from '../../runner/video/providers/registry.js';

/** The settings of the server that the providers' own must agree with. */
interface ServerSettings {
  PUBLIC_URL?: string;
  VIDEO_MODEL?: string;
  [setting: string]: unknown;
}

/** What is wrong with the providers' settings as a whole: a sentence each, which says what to set. */
export function providerProblems(env: ServerSettings, registry: ProviderRegistry = PROVIDERS): string[] {
  const { VIDEO_MODEL: model = LOCAL_RENDERER, PUBLIC_URL } = env;
  const provider = registry.providerOf(model);
  const problems: string[] = [];
  if (model !== LOCAL_RENDERER && registry.models[model]?.actions.includes('NEW_SHOT') !== true)
    problems.push(`VIDEO_MODEL must be one of ${newShotModels(registry).join(', ')}.`);
  if (provider !== null && !registry.configured(env).includes(provider))
    problems.push(
      `Set ${provider.access}, or VIDEO_MODEL=local: ${runsAt(provider, registry.models[model]!)}.`,
    );
  for (const each of registry.all) problems.push(...(each.problems?.(registry.settingsOf(each, env)) ?? []));
  if (takesWebhooks(PUBLIC_URL)) return problems;
  for (const { title, webhook } of registry.webhooks(env))
    problems.push(
      `${webhook.secretSetting} needs a PUBLIC_URL with https: ${title} sends its webhooks there, and nowhere else.`,
    );
  return problems;
}

/** One's own machines may charge nothing. */
const runsAt = ({ title }: Provider, { price }: VideoModelCard): string =>
  `the other video models run at ${title}${Number(price.usd) === 0 ? '' : ', which charges'}`;

const newShotModels = ({ models }: ProviderRegistry): string[] => [
  LOCAL_RENDERER,
  ...Object.keys(models).filter((key) => models[key]!.actions.includes('NEW_SHOT')),
];

/** Secrets from providers' documentation, which must not be used in production. */
export function exampleProblems(env: object, registry: ProviderRegistry = PROVIDERS): string[] {
  return registry.all.flatMap((provider) => {
    const values = registry.settingsOf(provider, env);
    return Object.entries(provider.settings)
      .filter(([name, { example }]) => example !== undefined && values[name] === example)
      .map(([name]) => `${name} is the documentation's example: set your account's own.`);
  });
}

/** What a runner is given of the providers' settings, but for their secrets. */
export function providerSettings(env: ServerSettings, registry: ProviderRegistry = PROVIDERS): SettingValues {
  const given = registry.all.map(({ settings }) => passedOn(settings, env, { secret: false }));
  const addresses = registry
    .webhooks(env)
    .map(({ webhook, path }) => ({ [webhook.urlSetting]: addressOf(path, env.PUBLIC_URL) }));
  return Object.assign({}, ...given, ...addresses) as SettingValues;
}

/** The secrets of providers that a runner is given. */
export function providerSecrets(env: object, registry: ProviderRegistry = PROVIDERS): SettingValues {
  const given = registry.all.map(({ settings }) => passedOn(settings, env, { secret: true }));
  return Object.assign({}, ...given) as SettingValues;
}

function addressOf(path: string, publicUrl: string | undefined): string | undefined {
  return publicUrl === undefined ? undefined : `${publicUrl.replace(/\/+$/, '')}${path}`;
}

/** Plain http is accepted only for a local provider stand-in. */
function takesWebhooks(publicUrl: string | undefined): boolean {
  if (publicUrl === undefined) return false;
  const { protocol, hostname } = new URL(publicUrl);
  return protocol === 'https:' || isLoopback(hostname);
}
