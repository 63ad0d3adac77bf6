import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { PrismaClient } from '../prisma/generated/client.js';
import { makeClip } from '../test/kit/media/media.js';
import { admitChanges, changesRequest } from '../test/kit/rows/admit-changes.js';
import { LIMITS } from '../test/kit/rows/admit.js';
import { startReplicateServer } from '../test/providers/replicate-server.js';
import { withBenchFolder } from './kit/bench-database.js';
import type { Goal } from './kit/goal.js';
import { runRunner } from './kit/run-runner.js';
import { storeVideo } from './kit/stored-video.js';

/** The longest that the model takes, at the size of the final video. */
const SECONDS = 10;
const FOOTAGE = { width: 1920, height: 1080, filters: 'noise=alls=3:allf=t' };
const CLIPS = 2;
/** What the provider takes for an edit: the shortest that was reported. */
const GENERATION_MS = 30_000;
const ROUNDS = 3;

/**
 * What an edit of 10 s of 1080p takes beside the provider's own time, until its video is composed: footage is read, encoded again where
 * it is longer than its slot, and sent, and the answer is fetched, checked and stored. And four takes of it, which are sent the
 * same footage, against one.
 */
export async function run(): Promise<Goal[]> {
  return await withBenchFolder('edit', measure);
}

async function measure(db: PrismaClient, databaseUrl: string, folder: string): Promise<Goal[]> {
  const provider = await startReplicateServer(
    await makeClip({ file: join(folder, 'unused.mp4'), seconds: 1 }),
  );
  provider.course({ runMs: GENERATION_MS, startMs: 0 });
  const userId = randomUUID();
  const storage = join(folder, 'storage');
  const env = { ...provider.env, DATABASE_URL: databaseUrl, STORAGE_DIR: storage };
  const videoOf = async (seconds: number): Promise<(takes: number) => Promise<number>> => {
    const jobId = await storeVideo(db, userId, CLIPS, storage, { ...FOOTAGE, seconds, slotSeconds: SECONDS });
    return async (takes) => await secondsOf(db, { userId, jobId, takes }, env);
  };
  const spent = { whole: [] as number[], longer: [] as number[], four: [] as number[] };
  try {
    const [whole, longer] = [await videoOf(SECONDS), await videoOf(SECONDS + 1)];
    for (let round = 0; round < ROUNDS; round++) {
      spent.whole.push(await whole(1));
      spent.longer.push(await longer(1));
      spent.four.push(await whole(4));
    }
  } finally {
    await provider.close();
  }
  const [whole, longer, four] = [median(spent.whole), median(spent.longer), median(spent.four)];
  console.log(
    `seconds from start to clip: ${whole.toFixed(1)}, of longer footage ${longer.toFixed(1)}, four takes ${four.toFixed(1)}`,
  );
  const overhead = (name: string, seconds: number): Goal => ({
    ...{ name: `edit, overhead ${name}`, measured: seconds - GENERATION_MS / 1000, wanted: 3 },
    ...{ unit: ' s', better: 'lower' },
  });
  return [
    overhead('of footage as long as its slot', whole),
    overhead('of longer footage', longer),
    { name: 'edit, four takes / one', measured: four / whole, wanted: 1.3, unit: 'x', better: 'lower' },
  ];
}

const median = (values: number[]): number =>
  values.toSorted((one, other) => one - other)[values.length >> 1]!;

/** From the start of an edit to the beginning of its recomposition; takes are not composed. */
async function secondsOf(
  db: PrismaClient,
  { userId, jobId, takes }: { userId: string; jobId: string; takes: number },
  env: Record<string, string>,
): Promise<number> {
  const base = await db.clipVersion.findFirst({ where: { jobId, clipIndex: 0, isCurrent: true } });
  const change = {
    ...({ clipIndex: 0, videoModel: 'kling_o1_edit', action: 'EDIT_FOOTAGE', takes } as const),
    baseVersionNumber: base?.versionNumber ?? 1,
  };
  const limits = { ...LIMITS, budgetUsd: '1000', perJobPerHour: 100, perUserPerHour: 100 };
  const id = await admitChanges(db, changesRequest(userId, jobId, [change]), limits);
  await runRunner({ ...env, REGENERATION_ID: id, REGENERATION_ATTEMPT: '1' });
  const { status, startedAt, completedAt } = await db.clipRegeneration.findUniqueOrThrow({ where: { id } });
  if (status !== 'completed') throw new Error(`An edit of ${takes} takes is ${status}`);
  const where = { regenerationId: id, type: 'RECOMPOSING' };
  const composing = await db.regenerationEvent.findFirst({ where, orderBy: { sequence: 'asc' } });
  return ((composing?.at ?? completedAt!).getTime() - startedAt!.getTime()) / 1000;
}
