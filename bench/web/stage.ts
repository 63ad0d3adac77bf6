import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { DEMO_USER_ID } from '../../core/import/demo-user.js';
import { appendEvent } from '../../core/regeneration/events.js';
import { createPrismaClient } from '../../prisma/client.js';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { insertJob } from '../../test/kit/rows/job-rows.js';
import { FENCE, insertRegenerationOf } from '../../test/kit/rows/running-regeneration.js';
import { startServer, type TestServer } from '../../test/kit/server/server.js';
import { claimOf } from '../../test/kit/rows/claim.js';

const CLIPS = 60;
const EVENT_EVERY_MS = 100;

/** A video of 60 clips with pictures, whose first clip is being changed, on its own server. */
export interface Stage {
  server: TestServer;
  /** The video's page, with another clip selected. */
  pageUrl: string;
  /** Sends ten events a second during an action; returns its result and the number of events. */
  withEvents<Result>(action: () => Promise<Result>): Promise<{ result: Result; events: number }>;
  close(): Promise<void>;
}

export async function openStage(databaseUrl: string): Promise<Stage> {
  const db = createPrismaClient(databaseUrl, { poolSize: 2 });
  const dataDir = await mkdtemp(join(tmpdir(), 'bench-web-'));
  const jobId = await insertJob(db, { userId: DEMO_USER_ID, clips: CLIPS });
  await addThumbnails(db, jobId, dataDir);
  const regenerationId = await insertRegenerationOf(db, { jobId, userId: DEMO_USER_ID });
  const server = await startServer({ DATABASE_URL: databaseUrl, DATA_DIR: dataDir });
  let count = 0;
  const append = async (): Promise<void> => {
    count++;
    const progress = Math.min(59, 10 + Math.floor(count / 10));
    const message = `Generating the clip, step ${count}.`;
    await appendEvent(db, claimOf(regenerationId, FENCE), { type: 'VIDEO_GENERATING', progress, message });
  };
  return {
    server,
    pageUrl: `${server.url}/jobs/${jobId}?clip=2`,
    async withEvents(action) {
      const [before, appended] = [count, [] as Promise<void>[]];
      const timer = setInterval(() => appended.push(append()), EVENT_EVERY_MS);
      try {
        return { result: await action(), events: count - before };
      } finally {
        clearInterval(timer);
        await Promise.all(appended);
      }
    },
    async close() {
      await server.stop();
      await db.$disconnect();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** One picture for all clips, as large as real ones. */
async function addThumbnails(db: PrismaClient, jobId: string, dataDir: string): Promise<void> {
  const key = `clip-thumbnails/${jobId}/all.jpg`;
  const file = join(dataDir, 'storage', key);
  await mkdir(join(file, '..'), { recursive: true });
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 40 };
  await sharp({ create: { width: 320, height: 180, channels: 3, background: '#345', noise } })
    .jpeg()
    .toFile(file);
  const clipIndexes = Array.from({ length: CLIPS }, (_, clipIndex) => clipIndex);
  await db.clipThumbnail.createMany({
    data: clipIndexes.map((clipIndex) => ({ jobId, clipIndex, thumbnailUrl: key })),
  });
}
