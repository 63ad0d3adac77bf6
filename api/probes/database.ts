import { databaseProblem } from '../../prisma/database-problem.js';
import type { PrismaClient } from '../../prisma/generated/client.js';

/** Sign-ins allow 30 s; addresses of S3, minutes. */
const TOLERATED_SECONDS = 60;

/**
 * What is wrong with the database; null if it answers and its clock agrees with ours. Waiting is measured by its clock,
 * sign-ins and signed URLs by this machine's.
 */
export async function databaseAnswer(db: PrismaClient): Promise<string | null> {
  try {
    const [row] = await db.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS now`;
    return clockProblem((Date.now() - row!.now.getTime()) / 1000);
  } catch (error) {
    return databaseProblem(error);
  }
}

function clockProblem(aheadSeconds: number): string | null {
  const seconds = Math.round(Math.abs(aheadSeconds));
  if (seconds <= TOLERATED_SECONDS) return null;
  const direction = aheadSeconds > 0 ? 'ahead of' : 'behind';
  return (
    `This machine's clock is ${seconds} s ${direction} the database's: set it right (NTP), ` +
    'or sign-ins and the addresses of media are refused.'
  );
}
