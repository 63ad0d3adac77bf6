import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pino from 'pino';
import { GarbageCollector, type CollectorDeps } from '../../../api/garbage/collector.js';
import { admitRegeneration } from '../../../core/regeneration/admission.js';
import {
  claimRegeneration,
  publishRegeneration,
  saveCheckpoint,
} from '../../../core/regeneration/lifecycle.js';
import { keepPreview } from '../../../core/previews/previews.js';
import { createLocalDiskStorage } from '../../../core/storage/disk/local-disk.js';
import type { Storage } from '../../../core/storage/storage.js';
import { createPrismaClient } from '../../../prisma/client.js';
import type { PrismaClient } from '../../../prisma/generated/client.js';
import { createTestDatabase } from '../database/postgres.js';
import { claimOf } from './claim.js';
import { removeFolder } from '../storage/remove-folder.js';

const HOUR_MS = 3_600_000;

/** A real database and a real storage folder, with a garbage collector for them. */
export interface GarbageFixture {
  db: PrismaClient;
  databaseUrl: string;
  storage: Storage;
  /** DATA_DIR of a server on this fixture. */
  dataDir: string;
  /** Root of the storage. */
  folder: string;
  workDir: string;
  /** Puts a small object of the given age into storage. */
  put(key: string, ageHours?: number): Promise<string>;
  keys(): Promise<string[]>;
  collector(change?: Partial<CollectorDeps>): GarbageCollector;
  drop(): Promise<void>;
}

export async function createGarbageFixture(): Promise<GarbageFixture> {
  const database = await createTestDatabase();
  const db = createPrismaClient(database.databaseUrl, { poolSize: 10 });
  const base = await mkdtemp(join(tmpdir(), 'garbage-'));
  const [folder, workDir] = [join(base, 'storage'), join(base, 'work')];
  const storage = createLocalDiskStorage(folder);
  return {
    db,
    databaseUrl: database.databaseUrl,
    storage,
    dataDir: base,
    folder,
    workDir,
    async put(key, ageHours = 48) {
      const path = join(folder, key);
      const at = new Date(Date.now() - ageHours * HOUR_MS);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, 'ten bytes.');
      await utimes(path, at, at);
      return key;
    },
    async keys() {
      const keys: string[] = [];
      for (const bucket of BUCKETS) for await (const key of storage.list(`${bucket}/`)) keys.push(key);
      return keys.filter((key) => !key.startsWith('segments/installation/'));
    },
    collector: (change = {}) =>
      new GarbageCollector({
        db,
        databaseUrl: database.databaseUrl,
        storage,
        storageFolder: folder,
        workDir,
        retentionDays: null,
        segmentDays: 14,
        finalVideosKept: 20,
        graceMs: 24 * HOUR_MS,
        intervalMs: HOUR_MS,
        log: pino({ level: 'silent' }),
        ...change,
      }),
    async drop() {
      await db.$disconnect();
      await database.drop();
      await removeFolder(base);
    },
  };
}

const BUCKETS = [
  'video-clips',
  'clip-thumbnails',
  'video-outputs',
  'audio-uploads',
  'reference-images',
  'segments',
];

/** The objects that a run with this fence stores, under the runner's keys. */
export function runKeys(jobId: string, id: string, fence: number) {
  const path = `${jobId}/${id}/${fence}`;
  return {
    clip: `video-clips/${path}/clip.mp4`,
    thumbnail: `clip-thumbnails/${path}/thumbnail.jpg`,
    poster: `clip-thumbnails/${path}/poster.jpg`,
    video: `video-outputs/${path}/final.mp4`,
  };
}

const NO_LIMITS = {
  budgetUsd: '50',
  perJobPerHour: 1000,
  perUserPerHour: 10_000,
  clipsPerUserPerHour: 10_000,
  activePerUser: 1000,
  deadlineSeconds: 600,
};

/** Admits a change as the api does; null if it is refused. */
export async function admitChange(
  db: PrismaClient,
  jobId: string,
  change: { clipIndex?: number; retryOf?: string | null } = {},
): Promise<string | null> {
  const { clipIndex = 0, retryOf = null } = change;
  const [{ userId }, current] = await Promise.all([
    db.job.findUniqueOrThrow({ where: { id: jobId } }),
    db.clipVersion.findFirst({ where: { jobId, clipIndex, isCurrent: true } }),
  ]);
  const estimatedCost = { languageModel: '0', video: '0', recomposition: '0', total: '0', known: true };
  const request = {
    ...{ userId, jobId, clipIndex, retryOf, estimatedCost, baseVersionNumber: current?.versionNumber ?? 1 },
    ...{ instruction: 'make it darker', conversation: [], idempotencyKey: null, inputHash: randomUUID() },
    ...{ originalPrompt: 'Scene', templates: ['darker'], videoModel: 'local', estimatedSeconds: 1 },
    message: 'Queued.',
  };
  const admission = await admitRegeneration(db, request, NO_LIMITS);
  return 'regenerationId' in admission ? admission.regenerationId : null;
}

