import type { PrismaClient } from '../../../prisma/generated/client.js';
import { insertJob } from './job-rows.js';

const AN_HOUR_MS = 3_600_000;

/** The fence of the regeneration's runner, which is the test itself. */
export const FENCE = 1;

/** Inserts a job and its regeneration, without events, claimed by a runner for an hour. Returns the regeneration's id. */
export async function insertRunningRegeneration(db: PrismaClient, userId: string): Promise<string> {
  const jobId = await insertJob(db, { userId });
  return await insertRegenerationOf(db, { jobId, userId });
}

/** A change to a clip of an existing job. */
export interface AskedChange {
  jobId: string;
  userId: string;
  clipIndex?: number;
  instruction?: string;
  baseVersionNumber?: number;
}

/** Inserts such a regeneration of an existing job, which counts as being changed from then on. */
export async function insertRegenerationOf(db: PrismaClient, asked: AskedChange): Promise<string> {
  const { jobId, userId, clipIndex = 0, instruction = 'brighter', baseVersionNumber = 1 } = asked;
  const inAnHour = new Date(Date.now() + AN_HOUR_MS);
  await db.job.update({ where: { id: jobId }, data: { status: 'regenerating' } });
  const { id } = await db.clipRegeneration.create({
    data: {
      jobId,
      userId,
      clipIndex,
      status: 'processing',
      originalPrompt: '',
      userInstruction: instruction,
      videoModel: 'local',
      baseVersionNumber,
      inputHash: '',
      estimatedCost: { languageModel: '0', video: '0', recomposition: '0', total: '0', known: true },
      estimatedSeconds: 1,
      launchedAttempt: 1,
      fence: FENCE,
      leaseUntil: inAnHour,
      deadlineAt: inAnHour,
    },
  });
  return id;
}

/** Appends `count` events in one commit without NOTIFY, like a runner whose notification is lost. */
export async function appendSilently(
  db: PrismaClient,
  id: string,
  { count = 1, message = 'x' }: { count?: number; message?: string } = {},
): Promise<void> {
  const event = JSON.stringify({ type: 'VIDEO_GENERATING', progress: 20, message });
  await db.$queryRaw`
    SELECT append_regeneration_event(${id}::uuid, ${FENCE}::int, ${event}::jsonb)
    FROM generate_series(1, ${count}::int)`;
}
