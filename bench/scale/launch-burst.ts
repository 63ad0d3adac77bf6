import { Agent } from 'node:http';
import { LABELS } from '../../api/launcher/job-spec.js';
import { REGENERATE } from '../../test/kit/server/operations.js';
import { until } from '../../test/kit/server/until.js';
import { postGraphql, type Watcher } from './load.js';
import type { User, Fixture } from './scale-fixture.js';

const CONNECTIONS = 20;

/** Regenerations that were requested at the same moment. */
export interface Burst {
  watchers: Watcher[];
  /** From the first request to the last runner's claim, seconds. */
  rampSeconds: number;
  /** Milliseconds for each: from the admitted row to its Job, and from the running pod to the runner's claim. */
  dispatched: number[];
  claimed: number[];
}

/** One change for each user, of one of their videos; resolves once all of them are claimed. */
export async function startBurst(fixture: Fixture, users: User[], video: number): Promise<Burst> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const began = performance.now();
  const watchers = await Promise.all(
    users.map(async ({ token, jobIds }) => await admit(fixture, token, jobIds[video]!, agent)),
  );
  agent.destroy();
  const ids = watchers.map(({ regenerationId }) => regenerationId);
  await until(async () => (await claimedAt(fixture, ids)).size === ids.length, { limitMs: 60_000 });
  const rampSeconds = (performance.now() - began) / 1000;
  return { watchers, rampSeconds, ...(await latencies(fixture, ids)) };
}

async function admit({ server }: Fixture, token: string, jobId: string, agent: Agent): Promise<Watcher> {
  const variables = { input: { jobId, clipIndex: 2, instruction: 'make it nighttime' } };
  const text = await postGraphql(server.url, token, JSON.stringify({ query: REGENERATE, variables }), agent);
  const answer = JSON.parse(text) as { data?: { regenerateClip: { regenerationId: string } } };
  if (!answer.data) throw new Error(`The change was refused: ${text}`);
  return { token, jobId, regenerationId: answer.data.regenerateClip.regenerationId };
}

async function claimedAt(
  { db }: Fixture,
  ids: string[],
): Promise<Map<string, { admitted: Date; claimed: Date }>> {
  const rows = await db.clipRegeneration.findMany({
    where: { id: { in: ids }, startedAt: { not: null } },
    select: { id: true, createdAt: true, startedAt: true },
  });
  return new Map(rows.map((row) => [row.id, { admitted: row.createdAt, claimed: row.startedAt! }]));
}

/** All on one machine with one clock: rows have the database's times, Jobs and pods the cluster's. */
async function latencies(fixture: Fixture, ids: string[]): Promise<Pick<Burst, 'dispatched' | 'claimed'>> {
  const rows = await claimedAt(fixture, ids);
  const dispatched: number[] = [];
  const claimed: number[] = [];
  for (const { metadata } of fixture.kubernetes.jobs()) {
    const row = rows.get(metadata.labels[LABELS.regeneration]!);
    if (row === undefined) continue;
    const [pod] = fixture.kubernetes.podsOf(metadata.name);
    const runningAt = pod!.status.containerStatuses![0]!.state!.running!.startedAt!;
    dispatched.push(Date.parse(metadata.creationTimestamp!) - row.admitted.getTime());
    claimed.push(row.claimed.getTime() - Date.parse(runningAt));
  }
  return { dispatched, claimed };
}

/** Waits until all of them are done, each at its first attempt, and their Jobs with them. */
export async function endBurst(fixture: Fixture, { watchers }: Burst): Promise<void> {
  const id = { in: watchers.map(({ regenerationId }) => regenerationId) };
  const active = async (): Promise<number> =>
    await fixture.db.clipRegeneration.count({ where: { id, completedAt: null } });
  await until(async () => (await active()) === 0, { limitMs: 90_000 });
  const done = await fixture.db.clipRegeneration.count({ where: { id, status: 'completed', attempt: 1 } });
  if (done !== watchers.length)
    throw new Error(`${watchers.length - done} of ${watchers.length} did not get through`);
  await until(() => fixture.kubernetes.jobs().every(({ status }) => status.conditions !== undefined));
}
