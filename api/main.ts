import pino from 'pino';
import { armCrashPoint } from '../core/regeneration/crash-point.js';
import { VersionRepository } from '../core/history/version-repository.js';
import { ConversationRepository } from '../core/conversation/conversation-repository.js';
import { QueueRepository } from '../core/queue/queue-repository.js';
import { MeasurementRepository } from '../core/measurements/measurements.js';
import { PreviewRepository } from '../core/previews/previews.js';
import { JobRepository } from '../core/job/job-repository.js';
import { parseRateCardOverrides, rateCard } from '../core/quote/rate-card.js';
import { CostHistories } from '../core/quote/cost-history.js';
import { QuoteSigner } from '../core/quote/quote-token.js';
import { Admissions } from '../core/regeneration/admission.js';
import { RegenerationRepository } from '../core/regeneration/regeneration-repository.js';
import { openStorage, type OpenedStorage } from '../core/storage/open-storage.js';
import { s3Origin, s3SettingsOf } from '../core/storage/s3/s3-settings.js';
import { createUrlSigner } from '../core/storage/signed-url.js';
import { providersOf } from '../runner/video/providers/registry.js';
import { createPrismaClient } from '../prisma/client.js';
import { retentionDays, startGarbage, startPreviews, startQueue, startWork } from './background.js';
import { createAuthenticator, DEMO_AUTH, type AuthSettings } from './graphql/auth.js';
import { SigningKeys } from './graphql/signing-keys.js';
import type { ApiServices } from './graphql/context.js';
import { AssistantModel } from './graphql/conversation/model/assistant-model.js';
import { openDatabase, type Databases } from './config/database.js';
import { seedDemoJob } from './imports/demo-job.js';
import { parseApiEnv, type ApiEnv } from './config/env.js';
import { ffmpegNotice } from './config/ffmpeg-notice.js';
import type { HealthOptions } from './http/health.js';
import { listen } from './http/listen.js';
import { Metrics } from './metrics/metrics.js';
import { openImports } from './imports/open-imports.js';
import { isInPod } from '../core/util/in-pod.js';
import { packagePath } from '../core/util/package-path.js';
import { databaseAnswer } from './probes/database.js';
import { Probe } from './probes/probe.js';
import { storageProblem } from './probes/storage.js';
import { withFiles } from './config/files.js';
import { importEnvironment, storageDir, writeServerFile } from './config/programs.js';
import { ProgressFeed } from './progress/progress.js';
import { chooseAssistantModel } from './config/assistant-model.js';
import { choosePromptModel } from './config/prompt-model.js';
import { createSchema } from './graphql/schema.js';
import { loadSecrets, type Secrets } from './config/secrets.js';
import { createApiServer } from './server.js';
import { Shutdown } from './shutdown.js';
import { StartupError } from '../core/util/startup-error.js';
import { videoModelChoices } from './config/video-model.js';

type Log = pino.Logger;

/** A silent connection must not block a loop or a request. */
const QUERY_TIMEOUT_MS = 15_000;
/** More often than other probes: everything depends on the database. */
const DATABASE_PROBE_MS = 5000;

/** Settings, then dependencies, then the listening server. Each step registers how it is undone. */
async function start(env: ApiEnv, log: Log, shutdown: Shutdown): Promise<void> {
  const door = await listen(env.HOST, env.PORT);
  const publicUrl = env.PUBLIC_URL ?? `http://localhost:${door.port}`;
  shutdown.add('port', async () => void door.http.close());
  const databases = await openDatabase(env, log, shutdown);
  const { direct } = databases.server;
  const secrets = await loadSecrets(env.DATA_DIR);
  await writeServerFile(env, direct, shutdown);
  const media = await openStorage(env, storageDir(env));
  const { services, health } = await startServices({
    env,
    databases,
    secrets,
    media,
    publicUrl,
    log,
    shutdown,
  });
  if (env.DEMO_SIGN_IN) await seedDemoJob(services.db, importEnvironment(env, direct), print);
  const keys = env.AUTH_JWKS_URL === undefined ? null : new SigningKeys(env.AUTH_JWKS_URL, log);
  shutdown.add('signing keys', async () => keys?.stop());
  const imports = await openImports(env, direct, log, shutdown);
  const server = await createApiServer({
    http: door.http,
    schema: await createSchema(),
    services,
    health: {
      ...health,
      problems: () =>
        [...health.problems(), keys?.problem() ?? null, imports.problem()].filter((one) => one !== null),
    },
    authenticator: createAuthenticator(authSettings(env, secrets, keys)),
    media: {
      ...mediaKey(env, secrets),
      ...media,
      onError: (error) => log.error({ err: error }, 'Serving media failed'),
    },
    imports,
    web: {
      webDir: packagePath('dist/web'),
      address: { publicUrl, isConfigured: env.PUBLIC_URL !== undefined },
      storageOrigin: storageOrigin(env),
      playground: env.PLAYGROUND === 'on',
    },
    webhooks: providersOf(env).webhooks(env),
    demoSecret: env.DEMO_SIGN_IN ? secrets.demoJwt : null,
    socketsPerUser: env.SOCKETS_PER_USER,
  });
  door.serve(server.app);
  shutdown.add('http server', async () => await server.close());
  // Before it: requests that wait for the language model are answered by the rules.
  shutdown.add('assistant', async () => services.assistant?.stop());
  const playground = env.PLAYGROUND === 'on' ? `${publicUrl}/playground` : null;
  const notice = ffmpegNotice(env, process.env['PATH'] ?? '');
  if (isInPod(process.env)) {
    log.info({ publicUrl, playground }, 'Clip chatbot serves');
    if (notice !== null) log.warn(notice);
  } else greet(publicUrl, playground, notice);
}

