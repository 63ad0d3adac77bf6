import { randomUUID } from 'node:crypto';
import { DEMO_USER_ID } from '../../../core/import/demo-user.js';
import { appendEvent } from '../../../core/regeneration/events.js';
import { endRegeneration, publishRegeneration, requestCancel } from '../../../core/regeneration/lifecycle.js';
import { createPrismaClient } from '../../../prisma/client.js';
import type { PrismaClient } from '../../../prisma/generated/client.js';
import { createShortFixture, type DemoFixture } from '../server/demo-fixture.js';
import { copyJob } from '../rows/job-copy.js';
import { insertJob } from '../rows/job-rows.js';
import { FENCE, insertRegenerationOf } from '../rows/running-regeneration.js';
import { startServer, type TestServer } from '../server/server.js';
import { JWT_SECRET } from '../server/tokens.js';
import { claimOf } from '../rows/claim.js';

/** How far the change of a video's first clip has come. */
export type ChangeState = 'running' | 'canceling' | 'completed' | 'failed' | 'rejected' | 'canceled';

/** Videos in every state that a page can show, and servers on them. */
export interface WebFixture {
  db: PrismaClient;
  /** Signs visitors in by itself, as on a first start. */
  open: TestServer;
  /** Address of one that wants a token and does not know the price of its renderer; started when first asked for. */
  guarded: () => Promise<string>;
  /** Ids of the demo user's videos of three clips, by what has become of their change. */
  changes: Record<ChangeState, string>;
  /** A video of three clips that was never changed. */
  unchanged: string;
  /** A video that the pipeline still works on. */
  unfinished: string;
  close(): Promise<void>;
}

const UNKNOWN_PRICE = JSON.stringify({ videoModels: { local: { usdPerSecond: '0.05', known: false } } });

/** Opens the fixture: real media, rows as the product's own functions leave them, no run of a runner. */
export async function openWebFixture(): Promise<WebFixture> {
  const fixture = await createShortFixture();
  const db = createPrismaClient(fixture.databaseUrl, { poolSize: 2 });
  const unchanged = (await db.job.findFirstOrThrow({ select: { id: true } })).id;
  const unfinished = await insertJob(db, { userId: DEMO_USER_ID, status: 'processing', videoUrl: null });
  const changes = await insertChanges(db, unchanged);
  const open = await serverOn(fixture, { LOCAL_RENDER_USD_PER_SECOND: '0.05' });
  let second: Promise<TestServer> | undefined;
  const guarded = async (): Promise<string> => {
    second ??= serverOn(fixture, { AUTH_JWT_SECRET: JWT_SECRET, RATE_CARD: UNKNOWN_PRICE });
    return (await second).url;
  };
  const close = async (): Promise<void> => {
    await Promise.all([open.stop(), (await second)?.stop()]);
    await db.$disconnect();
    await fixture.drop();
  };
  return { db, open, guarded, changes, unchanged, unfinished, close };
}

async function serverOn(fixture: DemoFixture, env: Record<string, string>): Promise<TestServer> {
  return await startServer({ DATABASE_URL: fixture.databaseUrl, DATA_DIR: fixture.dataDir, ...env });
}

async function insertChanges(db: PrismaClient, original: string): Promise<Record<ChangeState, string>> {
  const change = async (title: string, settle: Settle): Promise<string> => {
    const jobId = await copyJob(db, original, { title });
    await settle(db, jobId);
    return jobId;
  };
  return {
    running: await change('A night drive through neon rain', run),
    canceling: await change('Glass mountains', cancel),
    completed: await change('Paper lanterns over the old harbor', completeTwice),
    failed: await change(
      'The long way home, remastered for the big screen with a very long title',
      fail('VIDEO_MODEL_FAILED'),
    ),
    rejected: await change('Static bloom', fail('CONTENT_REJECTED')),
    canceled: await change('Undertow', confirmCancel),
  };
}

type Settle = (db: PrismaClient, jobId: string) => Promise<unknown>;

async function begin(db: PrismaClient, jobId: string, instruction: string, clipIndex = 0): Promise<string> {
  const baseVersionNumber = 1;
  const asked = { jobId, userId: DEMO_USER_ID, clipIndex, instruction, baseVersionNumber };
  const id = await insertRegenerationOf(db, asked);
  await appendEvent(db, claimOf(id, FENCE), {
    type: 'VIDEO_GENERATING',
    progress: 42,
    message: 'Generating the clip, about 15 seconds left.',
  });
  return id;
}

const run: Settle = async (db, jobId) => await begin(db, jobId, 'make it nighttime');

const cancel: Settle = async (db, jobId) => {
  const id = await begin(db, jobId, 'more motion, please');
  await requestCancel(db, id, DEMO_USER_ID);
};

const confirmCancel: Settle = async (db, jobId) => {
  const id = await begin(db, jobId, 'make it dreamy');
  await endRegeneration(db, claimOf(id, FENCE), { status: 'canceled', message: 'Canceled. {charged}' });
};

const fail =
  (code: 'VIDEO_MODEL_FAILED' | 'CONTENT_REJECTED'): Settle =>
  async (db, jobId) => {
    const id = await begin(db, jobId, 'make it warmer and add a little film grain');
    const retryable = code === 'VIDEO_MODEL_FAILED';
    const message = 'The model stopped in the middle. {charged}';
    await endRegeneration(db, claimOf(id, FENCE), { status: 'failed', code, retryable, message });
  };

/** Two, so that the second one has a video before it to be compared with. */
const completeTwice: Settle = async (db, jobId) => {
  const { videoUrl } = await db.job.findUniqueOrThrow({ where: { id: jobId } });
  for (const [clipIndex, instruction] of ['make it brighter', 'make it nighttime'].entries()) {
    const id = await begin(db, jobId, instruction, 1 - clipIndex);
    const { thumbnailUrl } = await db.clipThumbnail.findFirstOrThrow({ where: { jobId, clipIndex: 2 } });
    await publishRegeneration(db, claimOf(id, FENCE), {
      originalClipKey: null,
      clipKey: `video-clips/${randomUUID()}.mp4`,
      clipSha256: '',
      thumbnailKey: thumbnailUrl,
      videoKey: videoUrl!,
      message: 'Done.',
    });
  }
};
