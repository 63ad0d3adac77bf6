import type { SettingValues } from '../../../../core/util/settings.js';
import { meaningOfFailedPost, problemOf } from '../answer.js';
import type { AnswersLater, ConnectOptions, Prediction, PredictionRequest } from '../client.js';
import { asReplicateModels } from './card.js';
import { readPage, readPrediction } from './answer.js';
import { replicateRequests, type Ask } from './http.js';
import { expectedRun, predictionRequest } from './prediction-request.js';
import { Uploads } from './upload.js';
import { DEFAULT_BASE_URL, type SettingName } from './settings.js';

/** At most this many pages of 100 are read: more than one account creates in a minute. */
const MOST_PAGES = 10;
const OUTPUT_HOSTS = 'replicate.delivery';

/** Replicate's API: one request per call. */
export function createReplicate(
  settings: SettingValues<SettingName>,
  { models: cards, ...sources }: ConnectOptions,
): AnswersLater {
  const {
    REPLICATE_API_TOKEN: token = '',
    REPLICATE_BASE_URL: baseUrl = DEFAULT_BASE_URL,
    REPLICATE_OUTPUT_HOSTS: outputHosts = OUTPUT_HOSTS,
    REPLICATE_WEBHOOK_URL: webhookUrl,
  } = settings;
  const base = new URL(baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`);
  const ask = replicateRequests({ token, baseUrl });
  const uploads = new Uploads(ask);
  const models = asReplicateModels(cards);
  return {
    answers: 'later',
    predictionRequest: async (request, signal) => await predictionRequest(models, request, sources, signal),
    upload: async (request, signal) => await uploads.withAddresses(request, signal),
    expected: (request) => expectedRun(models, request),
    create: async (request, signal) => await create(ask, request, webhookUrl, signal),
    list: async (since, signal) => await list(ask, base, since, signal),
    get: async (id, signal) =>
      await readPrediction(await ask(`predictions/${encodeURIComponent(id)}`, signal)),
    async cancel(id, signal) {
      const response = await ask(`predictions/${encodeURIComponent(id)}/cancel`, signal, { method: 'POST' });
      if (!response.ok) throw await problemOf(response);
      await response.body?.cancel();
    },
    outputs: {
      own: [base],
      ownHeaders: { Authorization: `Bearer ${token}` },
      others: outputHosts.split(','),
    },
  };
}

async function create(
  ask: Ask,
  request: PredictionRequest,
  webhookUrl: string | undefined,
  signal: AbortSignal,
): Promise<Prediction> {
  const webhook =
    webhookUrl === undefined ? {} : { webhook: webhookUrl, webhook_events_filter: ['completed'] };
  const options = {
    method: 'POST',
    headers: { 'Cancel-After': `${request.cancelAfterSeconds}s` },
    data: { input: request.input, ...webhook },
  } as const;
  try {
    return await readPrediction(await ask(`models/${request.slug}/predictions`, signal, options));
  } catch (error) {
    throw meaningOfFailedPost(error, 'REPLICATE_API_TOKEN');
  }
}

async function list(ask: Ask, base: URL, since: Date, signal: AbortSignal): Promise<Prediction[]> {
  const found: Prediction[] = [];
  let path: string | null = 'predictions';
  for (let pages = 0; path !== null && pages < MOST_PAGES; pages++) {
    const { predictions, next } = await readPage(await ask(path, signal));
    found.push(...predictions.filter(({ createdAt }) => createdAt >= since));
    const older = predictions.at(-1);
    const more = next !== null && older !== undefined && older.createdAt >= since;
    // The token goes only to the provider's own address.
    path = more && new URL(next, base).origin === base.origin ? next : null;
  }
  return found;
}
