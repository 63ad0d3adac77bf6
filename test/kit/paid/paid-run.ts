import { randomUUID } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { endRegeneration } from '../../../core/regeneration/lifecycle.js';
import { LEASE_SECONDS, leaseTiming } from '../../../core/regeneration/lease-timing.js';
import { unknownExternalIds } from '../../../core/regeneration/ledger.js';
import { createLocalDiskStorage } from '../../../core/storage/disk/local-disk.js';
import { createPrismaClient } from '../../../prisma/client.js';
import type { PrismaClient } from '../../../prisma/generated/client.js';
import { rateCard } from '../../../core/quote/rate-card.js';
import { conclude } from '../../../runner/conclude.js';
import { PaidCall } from '../../../runner/paid-call.js';
import { footageOf } from '../../../runner/video/footage.js';
import { startingPictures, type PictureDeps } from '../../../runner/video/pictures.js';
import { createPredictionModel } from '../../../runner/video/prediction-model.js';
import { polling, type PausesOf } from '../../../runner/video/prediction-pauses.js';
import { replicate } from '../../../runner/video/providers/replicate/provider.js';
import type { VideoModels } from '../../../runner/video/video-models.js';
import type { VideoModel, VideoRequest } from '../../../runner/video/video-model.js';
import { admit } from '../rows/admit.js';
import { claim, claimOf } from '../rows/claim.js';
import { insertJob } from '../rows/job-rows.js';
import { makeClip, testFfmpeg } from '../media/media.js';
import { createTestDatabase } from '../database/postgres.js';
import { startReplicateServer, type ReplicateServer } from '../../providers/replicate-server.js';
import { removeFolder } from '../storage/remove-folder.js';

/** The result of a run of the video model. */
export interface Run {
  /** The regeneration, which has ended. */
  id: string;
  /** Why it made no clip; null if the clip is at `outputPath`. */
  failure: Error | null;
  /** What the user was told while it waited; null: that it goes on. */
  waiting: (string | null)[];
  outputPath: string;
}

/** Long enough for a local server, short enough for a test to wait. */
const PATIENCE = { postMs: 3000, lookForMs: 2500, uploadMs: 3000 };
const OUTPUT_LIMIT_MS = 6000;
const ESTIMATED_USD = '0.25';

/** Only the paid part of a runner: a real ledger, without a video to recompose. */
export interface ModelRuns {
  db: PrismaClient;
  databaseUrl: string;
  /** A clip of five seconds. */
  footage: string;
  /** Dependencies of the providers' models. */
  deps: PictureDeps;
  /**
   * Runs a model for a new regeneration, to its end. If `models` are given, a failure is concluded like a runner with
   * these models would; otherwise the open call is recorded as after a lost runner.
   */
  run(model: VideoModel, request?: Partial<VideoRequest>, videoModels?: VideoModels): Promise<Run>;
  drop(): Promise<void>;
}

export async function createModelRuns(): Promise<ModelRuns> {
  const folder = await mkdtemp(join(tmpdir(), 'paid-'));
  const database = await createTestDatabase();
  const db = createPrismaClient(database.databaseUrl);
  const footage = await makeClip({ file: join(folder, 'footage.mp4'), seconds: 5, fps: 24 });
  const storage = createLocalDiskStorage(join(folder, 'storage'));
  const log = pino({ level: 'silent' });
  const concluding = { db, rateCard: rateCard({}, '0'), lease: leaseTiming(LEASE_SECONDS), log };
  return {
    db,
    databaseUrl: database.databaseUrl,
    footage,
    deps: { ffmpeg: await testFfmpeg(), storage, log },
    async run(model, change = {}, videoModels) {
      const userId = randomUUID();
      const id = await admit(db, userId, await insertJob(db, { userId }));
      const claimed = claimOf(id, await claim(db, id, 1));
      const open = async (): Promise<PaidCall> =>
        await PaidCall.openOrResume(db, claimed, 'video_generator', model.api, ESTIMATED_USD);
      const request = { ...requestFor(footage, join(folder, `${id}.mp4`)), ...change };
      const waiting: (string | null)[] = [];
      const news = { onProgress: () => undefined, onWaiting: (why: string | null) => void waiting.push(why) };
      const failure = await model
        .generate(request, open, new AbortController().signal, news)
        .then(() => null)
        .catch((error: unknown) => error as Error);
      if (failure !== null && videoModels !== undefined)
        await conclude(claimed, { ...concluding, videoModels }, failure);
      const ending = { status: 'canceled', message: 'The test is over.' } as const;
      await endRegeneration(db, claimed, ending);
      return { id, failure, waiting, outputPath: request.outputPath };
    },
    async drop() {
      await db.$disconnect();
      await database.drop();
      await removeFolder(folder);
    },
  };
}

/** Runs with a provider that charges and can fail. */
export interface PaidRuns {
  db: PrismaClient;
  databaseUrl: string;
  provider: ReplicateServer;
  /** Another provider with its own bill and faults, for concurrent runs. */
  anotherProvider(): Promise<ReplicateServer>;
  /** Runs the model of the provider `at` (default `provider`) for a new regeneration, to its end. */
  run(change?: { webhookUrl?: string; pausesOf?: PausesOf; at?: ReplicateServer }): Promise<Run>;
  drop(): Promise<void>;
}

export async function createPaidRuns(): Promise<PaidRuns> {
  const { db, databaseUrl, footage, deps, ...runs } = await createModelRuns();
  const provider = await startReplicateServer(footage);
  const providers = [provider];
  const { name: api } = replicate;
  return {
    db,
    databaseUrl,
    provider,
    async anotherProvider() {
      const another = await startReplicateServer(footage);
      providers.push(another);
      return another;
    },
    async run({ webhookUrl, pausesOf = polling, at = provider } = {}) {
      const settings = { ...at.env, REPLICATE_WEBHOOK_URL: webhookUrl };
      const model = createPredictionModel({
        api,
        client: await replicate.connect(settings, {
          pictures: startingPictures(deps),
          footage: footageOf(deps.ffmpeg),
          models: replicate.models,
        }),
        unrecordedIds: async (ids) => await unknownExternalIds(db, api, ids),
        patience: PATIENCE,
        pausesOf,
        outputLimitMs: OUTPUT_LIMIT_MS,
        log: deps.log,
      });
      return await runs.run(model);
    },
    async drop() {
      await Promise.all(providers.map(async (each) => await each.close()));
      await runs.drop();
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
    ...{ looks: [], style: null, beatSeconds: [] },
    clipSeconds: 4,
    aspectRatio: '16:9',
    deadlineAt: new Date(Date.now() + 600_000),
    paid: null,
    sourcePath,
    edit: null,
    outputPath,
  };
}
