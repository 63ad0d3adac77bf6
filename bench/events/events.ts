import { fork } from 'node:child_process';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { packagePath } from '../../core/util/package-path.js';
import { createPrismaClient } from '../../prisma/client.js';
import { FENCE, insertRunningRegeneration } from '../../test/kit/rows/running-regeneration.js';
import type { WritersCommand } from './event-writers.js';
import type { Goal } from '../kit/goal.js';
import { withBenchDatabase } from '../kit/bench-database.js';
import { percentile } from '../kit/http-load.js';

const WRITERS = 100;
const PROCESSES = 2;
const SECONDS = 5;
const ROUNDS = 3;

/**
 * NOTIFY inside the transaction costs one sync of the disk per event, one after the other; ours share a sync and
 * cost CPU. So the ratio depends on the disk: it is measured on this machine's, and on one whose syncs take 1 ms
 * longer, like those of a cluster's network volumes.
 */
const DISKS = [
  { goal: 'events', disk: 'this disk', syncDelayMs: 0 },
  { goal: 'events-network-disk', disk: 'a sync 1 ms slower', syncDelayMs: 1 },
];

/**
 * Events per second of 100 runners that write as fast as they can, each on its own connection: our notification
 * after the commit, against NOTIFY inside the event's transaction. Rounds are interleaved; the first one warms up.
 */
export async function run(): Promise<Goal[]> {
  return await withBenchDatabase('events', async (databaseUrl) => {
    const regenerationIds = await insertRegenerations(databaseUrl);
    const ratios = new Map<string, number[]>();
    for (let round = 0; round <= ROUNDS; round++) {
      for (const { goal, disk, syncDelayMs } of DISKS) {
        const inside = await measure({ databaseUrl, regenerationIds, syncDelayMs, way: 'in-transaction' });
        const ours = await measure({ databaseUrl, regenerationIds, syncDelayMs, way: 'after-commit' });
        const rates = `ours ${ours.toFixed(0)}/s, inside ${inside.toFixed(0)}/s, ${(ours / inside).toFixed(1)}x`;
        console.log(`${round === 0 ? 'warm-up' : `round ${round}`}, ${disk}: ${rates}`);
        if (round > 0) ratios.set(goal, [...(ratios.get(goal) ?? []), ours / inside]);
      }
    }
    return [...ratios].map(([name, measured]) => {
      return { name, measured: percentile(measured, 50), wanted: 5, unit: 'x', better: 'higher' };
    });
  });
}

async function insertRegenerations(databaseUrl: string): Promise<string[]> {
  const db = createPrismaClient(databaseUrl);
  const ids: string[] = [];
  for (let writer = 0; writer < WRITERS; writer++)
    ids.push(await insertRunningRegeneration(db, randomUUID()));
  await db.$disconnect();
  return ids;
}

async function measure(command: Omit<WritersCommand, 'fence' | 'seconds'>): Promise<number> {
  const counts = Array.from({ length: PROCESSES }, async (_, number) => {
    const regenerationIds = command.regenerationIds.filter((__, index) => index % PROCESSES === number);
    const writers = fork(packagePath('dist/bench/events/event-writers.js'));
    writers.send({ ...command, regenerationIds, fence: FENCE, seconds: SECONDS } satisfies WritersCommand);
    const [count] = (await once(writers, 'message')) as [number];
    return count;
  });
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0) / SECONDS;
}
