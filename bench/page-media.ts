import { randomUUID } from 'node:crypto';
import { cp, mkdir, readdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { PrismaClient } from '../prisma/generated/client.js';
import { admitChanges, changesRequest } from '../test/kit/rows/admit-changes.js';
import { LIMITS } from '../test/kit/rows/admit.js';
import { copyJob } from '../test/kit/rows/job-copy.js';
import { insertMeasurements } from '../test/kit/rows/measurements.js';
import { withBenchFolder } from './kit/bench-database.js';
import type { Goal } from './kit/goal.js';
import { runRunner } from './kit/run-runner.js';
import { storeVideo } from './kit/stored-video.js';
import { FILMED } from './recompose/footage.js';

const CLIPS = 6;
const FOOTAGE = { seconds: 3, width: 960, height: 540, filters: FILMED };
/** The clips that are changed, one a round, after a first change that only makes all segments. */
const CHANGED = [1, 2, 3];

/**
 * What a change of one of six clips of 1080p costs with what is made for the page (PREVIEWS) and without, by whole runner
 * processes in turn: their CPU, and the bytes that they store.
 */
export async function run(): Promise<Goal[]> {
  return await withBenchFolder('page-media', measure);
}

type Change = (clipIndex: number) => Promise<Cost>;

interface Cost {
  cpuSeconds: number;
  bytes: number;
}

const storageOf = (folder: string, previews: 'on' | 'off'): string => join(folder, previews, 'storage');

async function measure(db: PrismaClient, databaseUrl: string, folder: string): Promise<Goal[]> {
  const userId = randomUUID();
  const changes = (previews: 'on' | 'off', jobId: string): Change => {
    const storageFolder = storageOf(folder, previews);
    const environment = { DATABASE_URL: databaseUrl, STORAGE_DIR: storageFolder };
    const env = { ...environment, PREVIEWS: previews, OUTPUT_RESOLUTION: '1080' };
    return async (clipIndex) => await changeClip(db, { userId, jobId, clipIndex }, storageFolder, env);
  };
  console.log('making the footage, and all segments once …');
  await mkdir(storageOf(folder, 'on'), { recursive: true });
  const jobId = await storeVideo(db, userId, CLIPS, storageOf(folder, 'on'), FOOTAGE);
  await markAsRead(db, jobId);
  const copyId = await copyJob(db, jobId, { title: 'The same' });
  const ways = { with: changes('on', jobId), without: changes('off', copyId) };
  await ways.with(0);
  const copied = storageOf(folder, 'off');
  await cp(storageOf(folder, 'on'), copied, { recursive: true });
  await rename(join(copied, 'segments', jobId), join(copied, 'segments', copyId));
  await ways.without(0);
  const costs: Record<keyof typeof ways, Cost[]> = { with: [], without: [] };
  for (const [round, clip] of CHANGED.entries()) {
    const order = ['with', 'without'] as const;
    for (const way of round % 2 === 0 ? order : order.toReversed()) costs[way].push(await ways[way](clip));
    const said = order.map((way) => {
      const { cpuSeconds, bytes } = costs[way].at(-1)!;
      return `${way} ${cpuSeconds.toFixed(2)} CPU s, ${(bytes / 1e6).toFixed(2)} MB`;
    });
    console.log(`clip ${clip + 1} of ${CLIPS} changed: ${said.join('; ')}`);
  }
  const more = (what: keyof Cost): number => {
    const [all, less] = [costs.with, costs.without].map((each) =>
      each.reduce((sum, cost) => sum + cost[what], 0),
    );
    return 100 * (all! / less! - 1);
  };
  const lower = (name: string, measured: number, wanted: number): Goal => {
    return { name: `page-media, ${name}`, measured, wanted, unit: ' %', better: 'lower' };
  };
  return [
    lower('more CPU for a change of one of six clips', more('cpuSeconds'), 15),
    lower('more bytes stored by it', more('bytes'), 20),
  ];
}

/** Else runners would go on with what was never measured of the video. */
async function markAsRead(db: PrismaClient, jobId: string): Promise<void> {
  await insertMeasurements(db, jobId, CLIPS, {});
  const song = { jobId, key: 'audio-uploads/job/song.m4a' };
  await db.mediaMeasurement.create({ data: { ...song, measured: { loudness: Array(CLIPS).fill(-20) } } });
  const read = await db.mediaMeasurement.findMany({ where: { jobId } });
  await db.mediaPreview.createMany({ data: read.map(({ key }) => ({ jobId, key, preview: {} })) });
}

async function changeClip(
  db: PrismaClient,
  { userId, jobId, clipIndex }: { userId: string; jobId: string; clipIndex: number },
  storageFolder: string,
  env: Record<string, string>,
): Promise<Cost> {
  const baseVersionNumber = await db.clipVersion.count({ where: { jobId, clipIndex } });
  const change = { clipIndex, baseVersionNumber: Math.max(1, baseVersionNumber) };
  const limits = { ...LIMITS, budgetUsd: '1000', perJobPerHour: 100, perUserPerHour: 100 };
  const id = await admitChanges(db, changesRequest(userId, jobId, [change]), limits);
  const before = await sizeOf(storageFolder);
  const cpuSeconds = await runRunner({ ...env, REGENERATION_ID: id, REGENERATION_ATTEMPT: '1' });
  const { status } = await db.clipRegeneration.findUniqueOrThrow({ where: { id } });
  if (status !== 'completed') throw new Error(`The change of clip ${clipIndex + 1} is ${status}`);
  return { cpuSeconds, bytes: (await sizeOf(storageFolder)) - before };
}

async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(
    files.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