/** Claims the current attempt as a runner does. */
export async function claim(db: PrismaClient, id: string): Promise<number> {
  const { attempt } = await db.clipRegeneration.findUniqueOrThrow({ where: { id } });
  const claimed = await claimRegeneration(db, id, attempt);
  if (claimed.outcome !== 'CLAIMED') throw new Error(`${id} could not be claimed: ${claimed.outcome}`);
  return claimed.claim.fence;
}

/** Stores and checkpoints the new clip, and keeps its poster. */
export async function storeClip(fixture: GarbageFixture, jobId: string, id: string, fence: number) {
  const keys = runKeys(jobId, id, fence);
  await fixture.put(keys.clip);
  await fixture.put(keys.thumbnail);
  await fixture.put(keys.poster);
  await keepPreview(fixture.db, claimOf(id, fence), keys.clip, { poster: keys.poster });
  const clip = { key: keys.clip, sha256: 'hash', thumbnailKey: keys.thumbnail };
  const write = { patch: { clip }, stage: 'video_generator', api: 'local', costUsd: '0' } as const;
  return await saveCheckpoint(fixture.db, claimOf(id, fence), write);
}

/** Stores and checkpoints the new final video. */
export async function storeVideo(fixture: GarbageFixture, jobId: string, id: string, fence: number) {
  const { video } = runKeys(jobId, id, fence);
  await fixture.put(video);
  const write = { patch: { video: { key: video } }, stage: 'composer', api: 'ffmpeg', costUsd: '0' } as const;
  return await saveCheckpoint(fixture.db, claimOf(id, fence), write);
}

/** Publishes the objects that the checkpoint names. */
export async function publishCheckpoint(
  fixture: GarbageFixture,
  id: string,
  fence: number,
): Promise<boolean> {
  const { checkpoint } = await fixture.db.clipRegeneration.findUniqueOrThrow({ where: { id } });
  const { clip, video } = checkpoint as {
    clip: { key: string; thumbnailKey: string };
    video: { key: string };
  };
  return await publishRegeneration(fixture.db, claimOf(id, fence), {
    originalClipKey: null,
    clipKey: clip.key,
    clipSha256: 'hash',
    thumbnailKey: clip.thumbnailKey,
    videoKey: video.key,
    message: 'Done!',
  });
}

/** Inserts a job with its objects, as an import does. Returns its id. */
export async function importedJob(fixture: GarbageFixture, clips = 2): Promise<string> {
  const id = randomUUID();
  const path = `${id}/${randomUUID().slice(-12)}`;
  const indexes = Array.from({ length: clips }, (_, index) => index);
  const clipKey = (index: number) => `video-clips/${path}/clip_${index}.mp4`;
  const thumbnailKey = (index: number) => `clip-thumbnails/${path}/clip_${index}_thumbnail.jpg`;
  const [audioUrl, videoUrl] = [`audio-uploads/${path}/audio.m4a`, `video-outputs/${path}/final_video.mp4`];
  for (const key of [
    audioUrl,
    videoUrl,
    ...indexes.flatMap((index) => [clipKey(index), thumbnailKey(index)]),
  ])
    await fixture.put(key);
  const generated = indexes.map((index) => ({
    ...{ clip_index: index, video_url: clipKey(index), status: 'success' },
    ...{ actual_duration: 4, target_duration: 4 },
  }));
  await fixture.db.job.create({
    data: {
      ...{ id, userId: randomUUID(), status: 'completed', audioUrl, videoUrl },
      stages: { create: [{ stageName: 'video_generator', metadata: { clips: { clips: generated } } }] },
      thumbnails: {
        create: indexes.map((index) => ({ clipIndex: index, thumbnailUrl: thumbnailKey(index) })),
      },
      versions: {
        create: indexes.map((index) => ({
          ...{ clipIndex: index, versionNumber: 1, isCurrent: true },
          ...{ videoUrl: clipKey(index), thumbnailUrl: thumbnailKey(index) },
        })),
      },
    },
  });
  return id;
}

/** Inserts a finished change of clip 0, with its objects. Returns its id. */
export async function completedChange(fixture: GarbageFixture, jobId: string): Promise<string> {
  const id = (await admitChange(fixture.db, jobId))!;
  const fence = await claim(fixture.db, id);
  await storeClip(fixture, jobId, id, fence);
  await storeVideo(fixture, jobId, id, fence);
  if (!(await publishCheckpoint(fixture, id, fence))) throw new Error(`${id} could not be published`);
  return id;
}
