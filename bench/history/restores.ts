import { randomUUID } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ApiClient } from '../../test/kit/server/client.js';
import { confirmChange, followToEnd } from '../../test/kit/server/editing.js';
import { tokenFor } from '../../test/kit/server/tokens.js';
import { storeVideo } from '../kit/stored-video.js';
import type { Goal } from '../kit/goal.js';
import type { Stage } from './stage.js';

const CLIPS = 60;
const ROUNDS = 3;
const LIMIT_SECONDS = 10;

/** Undo and redo in a video of sixty clips whose final videos are gone: a run composes them from the segments that are kept. */
export async function measureRestores({ db, dataDir, server }: Stage): Promise<Goal[]> {
  const userId = randomUUID();
  const storage = join(dataDir, 'storage');
  const jobId = await storeVideo(db, userId, CLIPS, storage);
  const api = new ApiClient(server.url, await tokenFor(userId));
  const forgetVideos = async (): Promise<void> => {
    await db.$executeRaw`
      UPDATE video_versions v SET video_url = NULL WHERE job_id = ${jobId}::uuid
      AND version_number < (SELECT max(version_number) FROM video_versions WHERE job_id = v.job_id)`;
  };
  try {
    await followToEnd(api, await confirmChange(api, jobId, 0, 'make it nighttime'));
    const before = await bytesUnder(storage);
    await followToEnd(api, await confirmChange(api, jobId, 1, 'make it nighttime'));
    const changed = await bytesUnder(storage);
    console.log(
      `a version takes ${mebibytes(changed - before)} MiB of the storage (1 of ${CLIPS} clips of 4 s)`,
    );
    const seconds: number[] = [];
    // The first two compose the original's segments, too.
    for (let round = 0; round <= ROUNDS; round++) {
      for (const way of ['undo', 'redo'] as const) {
        await forgetVideos();
        const began = performance.now();
        await stepToEnd(api, jobId, way);
        if (round > 0) seconds.push((performance.now() - began) / 1000);
      }
    }
    console.log(`composed again in ${seconds.map((each) => each.toFixed(1)).join(', ')} s`);
    return [
      {
        ...{ name: 'history, restore of a video that is not kept', measured: Math.max(...seconds) },
        ...{ wanted: LIMIT_SECONDS, unit: ' s', better: 'lower' },
      },
    ];
  } finally {
    await api.close();
  }
}

async function stepToEnd(api: ApiClient, jobId: string, way: 'undo' | 'redo'): Promise<void> {
  const query = 'query ($jobId: ID!) { job(id: $jobId) { versionNumber } }';
  const { job } = await api.data<{ job: { versionNumber: number } }>(query, { jobId });
  const { done } = await api.data<{ done: { regeneration: { id: string; status: string } } }>(
    `mutation ($input: UndoInput!) { done: ${way}(input: $input) { regeneration { id status } } }`,
    { input: { jobId, expectedVersion: job.versionNumber } },
  );
  if (done.regeneration.status === 'COMPLETED') throw new Error('A video that should be gone is kept');
  const events = await followToEnd(api, done.regeneration.id);
  const { type, message } = events.at(-1)!;
  if (type !== 'REGENERATION_COMPLETE') throw new Error(`${way}: ${message}`);
}

async function bytesUnder(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(
    files.map(async (file) => (await stat(join(file.parentPath, file.name))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

const mebibytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(1);
