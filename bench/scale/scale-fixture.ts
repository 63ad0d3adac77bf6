import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packagePath } from '../../core/util/package-path.js';
import { createPrismaClient, type PrismaClient } from '../../prisma/client.js';
import { insertJob } from '../../test/kit/rows/job-rows.js';
import { startKubernetes, type TestKubernetes } from '../../test/kit/kubernetes/start.js';
import { createLauncher } from '../../test/kubernetes/launchers/on-kubernetes.js';
import { request } from '../../test/kubernetes/launchers/probe.js';
import { startServer, type TestServer } from '../../test/kit/server/server.js';
import { PRODUCTION, tokenFor } from '../../test/kit/server/tokens.js';
import { until } from '../../test/kit/server/until.js';
import { startWorkers, type WorkersProcess } from './workers-process.js';
import { postmasterOf } from './measure/database-load.js';
import { INSPECTABLE, Inspected } from './inspected.js';

const IMAGE = 'runner:played';
/** Its program does nothing. */
const PAST_IMAGE = 'runner:past';
const SECRET = 'clip-chatbot-runner';

/** A user with their own videos. */
export interface User {
  token: string;
  jobIds: string[];
}

/** One api as in production, a cluster whose pods are played, and the users. */
export interface Fixture {
  db: PrismaClient;
  postmaster: number;
  kubernetes: TestKubernetes;
  workers: WorkersProcess;
  server: TestServer;
  inspected: Inspected;
  users: User[];
  stop(): Promise<void>;
}

/** The size of the fixture. */
export interface FixtureSize {
  users: number;
  videosEach: number;
  /** Kubernetes Jobs that ended within the last hour, each with its pod: they exist until their TTL. */
  pastJobs: number;
}

export async function startFixture(databaseUrl: string, size: FixtureSize): Promise<Fixture> {
  const dataDir = await mkdtemp(join(tmpdir(), 'bench-scale-'));
  const db = createPrismaClient(databaseUrl, { poolSize: 4 });
  const people: User[] = [];
  while (people.length < size.users) people.push(await user(db, size.videosEach));
  await db.$executeRawUnsafe('ANALYZE');
  const workers = startWorkers(databaseUrl);
  const kubernetes = await startKubernetes({
    images: {
      [IMAGE]: { folder: packagePath('.'), program: workers.program },
      [PAST_IMAGE]: { folder: packagePath('.'), program: async () => 0 },
    },
    secrets: { [SECRET]: { DATABASE_URL: databaseUrl } },
  });
  await endJobs(kubernetes, size.pastJobs);
  const server = await startServer({
    ...INSPECTABLE,
    ...PRODUCTION,
    // A line for each round of the reconciler.
    LOG_LEVEL: 'debug',
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    LAUNCHER: 'kubernetes',
    KUBECONFIG: kubernetes.kubeconfigPath,
    RUNNER_IMAGE: IMAGE,
    LOCAL_RENDER_USD_PER_SECOND: '0.01',
  });
  const inspected = await Inspected.attach(server);
  const postmaster = await postmasterOf(db);
  return {
    ...{ db, postmaster, kubernetes, workers, server, inspected, users: people },
    async stop() {
      inspected.detach();
      await server.stop();
      await kubernetes.close();
      workers.stop();
      await db.$disconnect();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function user(db: PrismaClient, jobs: number): Promise<User> {
  const userId = randomUUID();
  const token = await tokenFor(userId);
  const jobIds = await Promise.all(Array.from({ length: jobs }, async () => await insertJob(db, { userId })));
  return { token, jobIds };
}

async function endJobs(kubernetes: TestKubernetes, count: number): Promise<void> {
  const settings = { image: PAST_IMAGE, secret: SECRET, environment: {} };
  const launcher = createLauncher(kubernetes.kubeconfigPath, { settings });
  for (let job = 0; job < count; job++) await launcher.launch(request());
  await launcher.stop();
  await until(() => kubernetes.jobs().every(({ status }) => status.conditions !== undefined));
}
