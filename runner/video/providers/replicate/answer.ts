import { z } from 'zod';
import { readJson } from '../answer.js';
import type { Prediction } from '../client.js';
import { outputUrls } from './output-urls.js';

/** An optional number: an invalid one counts as absent. */
const figure = z.number().nonnegative().nullish().catch(null);

const predictionSchema = z.object({
  id: z.string().min(1),
  model: z.string().default(''),
  status: z.enum(['starting', 'processing', 'succeeded', 'failed', 'canceled', 'aborted']),
  input: z.record(z.string(), z.unknown()).nullish(),
  output: z.unknown().optional(),
  error: z.unknown().optional(),
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
  /** Null until it has left the queue. */
  started_at: z.string().nullish().catch(null),
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
    urls: outputUrls(read.output),
    error,
    refused: error?.includes(REFUSED_CODE) ?? false,
    began: (read.started_at ?? read.metrics?.predict_time ?? null) !== null,
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
