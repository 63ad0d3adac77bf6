import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { endRegeneration } from '../../../core/regeneration/lifecycle.js';
import { unknownExternalIds } from '../../../core/regeneration/ledger.js';
import { createLocalDiskStorage } from '../../../core/storage/local-disk.js';
import { createPrismaClient } from '../../../prisma/client.js';
import type { PrismaClient } from '../../../prisma/generated/client.js';
import { PaidCall } from '../../../runner/paid-call.js';
import { createPredictionModel } from '../../../runner/video/prediction-model.js';
import { polling, type PausesOf } from '../../../runner/video/prediction-pauses.js';
import {
  expectedSeconds,
  replicateOrder,
} from '../../../runner/video/providers/replicate/prediction-request.js';
import { createReplicate } from '../../../runner/video/providers/replicate/client.js';
import type { VideoRequest } from '../../../runner/video/video-model.js';
import { admit } from '../rows/admit.js';
import { claim } from '../rows/claim.js';
import { insertJob } from '../rows/job-rows.js';
import { makeClip, testFfmpeg } from '../media/media.js';
import { createTestDatabase } from '../database/postgres.js';
import { startReplicateServer, type ReplicateServer } from '../../providers/replicate-server.js';

/** What a run of the video model came to. */
export interface Run {
  /** The regeneration, which has ended. */
  id: string;
  /** Why it made nothing; null where the clip lies at `outputPath`. */
  failure: Error | null;
  outputPath: string;
}

/** The paid part of a runner, without the runner: a real ledger, a real provider, and no video to put together. */
export interface PaidRuns {
  db: PrismaClient;
  databaseUrl: string;
  provider: ReplicateServer;
  /** Runs the model for a regeneration of its own, to its end. */
  run(change?: { webhookUrl?: string; pausesOf?: PausesOf }): Promise<Run>;
  drop(): Promise<void>;
}

/** Long enough for a server on this machine, short enough to be waited for. */
const PATIENCE = { postMs: 3000, lookForMs: 2500 };
const OUTPUT_LIMIT_MS = 6000;
const ESTIMATED_USD = '0.25';

export async function createPaidRuns(): Promise<PaidRuns> {
  const folder = await mkdtemp(join(tmpdir(), 'paid-'));
  const database = await createTestDatabase();
  const db = createPrismaClient(database.databaseUrl);
  const footage = await makeClip({ file: join(folder, 'footage.mp4'), seconds: 5, fps: 24 });
  const provider = await startReplicateServer(footage);
  const log = pino({ level: 'silent' });
  const pictures = {
    ffmpeg: await testFfmpeg(),
    storage: createLocalDiskStorage(join(folder, 'storage')),
    log,
  };
  const { REPLICATE_API_TOKEN: token, REPLICATE_BASE_URL: baseUrl } = provider.env;
  return {
    db,
    databaseUrl: database.databaseUrl,
    provider,
    async run({ webhookUrl, pausesOf = polling } = {}) {
      const replicate = createReplicate({
        ...{ token, baseUrl, webhookUrl, outputHosts: [], outputLimitMs: OUTPUT_LIMIT_MS },
      });
      const model = createPredictionModel({
        provider: replicate,
        unknownIds: async (ids) => await unknownExternalIds(db, replicate.api, ids),
        order: async (request, signal) => await replicateOrder(request, pictures, signal),
        expectedSeconds,
        patience: PATIENCE,
        pausesOf,
        log,
      });
      const userId = randomUUID();
      const id = await admit(db, userId, await insertJob(db, { userId }));
      const owner = { regenerationId: id, fence: await claim(db, id, 1) };
      const open = async (): Promise<PaidCall> =>
        await PaidCall.openOrResume(db, owner, 'video_generator', replicate.api, ESTIMATED_USD);
      const request = requestFor(footage, join(folder, `${id}.mp4`));
      const failure = await model
        .generate(request, open, new AbortController().signal, () => undefined)
        .then(() => null)
        .catch((error: unknown) => error as Error);
      await endRegeneration(
        db,
        id,
        { fence: owner.fence },
        { status: 'canceled', message: 'The test is over.' },
      );
      return { id, failure, outputPath: request.outputPath };
    },
    async drop() {
      await provider.close();
      await db.$disconnect();
      await database.drop();
      await rm(folder, { recursive: true });
    },
  };
}

function requestFor(sourcePath: string, outputPath: string): VideoRequest {
  return {
    model: 'kling_v21',
    prompt: `a street ${randomUUID()}`,
    negativePrompt: null,
    references: { scene: null, characters: [] },
    seed: 1,
    looks: [],
    clipSeconds: 4,
    aspectRatio: '16:9',
    deadlineAt: new Date(Date.now() + 600_000),
    paid: null,
    sourcePath,
    outputPath,
  };
}
