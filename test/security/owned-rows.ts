import type { PrismaClient } from '../../prisma/generated/client.js';
import { insertJob } from '../kit/rows/job-rows.js';
import type { Ids } from './schema-fields.js';

/** A user's video with an ended change, whose every text contains `canary`. */
export async function insertOwned(db: PrismaClient, userId: string, canary: string): Promise<Ids> {
  const job = await insertJob(db, {
    ...{ userId, title: `${canary} title`, lyric: `${canary} sung`, prompt: `${canary} prompt` },
    videoUrl: `video-outputs/${canary}/final.mp4`,
  });
  const { id } = await db.clipRegeneration.create({
    data: {
      ...{
        jobId: job,
        userId,
        clipIndex: 0,
        status: 'canceled',
        completedAt: new Date(),
        videoModel: 'local',
      },
      ...{ originalPrompt: `${canary} before`, modifiedPrompt: `${canary} after`, baseVersionNumber: 1 },
      userInstruction: `make it brighter and add ${canary}`,
      conversationHistory: [{ role: 'USER', content: `${canary} said`, createdAt: new Date().toISOString() }],
      ...{
        inputHash: '',
        estimatedCost: { languageModel: '0', video: '0', recomposition: '0', total: '0', known: true },
        estimatedSeconds: 1,
        deadlineAt: new Date(),
        lastSequence: 1,
      },
    },
  });
  await db.regenerationEvent.create({
    data: {
      ...{
        regenerationId: id,
        sequence: 1,
        fence: 0,
        attempt: 1,
        type: 'REGENERATION_CANCELED',
        progress: 0,
      },
      ...{ message: `${canary} event`, data: {} },
    },
  });
  return { job, regeneration: id };
}
