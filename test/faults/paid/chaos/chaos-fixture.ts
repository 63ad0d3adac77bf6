import { cp, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { DEMO_USER_ID } from '../../../../core/import/demo-user.js';
import { createLocalDiskStorage } from '../../../../core/storage/disk/local-disk.js';
import { createPrismaClient } from '../../../../prisma/client.js';
import { startOwnPostgres, type OwnPostgres } from '../../../kit/database/own-postgres.js';
import { startDemoCluster, type DemoCluster } from '../../../kit/kubernetes/with-demo.js';
import { makeClip, makeSong } from '../../../kit/media/media.js';
import { createPaidFixture, type PaidFixture } from '../../../kit/paid/paid-fixture.js';
import { startTcpProxy, type TcpProxy } from '../../../kit/proxies/tcp-proxy.js';
import { copyJob } from '../../../kit/rows/job-copy.js';
import { insertJob } from '../../../kit/rows/job-rows.js';
import type { DemoFixture } from '../../../kit/server/demo-fixture.js';
import { removeFolder } from '../../../kit/storage/remove-folder.js';

/** Everything that can be killed: runners on a cluster, an api, a database server, and a provider that charges. */
export interface ChaosFixture {
  paid: PaidFixture;
  cluster: DemoCluster;
  postgres: OwnPostgres;
  /** Between the database and everything but the test. */
  toPostgres: TcpProxy;
  clips: number;
  /** A copy of the video, with its segments, for one change; returns the job's id. */
  newVideo(): Promise<string>;
  drop(): Promise<void>;
}

const CLIP_SECONDS = 0.2;
/** The others were never made and are made from words alone, which saves an ffprobe and an ffmpeg each. */
const MADE_CLIPS = 6;
/** The smallest picture that is taken from a provider: this is not about media. */
const SMALL = { width: 114, height: 64 };

export async function createChaosFixture(clips: number): Promise<ChaosFixture> {
  const postgres = await startOwnPostgres();
  const toPostgres = await startTcpProxy(postgres.databaseUrl);
  let cluster!: DemoCluster;
  const paid = await createPaidFixture({
    createFixture: async () => await createTinyVideo(postgres.databaseUrl, clips),
    databaseUrl: (straight) => toPostgres.through(straight),
    footage: { ...SMALL, seconds: 2, fps: 5 },
    env: async (video, provider) => {
      cluster = await startDemoCluster(video);
      cluster.secret.DATABASE_URL = toPostgres.through(cluster.secret.DATABASE_URL!);
      cluster.secret.REPLICATE_API_TOKEN = provider.env.REPLICATE_API_TOKEN;
      return { ...cluster.environment, DATABASE_URL: toPostgres.through(video.databaseUrl) };
    },
  });
  return {
    ...{ paid, cluster, postgres, toPostgres, clips },
    async newVideo() {
      const jobId = await copyJob(paid.db, paid.jobId, { title: 'A copy' });
      const [from, to] = [paid.jobId, jobId].map((of) => join(paid.dataDir, 'storage/segments', of));
      await cp(from!, to!, { recursive: true });
      return jobId;
    },
    async drop() {
      await paid.drop();
      await cluster.kubernetes.close();
      await toPostgres.close();
      await postgres.drop();
    },
  };
}

/** A video of many short clips, as the pipeline leaves it. */
async function createTinyVideo(databaseUrl: string, clips: number): Promise<DemoFixture> {
  const dataDir = await mkdtemp(join(process.env.TEST_RUN_FOLDER!, 'chaos-'));
  const db = createPrismaClient(databaseUrl);
  const shape = {
    userId: DEMO_USER_ID,
    clips,
    clipSeconds: CLIP_SECONDS,
    lyric: null,
    madeClips: MADE_CLIPS,
  };
  const jobId = await insertJob(db, shape);
  await db.$disconnect();
  const storage = createLocalDiskStorage(join(dataDir, 'storage'));
  const clip = await makeClip({ file: join(dataDir, 'clip.mp4'), seconds: CLIP_SECONDS, ...SMALL });
  for (let index = 0; index < MADE_CLIPS; index++)
    await storage.putFile(`video-clips/${jobId}/clip_${index}.mp4`, clip);
  const song = await makeSong({ file: join(dataDir, 'song.m4a'), seconds: clips * CLIP_SECONDS });
  await storage.putFile('audio-uploads/job/song.m4a', song);
  return { databaseUrl, dataDir, drop: async () => await removeFolder(dataDir) };
}
