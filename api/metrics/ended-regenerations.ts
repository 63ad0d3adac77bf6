import type { PrismaClient } from '../../prisma/generated/client.js';

/** What is measured of an ended regeneration; seconds are null for a phase that it did not go through. */
export interface EndedRegeneration {
  status: string;
  errorCode: string | null;
  totalSeconds: number;
  phaseSeconds: Record<'queued' | 'prompt' | 'video' | 'recomposition', number | null>;
  chargedUsd: Record<'prompt_generator' | 'video_generator', number>;
}

interface Row {
  status: string;
  error_code: string | null;
  total_seconds: number;
  queued_seconds: number | null;
  prompt_seconds: number | null;
  video_seconds: number | null;
  recomposition_seconds: number | null;
  language_model_cost: unknown;
  video_cost: unknown;
}

const BATCH = 1000;

/** Ended regenerations that no replica has counted yet; from now on they are counted. */
export async function takeUnmeasured(db: PrismaClient): Promise<EndedRegeneration[]> {
  const rows = await db.$queryRaw<Row[]>`SELECT * FROM take_unmeasured_regenerations(${BATCH}::int)`;
  return rows.map((row) => ({
    status: row.status,
    errorCode: row.error_code,
    totalSeconds: row.total_seconds,
    phaseSeconds: {
      queued: row.queued_seconds,
      prompt: row.prompt_seconds,
      video: row.video_seconds,
      recomposition: row.recomposition_seconds,
    },
    chargedUsd: {
      prompt_generator: Number(row.language_model_cost),
      video_generator: Number(row.video_cost),
    },
  }));
}
