import { z } from 'zod';
import { retryAfterMs } from '../../../retry.js';
import { PostRejected, ProviderProblem, type Prediction } from '../client.js';

/** An optional number: an invalid one counts as absent. */
const figure = z.number().nonnegative().nullish().catch(null);

const predictionSchema = z.object({
  id: z.string().min(1),
  model: z.string().default(''),
  status: z.enum(['starting', 'processing', 'succeeded', 'failed', 'canceled', 'aborted']),
  input: z.record(z.string(), z.unknown()).nullish(),
  output: z.unknown(),
  error: z.unknown(),
  logs: z.string().nullish(),
  metrics: z
    .object({
      predict_time: figure,
      // The basis of Replicate's bill for a video model; missing from its documentation, but present in the answers
      // of its official models.
      video_output_duration_seconds: figure,
    })
    .nullish()
    .catch(null),
  created_at: z.coerce.date(),
});
const pageSchema = z.object({ next: z.string().nullish(), results: z.array(z.unknown()) });

export interface PredictionPage {
  predictions: Prediction[];
  /** URL of the next, older page; null on the last one. */
  next: string | null;
}

/** One prediction as Replicate writes it. */
export async function readPrediction(response: Response): Promise<Prediction> {
  return toPrediction(predictionSchema.parse(await readJson(response)));
}

/** A page of the list, without unreadable entries. */
export async function readPage(response: Response): Promise<PredictionPage> {
  const { next, results } = pageSchema.parse(await readJson(response));
  const read = results.flatMap((result) => predictionSchema.safeParse(result).data ?? []);
  return { predictions: read.map(toPrediction), next: next ?? null };
}

/** The code of rejected content in the text of an error. */
const REFUSED_CODE = 'E005';

function toPrediction(read: z.infer<typeof predictionSchema>): Prediction {
  const error = typeof read.error === 'string' && read.error !== '' ? read.error : null;
  return {
    id: read.id,
    slug: read.model,
    status: read.status,
    input: read.input ?? {},
    createdAt: read.created_at,
    urls: [read.output].flat().filter((url) => typeof url === 'string'),
    error,
    refused: error?.includes(REFUSED_CODE) ?? false,
    predictSeconds: read.metrics?.predict_time ?? null,
    billedSeconds: read.metrics?.video_output_duration_seconds ?? null,
    done: fractionIn(read.logs ?? ''),
  };
}

/** The last percentage of a progress bar in the logs. */
function fractionIn(logs: string): number | null {
  const percent = [...logs.matchAll(/(\d{1,3})%\|/g)].at(-1)?.[1];
  return percent === undefined ? null : Math.min(1, Number(percent) / 100);
}

async function readJson(response: Response): Promise<unknown> {
  if (!response.ok) throw await problemOf(response);
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    throw new ProviderProblem(null, `The answer is not JSON: ${text.slice(0, 100)}`);
  }
}

const LONGEST_DETAIL = 500;

/** An HTTP error, with the provider's explanation. */
export async function problemOf(response: Response): Promise<ProviderProblem> {
  const text = await response.text().catch(() => '');
  return new ProviderProblem(
    response.status,
    `HTTP ${response.status}: ${text.slice(0, LONGEST_DETAIL)}`,
    retryAfterMs(response.headers),
  );
}

const OPERATOR = 'An administrator has to fix that.';
const REJECTIONS: Record<number, string> = {
  400: 'The video model does not take this request.',
  401: `The video provider does not accept our access (REPLICATE_API_TOKEN). ${OPERATOR}`,
  402: `The account at the video provider has no credit left. ${OPERATOR}`,
  403: `The video provider does not allow us this model (REPLICATE_API_TOKEN). ${OPERATOR}`,
  404: `The video provider does not offer this model any more. ${OPERATOR}`,
  413: 'The first frame is larger than the video provider takes.',
  422: 'The video model does not take this request.',
  429: 'The video provider takes no further requests at the moment. Please try again later.',
};

/** The answers that prove that a POST created nothing; null for all others. */
export function rejectionOf(error: ProviderProblem): PostRejected | null {
  const sentence = error.status === null ? undefined : REJECTIONS[error.status];
  if (sentence === undefined) return null;
  const failureClass = error.status === 429 ? 'busy-order' : 'permanent';
  return new PostRejected(sentence, failureClass, error.retryAfterMs, { cause: error });
}

/** No connection was made, so nothing was sent. */
const NOT_SENT = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
];

export function notSent(error: unknown): PostRejected | null {
  const code = (error as { cause?: { code?: unknown } }).cause?.code;
  if (typeof code !== 'string' || !NOT_SENT.includes(code)) return null;
  const sentence = 'The video provider cannot be reached. Please try again later.';
  return new PostRejected(sentence, 'busy-order', null, { cause: error });
}
