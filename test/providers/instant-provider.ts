import { z } from 'zod';
import { videoModelCardSchema } from '../../core/quote/video-model-card.js';
import type { Settings, SettingValues } from '../../core/util/settings.js';
import { meaningOfFailedPost, readJson } from '../../runner/video/providers/answer.js';
import type { AnswersAtOnce, Prediction, PredictionRequest } from '../../runner/video/providers/client.js';
import { defineProvider } from '../../runner/video/providers/provider.js';
import type { Film } from './instant-server.js';

/** Minimal providers: no polling, no webhook, no cancellation; one lists its predictions, one does not. */
const SETTINGS = {
  INSTANT_KEY: {
    reaches: ['api', 'runner'],
    secret: true,
    schema: z.string().optional().describe('Access to Instant, which charges'),
  },
  INSTANT_URL: {
    reaches: ['api', 'runner'],
    secret: false,
    schema: z.url().optional().describe('Where Instant answers'),
  },
} as const satisfies Settings;
type Name = keyof typeof SETTINGS;

const CARD = {
  label: 'Instant',
  actions: ['NEW_SHOT' as const],
  textAlone: true,
  seed: false,
  repeatable: false,
  durations: [5],
  footage: null,
  price: { per: 'OUTPUT_SECOND' as const, usd: '0.05' },
  priceKnown: true,
  secondsPerSecond: 1,
  sunset: null,
};

export const instant = instantProvider('instant', false);
export const listingInstant = instantProvider('listing', true);

function instantProvider(name: string, lists: boolean) {
  return defineProvider<Name>({
    name,
    title: 'Instant',
    settings: SETTINGS,
    access: 'INSTANT_KEY',
    models: { [`${name}_one`]: CARD },
    cardSchema: videoModelCardSchema,
    healthRequest: (settings) => ({
      url: `${settings.INSTANT_URL}/films`,
      headers: access(settings),
      keySetting: 'INSTANT_KEY',
      urlSetting: 'INSTANT_URL',
    }),
    connect: async (settings, { pictures }) => ({
      ...client(settings),
      async predictionRequest(request, signal) {
        const rules = { textAlone: true, references: null, maxBytes: 200_000 };
        const start = await pictures(rules, request, 5, signal);
        const picture = start.kind === 'first-frame' ? start.picture : null;
        return { slug: name, input: { prompt: request.prompt, picture }, cancelAfterSeconds: 60 };
      },
      ...(lists && { list: async (since, signal) => await list(settings, since, signal) }),
    }),
  });
}

function client(settings: SettingValues<Name>): Omit<AnswersAtOnce, 'predictionRequest'> {
  return {
    answers: 'at-once',
    answersWithinMs: 10_000,
    expected: () => ({ videoSeconds: 5, runSeconds: 1 }),
    create: async (request, signal) => await create(settings, request, signal),
    outputs: { own: [new URL(settings.INSTANT_URL!)], ownHeaders: access(settings), others: [] },
  };
}

async function create(
  settings: SettingValues<Name>,
  { slug: model, input }: PredictionRequest,
  signal: AbortSignal,
): Promise<Prediction> {
  try {
    const response = await fetch(`${settings.INSTANT_URL}/films`, {
      method: 'POST',
      headers: { ...access(settings), 'content-type': 'application/json' },
      body: JSON.stringify({ model, input }),
      // A redirect could carry the key elsewhere, and the POST twice.
      redirect: 'error',
      signal,
    });
    return toPrediction((await readJson(response)) as Film);
  } catch (error) {
    throw meaningOfFailedPost(error, 'INSTANT_KEY');
  }
}

async function list(settings: SettingValues<Name>, since: Date, signal: AbortSignal): Promise<Prediction[]> {
  const asked = { headers: access(settings), redirect: 'error', signal } as const;
  const films = (await readJson(await fetch(`${settings.INSTANT_URL}/films`, asked))) as Film[];
  return films.map(toPrediction).filter(({ createdAt }) => createdAt >= since);
}

function toPrediction({ id, model, input, createdAt, url }: Film): Prediction {
  return {
    ...{ id, slug: model, input, createdAt: new Date(createdAt), urls: [url], status: 'succeeded' },
    ...{ error: null, refused: false, began: true, predictSeconds: null, billedSeconds: null, done: null },
  };
}

function access({ INSTANT_KEY: key }: SettingValues<Name>): Record<string, string> {
  return { authorization: `Bearer ${key}` };
}
