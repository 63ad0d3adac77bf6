import { request, type Agent } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { PrismaClient } from '../../prisma/client.js';
import { ping, progressOf, subscribeRaw } from '../delivery/raw-subscriber.js';

/** A user with an open page. */
export interface Viewer {
  token: string;
  jobId: string;
}

/** A user who follows a change. */
export interface Watcher extends Viewer {
  regenerationId: string;
}

/** The subscription of an open page (web/src/job/use-job-changes.ts). */
const JOB_CHANGED = `subscription JobChanged($jobId: ID!) {
  jobChanged(jobId: $jobId) { type job { id title status totalCost activeRegeneration { id status lastSequence } } }
}`;
const PING_EVERY_MS = 2000;

/** Open subscriptions, one per watcher. */
export interface Subscribers {
  /** Events received so far. */
  heard(): number;
  leave(): void;
}

export async function subscribeAll(url: string, watchers: Watcher[]): Promise<Subscribers> {
  let heard = 0;
  const sockets = await Promise.all(
    watchers.map(({ token, regenerationId }) =>
      subscribeRaw(url, token, progressOf(regenerationId), () => heard++),
    ),
  );
  return { heard: () => heard, leave: () => sockets.forEach((socket) => socket.destroy()) };
}

/** Open pages, each with its own socket, which pings as browsers do. */
export async function openPages(url: string, watchers: Viewer[]): Promise<Subscribers> {
  let heard = 0;
  const pings: NodeJS.Timeout[] = [];
  const sockets = await Promise.all(
    watchers.map(async ({ token, jobId }, index) => {
      const asked = { query: JOB_CHANGED, variables: { jobId } };
      const socket = await subscribeRaw(url, token, asked, () => heard++);
      await pause((PING_EVERY_MS * index) / watchers.length);
      pings.push(setInterval(() => ping(socket), PING_EVERY_MS));
      return socket;
    }),
  );
  return {
    heard: () => heard,
    leave() {
      pings.forEach((timer) => clearInterval(timer));
      sockets.forEach((socket) => socket.destroy());
    },
  };
}

/** Changes each job once a second, one after the other, until it is stopped; returns the number of changes. */
export function changeJobs(db: PrismaClient, watchers: Viewer[]): () => Promise<number> {
  let going = true;
  let made = 0;
  const changing = (async () => {
    while (going) {
      const began = performance.now();
      for (const [index, { jobId }] of watchers.entries()) {
        await db.job.update({ where: { id: jobId }, data: { userPrompt: `Changed ${made++}` } });
        await pause((1000 * (index + 1)) / watchers.length - (performance.now() - began));
      }
    }
  })();
  return async () => {
    going = false;
    await changing;
    return made;
  };
}

/** Returns the body of the answer. */
export async function postGraphql(url: string, token: string, body: string, agent: Agent): Promise<string> {
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
  return await new Promise((resolve, reject) => {
    const outgoing = request(`${url}/graphql`, { agent, method: 'POST', headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('end', () => resolve(Buffer.concat(chunks).toString()));
    });
    outgoing.once('error', reject).end(body);
  });
}
