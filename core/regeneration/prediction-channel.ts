import type { PrismaClient } from '../../prisma/generated/client.js';

/** The Postgres channel that carries the id of a prediction that may have ended. Only the provider knows whether it has. */
export const PREDICTION_CHANNEL = 'video_predictions';

/** Makes the runner that waits for a prediction ask the provider now. */
export async function announcePrediction(db: Pick<PrismaClient, '$queryRaw'>, id: string): Promise<void> {
  await db.$queryRaw`
    SELECT set_config('synchronous_commit', 'off', true), pg_notify(${PREDICTION_CHANNEL}, ${id})::text`;
}
