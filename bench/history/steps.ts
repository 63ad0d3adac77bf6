import { randomUUID } from 'node:crypto';
import { insertJob } from '../../test/kit/rows/job-rows.js';
import { publishChange } from '../../test/kit/rows/published-change.js';
import { ApiClient } from '../../test/kit/server/client.js';
import { tokenFor } from '../../test/kit/server/tokens.js';
import type { Goal } from '../kit/goal.js';
import { percentile } from '../kit/http-load.js';
import type { Stage } from './stage.js';

const MANY = 30;
const STEPS = 60;
const LIMIT_MS = 300;

/** Undo and redo where the final video is kept: from the mutation to the address of the video, of one clip and of thirty. */
export async function measureSteps(stage: Stage): Promise<Goal[]> {
  const goals: Goal[] = [];
  for (const clips of [1, MANY]) {
    const latencies = await stepTimes(stage, clips);
    const name = `history, undo of ${clips === 1 ? 'one clip' : `${clips} clips`}`;
    goals.push({
      ...{ name, measured: percentile(latencies, 95), wanted: LIMIT_MS, unit: ' ms (p95)', better: 'lower' },
    });
  }
  return goals;
}

async function stepTimes({ db, server }: Stage, clips: number): Promise<number[]> {
  const userId = randomUUID();
  const jobId = await insertJob(db, { userId, clips: 60 });
  for (let clipIndex = 0; clipIndex < clips; clipIndex++)
    await publishChange(db, { jobId, userId, clipIndex, instruction: 'make it nighttime' });
  const api = new ApiClient(server.url, await tokenFor(userId));
  // All clips in one publication, which undo takes back as one.
  await api.data(RESTORE, { input: { jobId, versionNumber: 1 } });
  let current = await currentVersion(api, jobId);
  const latencies: number[] = [];
  for (let step = 0; step < STEPS; step++) {
    const began = performance.now();
    const { done } = await api.data<Step>(STEP(step % 2 === 0 ? 'undo' : 'redo'), {
      input: { jobId, expectedVersion: current },
    });
    latencies.push(performance.now() - began);
    if (done.job.videoUrl === null || done.regeneration.status !== 'COMPLETED')
      throw new Error(`A step is ${done.regeneration.status}`);
    current = done.job.versionNumber;
  }
  return latencies;
}

const RESTORE =
  'mutation ($input: RestoreVideoVersionInput!) { restoreVideoVersion(input: $input) { job { id } } }';
const STEP = (
  name: 'undo' | 'redo',
): string => `mutation ($input: UndoInput!) { done: ${name}(input: $input) {
  job { versionNumber videoUrl } regeneration { id status } } }`;

interface Step {
  done: {
    job: { versionNumber: number; videoUrl: string | null };
    regeneration: { id: string; status: string };
  };
}

async function currentVersion(api: ApiClient, jobId: string): Promise<number> {
  const query = 'query ($jobId: ID!) { job(id: $jobId) { versionNumber } }';
  return (await api.data<{ job: { versionNumber: number } }>(query, { jobId })).job.versionNumber;
}
