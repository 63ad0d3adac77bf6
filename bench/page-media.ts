import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPrismaClient } from '../prisma/client.js';
import type { PrismaClient } from '../prisma/generated/client.js';
import { admitChanges, changesRequest } from '../test/kit/rows/admit-changes.js';
import { LIMITS } from '../test/kit/rows/admit.js';
import { withBenchDatabase } from './kit/bench-database.js';
import type { Goal } from './kit/goal.js';
import { runRunner } from './kit/run-runner.js';
import { storeVideo } from './kit/stored-video.js';
import { FILMED } from './recompose/footage.js';

const CLIPS = 6;
const FOOTAGE = { seconds: 5, width: 960, height: 540, filters: FILMED };
/** Changes that only warm the segments and measure what was never measured. */
const WARMING = [0, 0];
/** The clips that are changed then, one a round. */
const CHANGED = [1, 2, 3, 4];

/**
 * What a change of one of six clips of 1080p costs with what is made for the page (PREVIEWS) and without, by whole runner
 * processes in turn: their CPU, and the bytes that they store.
 */
export async function run(): Promise<Goal[]> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-page-media-'));
  try {
    return await withBenchDatabase('page-media', async (databaseUrl) => {
      const db = createPrismaClient(databaseUrl);
      try {
        return await measure(db, databaseUrl, folder);
      } finally {
        await db.$disconnect();
      }
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Cost {
  cpuSeconds: number;
  bytes: number;
}

async function measure(db: PrismaClient, databaseUrl: string, folder: string): Promise<Goal[]> {
  const newVideo = async (previews: 'on' | 'off') => {
    const [userId, storageFolder] = [randomUUID(), join(folder, previews, 'storage')];
    const jobId = await storeVideo(db, userId, CLIPS, storageFolder, FOOTAGE);
    const environment = { DATABASE_URL: databaseUrl, STORAGE_DIR: storageFolder };
    const env = { ...environment, PREVIEWS: previews, OUTPUT_RESOLUTION: '1080' };
    return async (clipIndex: number): Promise<Cost> =>
      await changeClip(db, { userId, jobId, clipIndex }, storageFolder, env);
  };
  const ways = { with: await newVideo('on'), without: await newVideo('off') };
  for (const clip of WARMING) for (const change of Object.values(ways)) await change(clip);
  // Else the runners that are counted would go on with what is missing: the song, the other clips and those that were made.
  const unmeasured = 2 * (CLIPS + WARMING.length) - (await db.mediaMeasurement.count());
  if (unmeasured > 0) throw new Error(`${unmeasured} files were not measured before`);
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
