import type { Claim } from '../../../core/regeneration/claim.js';
import { claimRegeneration } from '../../../core/regeneration/lifecycle.js';
import type { PrismaClient } from '../../../prisma/generated/client.js';

/** A claim with the given fence, by default of the first attempt. */
export function claimOf(id: string, fence: number, attempt = 1): Claim {
  return { id, attempt, fence };
}

/** Claims as a runner does; throws if the claim is refused. Returns the fence. */
export async function claim(db: PrismaClient, id: string, attempt: number): Promise<number> {
  const claimed = await claimRegeneration(db, id, attempt);
  if (claimed.outcome !== 'CLAIMED') throw new Error(`The claim was refused: ${claimed.outcome}`);
  return claimed.claim.fence;
}
