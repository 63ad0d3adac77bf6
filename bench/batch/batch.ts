import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { admitChanges, changesRequest } from '../../test/kit/rows/admit-changes.js';
import { LIMITS } from '../../test/kit/rows/admit.js';
import { makeClip } from '../../test/kit/media/media.js';
import { startReplicateServer } from '../../test/providers/replicate-server.js';
import { withBenchFolder } from '../kit/bench-database.js';
import type { Goal } from '../kit/goal.js';
import { runRunner } from '../kit/run-runner.js';
import { storeVideo } from '../kit/stored-video.js';

const CLIPS = 30;
const CHANGED = [0, 1, 2, 3, 4, 5];
/** What the provider takes for a clip; it could as well be minutes. */
const GENERATION_MS = 10_000;

/**
 * Six clips of a video of thirty in one change, against six changes of one, by whole runner processes: their CPU, and how
 * long a provider's clips take. Neither side keeps anything that the other could use: each has a video of its own, whose
 * segments are there.
 */
export async function run(): Promise<Goal[]> {
  return await withBenchFolder('batch', measure);
}

interface Video {
  userId: string;
  jobId: string;
}

async function measure(db: PrismaClient, databaseUrl: string, folder: string): Promise<Goal[]> {
  const footage = await makeClip({ file: join(folder, 'made.mp4'), seconds: 5, width: 640, height: 360 });
  const provider = await startReplicateServer(footage);
  provider.course({ runMs: GENERATION_MS, startMs: 0 });
  const env = { ...provider.env, DATABASE_URL: databaseUrl, STORAGE_DIR: join(folder, 'storage') };
  const change = async (video: Video, indexes: number[], videoModel: string): Promise<Run> =>
    await changeClips(db, video, indexes, videoModel, env);
  const newVideo = async (): Promise<Video> => {
    const video = { userId: randomUUID(), jobId: '' };
    video.jobId = await storeVideo(db, video.userId, CLIPS, join(folder, 'storage'));
    await change(video, [CLIPS - 1], 'local');
    return video;
  };
  try {
    const [apart, together] = [await newVideo(), await newVideo()];
    let cpuApart = 0;
    for (const index of CHANGED) cpuApart += (await change(apart, [index], 'kling_v21')).cpuSeconds;
    const single = await change(apart, [CHANGED.length], 'kling_v21');
    const batch = await change(together, CHANGED, 'kling_v21');
    const publications = await db.videoVersion.count({ where: { jobId: together.jobId } });
    console.log(
      `six clips of thirty, CPU s: apart ${cpuApart.toFixed(1)}, together ${batch.cpuSeconds.toFixed(1)}; ` +
        `generated in s: one ${single.generationSeconds.toFixed(1)}, six ${batch.generationSeconds.toFixed(1)}`,
    );
    // The original, the change that warmed the segments, and this one.
    if (publications !== 3) throw new Error(`There are ${publications} versions of the video instead of 3`);
    return [
      lower('batch, CPU of six clips together / apart', batch.cpuSeconds / cpuApart, 0.45),
      lower('batch, six clips generated / one', batch.generationSeconds / single.generationSeconds, 1.5),
    ];
  } finally {
    await provider.close();
  }
}

const lower = (name: string, measured: number, wanted: number): Goal => ({
  ...{ name, measured, wanted, unit: 'x', better: 'lower' },
});

interface Run {
  cpuSeconds: number;
  /** From the beginning of the change to that of the recomposition. */
  generationSeconds: number;
}

async function changeClips(
  db: PrismaClient,
  { userId, jobId }: Video,
  indexes: number[],
  videoModel: string,
  env: Record<string, string>,
): Promise<Run> {
  const action = videoModel === 'local' ? 'ADJUST_FOOTAGE' : 'NEW_SHOT';
  const changes = indexes.map((clipIndex) => ({ clipIndex, videoModel, action }) as const);
  const limits = { ...LIMITS, budgetUsd: '1000', perJobPerHour: 100, perUserPerHour: 100 };
  const id = await admitChanges(db, changesRequest(userId, jobId, changes), limits);
  const cpuSeconds = await runRunner({ ...env, REGENERATION_ID: id, REGENERATION_ATTEMPT: '1' });
  const { status, startedAt } = await db.clipRegeneration.findUniqueOrThrow({ where: { id } });
  if (status !== 'completed') throw new Error(`A change of ${indexes.length} clips is ${status}`);
  const { at } = await db.regenerationEvent.findFirstOrThrow({
    where: { regenerationId: id, type: 'RECOMPOSING' },
    orderBy: { sequence: 'asc' },
  });
  return { cpuSeconds, generationSeconds: (at.getTime() - startedAt!.getTime()) / 1000 };
}
