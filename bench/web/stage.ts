import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { DEMO_USER_ID } from '../../core/import/demo-user.js';
import { appendEvent } from '../../core/regeneration/events.js';
import { createPrismaClient } from '../../prisma/client.js';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { insertJob } from '../../test/kit/rows/job-rows.js';
import { FENCE, insertRegenerationOf } from '../../test/kit/rows/running-regeneration.js';
import { startServer, type TestServer } from '../../test/kit/server/server.js';
import { claimOf } from '../../test/kit/rows/claim.js';

export const CLIPS = 120;
const EVENT_EVERY_MS = 100;
/** Of a filmstrip: frames of 160x90 pixels, half a second apart. */
const FILM = { frames: 8, intervalSeconds: 0.5, width: 160, height: 90 };

/** A video of 120 clips with pictures and film, whose first clip is being changed, on its own server. */
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
  await addPictures(db, jobId, join(dataDir, 'storage'));
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

/** A thumbnail, a poster and a filmstrip of each clip, as large as real ones. */
async function addPictures(db: PrismaClient, jobId: string, storage: string): Promise<void> {
  const clipIndexes = Array.from({ length: CLIPS }, (_, clipIndex) => clipIndex);
  const keyOf = (clipIndex: number, kind: string): string =>
    `video-clips/${jobId}/clip_${clipIndex}/${kind}.jpg`;
  const pictures = {
    thumbnail: [320, 180],
    poster: [1280, 720],
    film: [8 * FILM.width, FILM.height],
  } as const;
  for (const [kind, [width, height]] of Object.entries(pictures)) {
    const picture = await noise(width, height);
    for (const clipIndex of clipIndexes) {
      const file = join(storage, keyOf(clipIndex, kind));
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, picture);
    }
  }
  await db.clipThumbnail.createMany({
    data: clipIndexes.map((clipIndex) => ({
      ...{ jobId, clipIndex, thumbnailUrl: keyOf(clipIndex, 'thumbnail') },
    })),
  });
  await db.mediaPreview.createMany({
    data: clipIndexes.map((clipIndex) => {
      const filmstrip = { key: keyOf(clipIndex, 'film'), ...FILM };
      const preview = { poster: keyOf(clipIndex, 'poster'), filmstrip };
      return { jobId, key: `video-clips/${jobId}/clip_${clipIndex}.mp4`, preview };
    }),
  });
}

async function noise(width: number, height: number): Promise<Buffer> {
  const gaussian = { type: 'gaussian' as const, mean: 128, sigma: 20 };
  return await sharp({ create: { width, height, channels: 3, background: '#345', noise: gaussian } })
    .blur(2)
    .jpeg()
    .toBuffer();
}
