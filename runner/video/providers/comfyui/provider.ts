import { Decimal } from 'decimal.js';
import { videoModelCardSchema, type VideoModelCard } from '../../../../core/quote/video-model-card.js';
import type { SettingValues } from '../../../../core/util/settings.js';
import { defineProvider } from '../provider.js';
import { SETTINGS, type SettingName } from './settings.js';
import { FILES } from './workflow/placeholders.js';
import { has, readWorkflow } from './workflow/workflow.js';

/** What is known without a workflow. */
const CARD: VideoModelCard = {
  label: 'ComfyUI',
  actions: ['NEW_SHOT'],
  textAlone: true,
  seed: true,
  durations: [1, 2, 3, 4, 5],
  repeatable: true,
  footage: null,
  price: { per: 'OUTPUT_SECOND', usd: '0' },
  priceKnown: true,
  secondsPerSecond: 30,
  sunset: null,
};

/** ComfyUI on machines of the operator's: one workflow makes all clips. */
export const comfyui = defineProvider<SettingName>({
  name: 'comfyui',
  title: 'ComfyUI',
  settings: SETTINGS,
  access: 'COMFYUI_URL',
  models: { comfyui: CARD },
  cardSchema: videoModelCardSchema,
  cards: (settings) => ({ comfyui: cardOf(settings) }),
  problems: ({ COMFYUI_URL: url, COMFYUI_WORKFLOW_FILE: file, COMFYUI_WORKFLOW: workflow }) => [
    ...(url !== undefined && file === undefined && workflow === undefined
      ? ['Set COMFYUI_WORKFLOW_FILE: ComfyUI (COMFYUI_URL) makes clips by a workflow (docs/comfyui.md).']
      : []),
    ...(file !== undefined && workflow !== undefined
      ? ['Set COMFYUI_WORKFLOW or COMFYUI_WORKFLOW_FILE, not both: the workflow must come from one place.']
      : []),
  ],
  healthRequest: ({ COMFYUI_URL: urls = '' }) => ({
    url: `${urls.split(',')[0]!.trim().replace(/\/+$/, '')}/system_stats`,
    headers: {},
    keySetting: 'COMFYUI_URL',
    urlSetting: 'COMFYUI_URL',
  }),
  async inspect(settings, signal) {
    const { inspect } = await import('./inspect.js');
    return await inspect(settings, signal);
  },
  async connect(settings, options) {
    const { createComfyUi } = await import('./client.js');
    return createComfyUi(settings, options);
  },
});

function cardOf({
  COMFYUI_WORKFLOW: json,
  COMFYUI_USD_PER_GPU_SECOND: usd = '0',
}: SettingValues<SettingName>): VideoModelCard {
  if (json === undefined) return CARD;
  const workflow = readWorkflow(json);
  const { label, seconds: durations, secondsPerSecond } = workflow.figures;
  return {
    ...CARD,
    ...{ label, durations, secondsPerSecond, priceKnown: true },
    textAlone: !FILES.some((name) => has(workflow, name)),
    seed: has(workflow, 'seed'),
    price: {
      per: 'OUTPUT_SECOND',
      usd: new Decimal(usd).times(secondsPerSecond).toDecimalPlaces(6).toFixed(),
    },
  };
}