function greet(publicUrl: string, playground: string | null, notice: string | null): void {
  print(`\n  Clip chatbot   ${publicUrl}`);
  if (playground !== null) print(`  Playground     ${playground}`);
  if (notice !== null) print(`\n  ${notice}`);
  print('\n  Ctrl-C stops it.');
}

/** What the services are built from. */
interface Opened {
  env: ApiEnv;
  databases: Databases;
  secrets: Secrets;
  media: OpenedStorage;
  publicUrl: string;
  log: Log;
  shutdown: Shutdown;
}

/** Builds the resolvers' services and starts the background loops. */
async function startServices({
  env,
  databases,
  secrets,
  media,
  publicUrl,
  log,
  shutdown,
}: Opened): Promise<{ services: ApiServices; health: HealthOptions }> {
  const { queries, direct } = databases.server;
  const db = createPrismaClient(queries, {
    poolSize: 10,
    queryTimeoutMs: QUERY_TIMEOUT_MS,
    pooled: queries !== direct,
  });
  shutdown.add('database connections', async () => await db.$disconnect());
  const metrics = new Metrics(db);
  const background = { env, databases, db, metrics, log, shutdown };
  const nudgeCollector = startGarbage(background, media.storage);
  const progress = new ProgressFeed(direct, db, log);
  shutdown.add('progress', async () => await progress.stop());
  await progress.start();
  const key = mediaKey(env, secrets);
  const { nudges, problem } = await startWork(background);
  const probes = [
    new Probe(async () => await storageProblem(media.storage), log),
    new Probe(async () => await databaseAnswer(db), log, DATABASE_PROBE_MS),
  ];
  shutdown.add('probes', async () => probes.forEach((probe) => probe.stop()));
  const problems = (): string[] =>
    [progress.problem(), problem(), ...probes.map((probe) => probe.problem())].filter((one) => one !== null);
  const jobs = new JobRepository(db);
  const { models } = providersOf(env);
  const services: ApiServices = {
    db,
    jobs,
    regenerations: new RegenerationRepository(db),
    versions: new VersionRepository(db),
    queues: new QueueRepository(db),
    conversations: new ConversationRepository(db),
    measurements: new MeasurementRepository(db),
    previews: new PreviewRepository(db),
    urls: createUrlSigner({ ...key, baseUrl: publicUrl }),
    quotes: new QuoteSigner(key.secret),
    rateCard: rateCard(
      models,
      env.LOCAL_RENDER_USD_PER_SECOND,
      parseRateCardOverrides(env.RATE_CARD ?? '{}', models),
    ),
    costHistories: new CostHistories(db),
    admissions: new Admissions(db),
    limits: {
      budgetUsd: env.BUDGET_LIMIT_USD,
      perJobPerHour: env.REGENERATIONS_PER_JOB_PER_HOUR,
      perUserPerHour: env.REGENERATIONS_PER_USER_PER_HOUR,
      clipsPerUserPerHour: env.CLIPS_PER_USER_PER_HOUR,
      activePerUser: env.ACTIVE_REGENERATIONS_PER_USER,
      deadlineSeconds: env.REGENERATION_DEADLINE_SECONDS,
    },
    videoModels: videoModelChoices(env),
    batches: { discount: env.BATCH_DISCOUNT, concurrency: env.CHANGE_CONCURRENCY },
    promptModel: choosePromptModel(env),
    assistant: openAssistant(env),
    progress,
    retentionDays: retentionDays(env),
    ...nudges,
    nudgeQueue: () => progress.onQueue(),
    nudgeCollector,
    nudgePreviews: startPreviews(background, jobs),
    log,
  };
  startQueue(background, services);
  return { services, health: { db, metrics, problems } };
}

function openAssistant(env: ApiEnv): AssistantModel | null {
  const chosen = chooseAssistantModel(env);
  return chosen === null ? null : new AssistantModel(chosen);
}

/** The storage to which browsers are redirected for media; null if this server serves them. */
function storageOrigin(env: ApiEnv): string | null {
  const settings = s3SettingsOf(env);
  return settings === null ? null : s3Origin(settings);
}

function mediaKey(env: ApiEnv, secrets: Secrets): { secret: string } {
  return { secret: env.MEDIA_URL_SECRET ?? secrets.mediaUrl };
}

function authSettings(env: ApiEnv, secrets: Secrets, keys: SigningKeys | null): AuthSettings {
  if (env.DEMO_SIGN_IN) return { key: { secret: secrets.demoJwt }, ...DEMO_AUTH };
  const expected = { issuer: env.AUTH_ISSUER, audience: env.AUTH_AUDIENCE };
  if (keys !== null) return { key: { keys }, ...expected };
  return { key: { secret: env.AUTH_JWT_SECRET! }, ...expected };
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function main(): Promise<void> {
  const env = await withFiles(parseApiEnv(process.env));
  const log = pino({ level: env.LOG_LEVEL });
  if (env.CRASH_POINT !== undefined) armCrashPoint(env.CRASH_POINT);
  const shutdown = new Shutdown(log);
  const stop = async (code: number): Promise<never> => {
    await shutdown.run();
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0));
  try {
    await start(env, log, shutdown);
  } catch (error) {
    if (error instanceof StartupError) complain(error.message, log);
    else log.fatal({ err: error }, 'The server could not start');
    await stop(1);
  }
}

/** A sentence for whoever started the server. */
function complain(sentence: string, log: Log): void {
  if (isInPod(process.env)) log.fatal(sentence);
  else process.stderr.write(`${sentence}\n`);
}

void main().catch((error: unknown) => {
  complain(error instanceof StartupError ? error.message : String(error), pino());
  process.exit(1);
});
