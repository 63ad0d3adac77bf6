import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { NO_HISTORY, type CostHistory } from './estimate.js';

/** Regenerations that an estimate learns from: few enough to follow a new price, enough for a steady median. */
const WINDOW = 15;
/** Below this many, the rate card's own figure is used. */
const ENOUGH = 3;
/** Latest regenerations that are searched for uses of a language model. */
const LOOK_BACK = 300;
/** Milliseconds for which an answer is reused: many quotes at once cost one query. */
const FRESH_MS = 2000;

const figure = z.coerce.number().positive();
const rowSchema = z.object({
  videos: z.number(),
  video: figure.nullable(),
  runs: z.number(),
  seconds: figure.nullable(),
  rewrites: z.number(),
  language_model: figure.nullable(),
});

/** Real cost and time of an installation's models, relative to the rate card at the time. */
export class CostHistories {
  private readonly known = new LRUCache<string, CostHistory, Models>({
    max: 100,
    ttl: FRESH_MS,
    fetchMethod: async (_key, _stale, { context }) => await readHistory(this.db, context),
  });

  constructor(private readonly db: PrismaClient) {}

  async of(models: Models): Promise<CostHistory> {
    const key = `${models.videoModel} ${models.promptModel ?? ''}`;
    return (await this.known.fetch(key, { context: models })) ?? NO_HISTORY;
  }
}

interface Models {
  videoModel: string;
  promptModel: string | null;
}

/** Medians over the last completed regenerations of the same models; reused steps cost nothing and do not count. */
async function readHistory(db: PrismaClient, { videoModel, promptModel }: Models): Promise<CostHistory> {
  const [row] = await db.$queryRaw<unknown[]>`
    WITH recent AS (
      SELECT video_cost / NULLIF((estimated_cost -> 'list' ->> 'video')::numeric, 0) AS video,
        EXTRACT(EPOCH FROM completed_at - created_at) / (estimated_cost -> 'list' ->> 'seconds')::numeric AS seconds
      FROM clip_regenerations
      WHERE video_model = ${videoModel} AND kind = 'CHANGE' AND status = 'completed' AND estimated_cost ? 'list'
        AND (video_cost > 0 OR (estimated_cost -> 'list' ->> 'video')::numeric = 0)
      ORDER BY completed_at DESC LIMIT ${WINDOW}::int),
    rewrites AS (
      SELECT language_model_cost / NULLIF((estimated_cost -> 'list' ->> 'languageModel')::numeric, 0) AS language_model
      FROM (SELECT * FROM clip_regenerations WHERE completed_at IS NOT NULL AND kind <> 'RESTORE'
        ORDER BY completed_at DESC LIMIT ${LOOK_BACK}::int) r
      WHERE language_model_cost > 0 AND estimated_cost -> 'list' ->> 'promptModel' = ${promptModel}
      ORDER BY completed_at DESC LIMIT ${WINDOW}::int)
    SELECT count(video)::int AS videos, percentile_cont(0.5) WITHIN GROUP (ORDER BY video) AS video,
      count(seconds)::int AS runs, percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) AS seconds,
      (SELECT count(language_model)::int FROM rewrites) AS rewrites,
      (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY language_model) FROM rewrites) AS language_model
    FROM recent`;
  const { videos, video, runs, seconds, rewrites, language_model: languageModel } = rowSchema.parse(row);
  return {
    video: learned(videos, video),
    seconds: learned(runs, seconds),
    languageModel: learned(rewrites, languageModel),
  };
}

function learned(count: number, median: number | null): number {
  return count < ENOUGH || median === null ? 1 : median;
}
