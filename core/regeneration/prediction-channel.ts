import type { PrismaClient } from '../../prisma/generated/client.js';

/** The Postgres channel on which a provider's prediction id says that it may have ended. Only a hint: the provider knows. */
export const PREDICTION_CHANNEL = 'video_predictions';

/** Tells whoever waits for a prediction to ask for it now. */
export async function announcePrediction(db: Pick<PrismaClient, '$queryRaw'>, id: string): Promise<void> {
  await db.$queryRaw`
    SELECT set_config('synchronous_commit', 'off', true), pg_notify(${PREDICTION_CHANNEL}, ${id})::text`;
}
