import { JobFollower, type JobChange, type JobChangeType } from './job-follower.js';

const change = (type: JobChangeType, jobId = 'a'): JobChange => ({ type, jobId, userId: 'u' });

/** What it takes when it comes back for all that waits. */
async function taken(follower: JobFollower): Promise<string[]> {
  const all: string[] = [];
  const end = change('SNAPSHOT', 'end');
  follower.notify(end);
  for (;;) {
    const next = await follower.next();
    if (next === null || next === end) return all;
    all.push(`${next.type} ${next.jobId}`);
  }
}

it('a follower who is slow takes the newest of each kind, in the order of the newest', async () => {
  const follower = new JobFollower(null);
  const newest = change('UPDATED');
  for (let count = 0; count < 1000; count++) follower.notify(change('UPDATED'));
  follower.notify(change('CREATED', 'b'));
  follower.notify(change('UPDATED', 'b'));
  follower.notify(newest);
  expect(await taken(follower)).toEqual(['CREATED b', 'UPDATED b', 'UPDATED a']);
});

it('of a job that is deleted nothing else is notified', async () => {
  const follower = new JobFollower(null);
  for (const type of ['CREATED', 'UPDATED', 'DELETED'] as const) follower.notify(change(type));
  expect(await taken(follower)).toEqual(['DELETED a']);
});

it('a follower of one job hears of no other; one that leaves is woken', async () => {
  const follower = new JobFollower('a');
  follower.notify(change('UPDATED', 'b'));
  const next = follower.next();
  follower.leave();
  expect(await next).toBeNull();
});
