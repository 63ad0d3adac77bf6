import { claimRegeneration } from '../../../core/regeneration/lifecycle.js';
import type { PrismaClient } from '../../../prisma/generated/client.js';

/** Claims as a runner does, where nothing stands against it; returns the fence. */
export async function claim(db: PrismaClient, id: string, attempt: number): Promise<number> {
  const claimed = await claimRegeneration(db, id, attempt);
  if (claimed.outcome !== 'CLAIMED') throw new Error(`The claim was refused: ${claimed.outcome}`);
  return claimed.fence;
}
