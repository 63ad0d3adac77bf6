import { REPLICATE } from './models.js';
import { downloadOutput, OUTPUT_LIMIT_MS } from '../../output/download.js';
import { ProviderTrouble, type Order, type Prediction, type PredictionProvider } from '../client.js';
import { replicateRequests, type Ask, type ReplicateOptions } from './http.js';
import { notSent, readPage, readPrediction, refusalOf, trouble } from './answer.js';

/** Pages of 100 that are read at most: more than a minute's orders of one account. */
const MOST_PAGES = 10;

/** Replicate as a provider: one request per call. */
export function createReplicate({
  token,
  baseUrl,
  webhookUrl,
  outputHosts,
  outputLimitMs = OUTPUT_LIMIT_MS,
}: ReplicateOptions): PredictionProvider {
  const base = new URL(baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`);
  const hosts = { own: base, ownHeaders: { Authorization: `Bearer ${token}` }, others: outputHosts };
  const ask = replicateRequests({ token, baseUrl });
  return {
    api: REPLICATE,
    create: async (order, signal) => await create(ask, order, webhookUrl, signal),
    get: async (id, signal) =>
      await readPrediction(await ask(`predictions/${encodeURIComponent(id)}`, signal)),
    list: async (since, signal) => await list(ask, base, since, signal),
    async cancel(id, signal) {
      const response = await ask(`predictions/${encodeURIComponent(id)}/cancel`, signal, { method: 'POST' });
      if (!response.ok) throw await trouble(response);
      await response.body?.cancel();
    },
    download: async (url, path, signal) => {
      await downloadOutput(url, path, { hosts, limitMs: outputLimitMs }, signal);
    },
  };
}

async function create(
  ask: Ask,
  order: Order,
  webhookUrl: string | undefined,
  signal: AbortSignal,
): Promise<Prediction> {
  const webhook =
    webhookUrl === undefined ? {} : { webhook: webhookUrl, webhook_events_filter: ['completed'] };
  const options = {
    method: 'POST',
    headers: { 'Cancel-After': `${order.cancelAfterSeconds}s` },
    data: { input: order.input, ...webhook },
  } as const;
  try {
    return await readPrediction(await ask(`models/${order.slug}/predictions`, signal, options));
  } catch (error) {
    throw (error instanceof ProviderTrouble ? refusalOf(error) : notSent(error)) ?? error;
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
    // The token goes to the provider's own address alone.
    path = more && new URL(next, base).origin === base.origin ? next : null;
  }
  return found;
}
