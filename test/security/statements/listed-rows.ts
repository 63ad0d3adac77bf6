import { randomUUID } from 'node:crypto';
import type { PrismaClient } from '../../../prisma/generated/client.js';
import { insertJob } from '../../kit/rows/job-rows.js';
import type { Ids } from '../schema-fields.js';

/** A user, and the ids of the video and of the change whose lists are asked for. */
export interface Listed extends Ids {
  userId: string;
}

/**
 * A user with so many videos; the newest has so many clips, changes, messages, queued changes and versions of itself and of its first
 * clip, its active change so many events.
 */
export async function insertListed(db: PrismaClient, rows: number, events = rows): Promise<Listed> {
  const userId = randomUUID();
  const older = await Promise.all(
    Array.from({ length: rows - 1 }, async () => await insertJob(db, { userId, clips: 1 })),
  );
  const job = await insertJob(db, { userId, clips: rows });
  const ended = Array.from({ length: rows - 1 }, () => change(userId, job, 'failed'));
  const active = [...older, job].map((jobId) => change(userId, jobId, 'processing'));
  await db.clipRegeneration.createMany({ data: [...ended, ...active] });
  const regeneration = active.at(-1)!.id;
  const single = [...ended, ...active].filter(({ id }) => id !== regeneration).map(({ id }) => event(id, 1));
  const many = Array.from({ length: events }, (_, index) => event(regeneration, index + 1));
  await db.regenerationEvent.createMany({ data: [...single, ...many] });
  const changes = [...ended.map(({ id }) => id), regeneration];
  await insertVersions(db, job, changes);
  for (const { jobId, id } of active.slice(0, -1)) await insertVersions(db, jobId, [id]);
  const offer = await insertConversation(db, userId, job, regeneration, rows);
  return { userId, job, regeneration, offer, queued: await insertQueue(db, userId, job, rows) };
}

/** Messages with an offer each; every other one has become a change. Returns the id of the first. */
async function insertConversation(
  db: PrismaClient,
  userId: string,
  jobId: string,
  regenerationId: string,
  rows: number,
): Promise<string> {
  const offers = Array.from({ length: rows }, (_, index) => ({
    ...{
      id: randomUUID(),
      jobId,
      userId,
      kind: 'UNDO',
      restores: 1,
      expectedVersion: 1,
      expiresAt: new Date(),
    },
    ...(index % 2 === 1 ? { state: 'ACCEPTED', regenerationId } : {}),
  }));
  await db.chatOffer.createMany({ data: offers });
  await db.chatMessage.createMany({
    data: offers.map(({ id: offerId }, index) => ({
      ...{ jobId, userId, place: index + 1, role: 'USER', text: 'undo', offerId },
    })),
  });
  return offers[0]!.id;
}

/** More changes in one queue than the api accepts. Returns the id of the first. */
async function insertQueue(db: PrismaClient, userId: string, jobId: string, rows: number): Promise<string> {
  const cost = { languageModel: '0', video: '0', recomposition: '0', total: '0', known: true };
  const queue = Array.from({ length: rows }, (_, index) => ({
    ...{ id: randomUUID(), jobId, userId, place: index + 1, clipIndexes: [0], inputHash: '' },
    ...{ onFailure: 'PUBLISH_WHAT_SUCCEEDED', quoted: { cost, discount: '0' } },
    changes: [{ clipIndex: 0, instruction: 'make it nighttime' }],
  }));
  await db.queuedChange.createMany({ data: queue });
  return queue[0]!.id;
}

/** A version of the first clip and of the video for each change. Redo leads to the last, as a video with one version has no other. */
async function insertVersions(db: PrismaClient, jobId: string, changes: string[]): Promise<void> {
  const last = changes.length;
  const versions = changes.map((regenerationId, index) => ({
    ...{ jobId, versionNumber: index + 1, regenerationId },
    videoUrl: 'video-outputs/job/final.mp4',
  }));
  await db.clipVersion.createMany({
    data: versions.map((version) => ({
      ...version,
      clipIndex: 0,
      isCurrent: version.versionNumber === last,
    })),
  });
  const back = { standsFor: last, parent: null, redo: [last], summary: 'Clip 1: make it nighttime' };
  await db.videoVersion.createMany({
    data: versions.map((version) => ({
      ...{ ...version, ...back },
      ...{ cut: { 0: version.versionNumber }, footage: { 0: version.versionNumber } },
    })),
  });
}

/** A change that has everything a change can have. */
function change(userId: string, jobId: string, status: 'failed' | 'processing') {
  const failure = { errorCode: 'TIMEOUT', errorMessage: 'It took too long.', errorRetryable: true };
  const said = { role: 'USER', content: 'make it nighttime', createdAt: new Date().toISOString() };
  return {
    ...{ id: randomUUID(), userId, jobId, clipIndex: 0, status, inputHash: '', estimatedSeconds: 1 },
    ...{ originalPrompt: 'before', modifiedPrompt: 'after', userInstruction: 'make it nighttime' },
    ...{ templates: ['nighttime'], conversationHistory: [said], videoModel: 'local', baseVersionNumber: 1 },
    estimatedCost: { languageModel: '0', video: '0', recomposition: '0', total: '0', known: true },
    ...{ videoBefore: 'video-outputs/job/before.mp4', cost: '0.1', lastSequence: 1, deadlineAt: new Date() },
    ...(status === 'failed' ? { completedAt: new Date(), ...failure } : {}),
  };
}

function event(regenerationId: string, sequence: number) {
  const data = { modifiedPrompt: 'after', videoKey: 'video-outputs/job/final.mp4' };
  const common = { fence: 0, attempt: 1, type: 'VIDEO_GENERATING', progress: 20, message: 'Working' };
  return { regenerationId, sequence, ...common, data };
}
