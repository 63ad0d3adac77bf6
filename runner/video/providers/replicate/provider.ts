import { defineProvider } from '../provider.js';
import { replicateCardSchema } from './card.js';
import { MODELS } from './models.js';
import { DEFAULT_BASE_URL, SETTINGS, type SettingName } from './settings.js';
import { webhook } from './webhook.js';

/** Replicate: each prediction is polled until it has ended; a webhook may announce the end earlier. */
export const replicate = defineProvider<SettingName>({
  name: 'replicate',
  title: 'Replicate',
  settings: SETTINGS,
  access: 'REPLICATE_API_TOKEN',
  models: MODELS,
  cardSchema: replicateCardSchema,
  webhook,
  healthRequest: ({ REPLICATE_API_TOKEN: token, REPLICATE_BASE_URL: base = DEFAULT_BASE_URL }) => ({
    url: `${base}/account`,
    headers: { authorization: `Bearer ${token}` },
    keySetting: 'REPLICATE_API_TOKEN',
    urlSetting: 'REPLICATE_BASE_URL',
  }),
  async connect(settings, options) {
    const { createReplicate } = await import('./client.js');
    return createReplicate(settings, options);
  },
});
