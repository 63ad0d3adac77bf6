import type { PrismaClient } from '../../prisma/generated/client.js';
import { insertJob } from '../kit/rows/job-rows.js';
import { OWNED_VERSIONS, type Ids } from './schema-fields.js';

/**
 * A user's video with an ended change, a queued one and four versions, whose every text contains `canary`. The last version is an undo,
 * and all files are kept: each way back is open, and is over at once.
 */
export async function insertOwned(db: PrismaClient, userId: string, canary: string): Promise<Ids> {
  const job = await insertJob(db, {
    ...{ userId, title: `${canary} title`, lyric: `${canary} sung`, prompt: `${canary} prompt` },
    videoUrl: videoOf(canary, 2),
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
  await insertVersions(db, job, id, canary);
  const [queued, offer] = [
    await insertQueued(db, job, userId, canary),
    await insertConversation(db, job, userId, canary),
  ];
  return { job, regeneration: id, queued, offer };
}

/** A change that waits for an answer: it starts only where its owner confirms it. */
async function insertQueued(
  db: PrismaClient,
  jobId: string,
  userId: string,
  canary: string,
): Promise<string> {
  const cost = { languageModel: '0', video: '0', recomposition: '0', total: '0', known: true };
  const { id } = await db.queuedChange.create({
    data: {
      ...{ jobId, userId, place: 1, clipIndexes: [1], onFailure: 'PUBLISH_WHAT_SUCCEEDED', inputHash: '' },
      changes: [{ clipIndex: 1, instruction: `${canary} queued` }],
      quoted: { cost, discount: '0' },
      ...{ state: 'ASKS', question: `${canary} question` },
    },
  });
  return id;
}

/** A wish to undo, and the offer that answers it. */
async function insertConversation(
  db: PrismaClient,
  jobId: string,
  userId: string,
  canary: string,
): Promise<string> {
  const expiresAt = new Date(Date.now() + 3_600_000);
  const { id: offerId } = await db.chatOffer.create({
    data: { jobId, userId, kind: 'UNDO', restores: 1, expectedVersion: OWNED_VERSIONS, expiresAt },
  });
  const { id: replyTo } = await db.chatMessage.create({
    data: { jobId, userId, place: 1, role: 'USER', text: `${canary} undo` },
  });
  await db.chatMessage.create({
    data: { jobId, userId, place: 2, role: 'ASSISTANT', text: `${canary} offer`, replyTo, offerId },
  });
  return offerId;
}

/** The original, two changes, and the undo of the second one. */
async function insertVersions(db: PrismaClient, jobId: string, changeId: string, canary: string) {
  const numbers = Array.from({ length: OWNED_VERSIONS }, (_, index) => index + 1);
  const footageOf = (number: number): number => (number === OWNED_VERSIONS ? 2 : number);
  await db.clipVersion.createMany({
    data: numbers.map((versionNumber) => ({
      ...{ jobId, clipIndex: 0, versionNumber, isCurrent: versionNumber === OWNED_VERSIONS },
      ...(versionNumber === OWNED_VERSIONS ? { origin: 'RESTORE', restoredFrom: 2 } : {}),
      ...{ videoUrl: `video-clips/${canary}/${footageOf(versionNumber)}.mp4`, regenerationId: changeId },
      ...{ prompt: `${canary} version`, userInstruction: `${canary} asked` },
    })),
  });
  await db.videoVersion.createMany({
    data: numbers.map((versionNumber) => {
      const footage = footageOf(versionNumber);
      const [cut, shown] = [versionNumber, footage].map((number) => (number === 1 ? {} : { 0: number }));
      const isUndo = versionNumber === OWNED_VERSIONS;
      return {
        ...{ jobId, versionNumber, cut: cut!, footage: shown!, videoUrl: videoOf(canary, footage) },
        ...{
          standsFor: footage,
          parent: isUndo || footage === 1 ? null : footage - 1,
          redo: isUndo ? [3] : [],
        },
        ...{ regenerationId: changeId, summary: `${canary} summary` },
      };
    }),
  });
}

const videoOf = (canary: string, version: number): string => `video-outputs/${canary}/final-${version}.mp4`;
