import type { Logger } from 'pino';
import type { QueuedChange } from '../core/queue/queued-change.js';
import { startQueued } from '../core/queue/start-queued.js';
import { leaseTiming } from '../core/regeneration/lease-timing.js';
import type { JobRepository } from '../core/job/job-repository.js';
import type { Storage } from '../core/storage/storage.js';
import type { PrismaClient } from '../prisma/client.js';
import type { ApiServices } from './graphql/context.js';
import type { Databases } from './config/database.js';
import { Dispatcher } from './dispatch/dispatcher.js';
import type { ApiEnv } from './config/env.js';
import { GarbageCollector } from './garbage/collector.js';
import { chooseLauncher } from './launcher/choose.js';
import type { Metrics } from './metrics/metrics.js';
import { QueueStarter } from './queue/queue-starter.js';
import { importEnvironment, storageDir, workDir } from './config/programs.js';
import { packagePath } from '../core/util/package-path.js';
import { PreviewMaker } from './previews/preview-maker.js';
import { Reconciler } from './dispatch/reconciler.js';
import type { Shutdown } from './shutdown.js';

/** Dependencies of the background loops. */
export interface Background {
  env: ApiEnv;
  databases: Databases;
  db: PrismaClient;
  metrics: Metrics;
  log: Logger;
  shutdown: Shutdown;
}

/** What the rest of the server needs of the loops that start runners. */
export interface Work {
  /** Wake the dispatcher for a new row, the reconciler for a changed one. */
  nudges: Pick<ApiServices, 'nudgeDispatcher' | 'nudgeReconciler'>;
  /** Why runners cannot start; null if they can. */
  problem: () => string | null;
}

/** Starts the launcher, the dispatcher and the reconciler. */
export async function startWork({ env, databases, db, metrics, log, shutdown }: Background): Promise<Work> {
  const launcher = await chooseLauncher(env, databases.runner, log);
  const dispatcher = new Dispatcher(db, launcher, log);
  const nudgeDispatcher = (): void => dispatcher.nudge();
  const replaced = (): void => metrics.countLostLease();
  const { reconcileMs } = leaseTiming(env.LEASE_SECONDS);
  const reconciler = new Reconciler(db, launcher, nudgeDispatcher, log, { replaced }, reconcileMs);
  shutdown.add('runners', async () => await launcher.stop());
  shutdown.add('reconciler', async () => await reconciler.stop());
  shutdown.add('dispatcher', async () => await dispatcher.stop());
  await launcher.start();
  dispatcher.start();
  reconciler.start();
  const nudges = { nudgeDispatcher, nudgeReconciler: () => reconciler.nudge() };
  return { nudges, problem: () => launcher.problem() };
}

/** Starts the loop that deletes unneeded objects and enforces the retention. Returns what wakes it for a deleted video. */
export function startGarbage(
  { env, databases, db, metrics, log, shutdown }: Background,
  storage: Storage,
): () => void {
  const garbage = new GarbageCollector({
    db,
    databaseUrl: databases.server.direct,
    storage,
    storageFolder: env.S3_BUCKET === undefined ? storageDir(env) : null,
    workDir: workDir(env),
    retentionDays: retentionDays(env),
    segmentDays: env.SEGMENT_RETENTION_DAYS,
    finalVideosKept: env.FINAL_VIDEOS_KEPT,
    graceMs: env.GARBAGE_GRACE_HOURS * 3_600_000,
    intervalMs: env.GARBAGE_SWEEP_SECONDS * 1000,
    log,
  });
  metrics.gauge('garbage_collected', 'What this process has collected since its start', ['kind'], (gauge) => {
    const counts: Record<string, number> = { ...garbage.counts };
    for (const [kind, count] of Object.entries(counts)) gauge.set({ kind }, count);
  });
  shutdown.add('garbage', async () => await garbage.stop());
  garbage.start();
  return () => void garbage.nudge();
}

/** Returns what tells that a page shows a video: what is missing for it is made in the background. */
export function startPreviews(
  { env, databases, db, log, shutdown }: Background,
  jobs: JobRepository,
): ApiServices['nudgePreviews'] {
  if (env.PREVIEWS === 'off') return () => undefined;
  const { direct } = databases.server;
  const maker = new PreviewMaker({
    ...{ db, jobs, databaseUrl: direct, log },
    program: packagePath('dist/previews.js'),
    environment: { ...importEnvironment(env, direct), LOG_LEVEL: env.LOG_LEVEL },
  });
  shutdown.add('previews', async () => await maker.stop());
  return (jobId, userId) => maker.shown(jobId, userId);
}

/** Starts the loop that starts queued changes; a nudge or a notification wakes it. */
export function startQueue({ db, metrics, log, shutdown }: Background, services: ApiServices): void {
  const start = async (change: QueuedChange): Promise<void> => {
    const outcome = await startQueued(services, change);
    if (outcome !== 'waits') metrics.countQueued(outcome);
    if (outcome === 'started') services.nudgeDispatcher();
  };
  const starter = new QueueStarter(db, start, log);
  services.progress.onQueue = () => starter.nudge();
  shutdown.add('queue', async () => await starter.stop());
  starter.start();
}

/** Null: forever. */
export function retentionDays({ RETENTION_DAYS }: ApiEnv): number | null {
  return RETENTION_DAYS === 0 ? null : RETENTION_DAYS;
}
