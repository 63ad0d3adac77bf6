import type { ModelJob, ModelQueued, ModelStarter } from './model.js';

/** The rules of a queue, as prisma/functions has them in SQL. */

const overlap = (some: readonly number[], others: readonly number[]): boolean =>
  some.some((clip) => others.includes(clip));

/** Whose turn it is: the first that waits and shares no clip with one before it. */
export const nextOf = ({ queue }: ModelJob): ModelQueued | undefined =>
  queue.find(
    ({ state, clips }, at) =>
      state === 'WAITING' && !queue.slice(0, at).some((before) => overlap(before.clips, clips)),
  );

/** Whether changes of these clips could start at once. */
export const isIdle = (job: ModelJob, clips: readonly number[]): boolean =>
  job.status !== 'regenerating' &&
  nextOf(job) === undefined &&
  !job.queue.some((queued) => overlap(queued.clips, clips));

/** What a server may take, of each job one at most. */
export const dueOf = (jobs: readonly ModelJob[]): { job: ModelJob; queued: ModelQueued }[] =>
  jobs.flatMap((job) => {
    const queued = ['completed', 'failed'].includes(job.status) ? nextOf(job) : undefined;
    return queued === undefined || queued.isHeld ? [] : [{ job, queued }];
  });

/** The change that a server took, if it is still what it was. */
export const unchanged = ({ job, id, revision }: ModelStarter): ModelQueued | undefined =>
  job.queue.find((queued) => queued.id === id && queued.revision === revision);

export function move(job: ModelJob, queued: ModelQueued, place: number): void {
  const others = job.queue.filter((each) => each !== queued);
  const at = Math.min(Math.max(place, 1), job.queue.length) - 1;
  job.queue = others.toSpliced(at, 0, queued);
}

export function leave(job: ModelJob, queued: ModelQueued): void {
  job.queue = job.queue.filter((each) => each !== queued);
}
