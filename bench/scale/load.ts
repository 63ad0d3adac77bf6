import { setMaxListeners } from 'node:events';
import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { subscribeRaw } from '../delivery/raw-subscriber.js';

/** Somebody with a page open. */
export interface Watcher {
  token: string;
  jobId: string;
  regenerationId: string;
}

/** What a page asks beside its subscription (web/src/job/use-job-pulse.ts). */
const PULSE = `query JobPulse($id: ID!) {
  job(id: $id) { id status totalCost activeRegeneration { id } }
  regenerations(jobId: $id, first: 1) { id status lastSequence }
}`;
const PULSE_EVERY_MS = 2000;

/** Subscriptions that are open, one a watcher. */
export interface Subscribers {
  /** Events that have come so far. */
  heard(): number;
  leave(): void;
}

export async function subscribeAll(url: string, watchers: Watcher[]): Promise<Subscribers> {
  let heard = 0;
  const sockets = await Promise.all(
    watchers.map(({ token, regenerationId }) => subscribeRaw(url, token, regenerationId, () => heard++)),
  );
  return { heard: () => heard, leave: () => sockets.forEach((socket) => socket.destroy()) };
}

/** Pages that ask their light question until they are closed; milliseconds of each answer. */
export interface Pages {
  answers: number[];
  close(): Promise<void>;
}

export function openPages(url: string, watchers: Watcher[]): Pages {
  const closed = new AbortController();
  setMaxListeners(0, closed.signal);
  const answers: number[] = [];
  const page = async (watcher: Watcher, index: number): Promise<void> => {
    // One of its own, as a browser's: a shared one keeps connections that the server gives up.
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    await wait((PULSE_EVERY_MS * index) / watchers.length, closed.signal);
    while (!closed.signal.aborted) {
      const began = performance.now();
      await ask(url, watcher, agent);
      answers.push(performance.now() - began);
      await wait(PULSE_EVERY_MS, closed.signal);
    }
    agent.destroy();
  };
  const pages = Promise.all(watchers.map(page));
  return {
    answers,
    async close() {
      closed.abort();
      await pages;
    },
  };
}

async function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  await pause(milliseconds, undefined, { signal }).catch(() => undefined);
}

async function ask(url: string, { token, jobId }: Watcher, agent: Agent): Promise<void> {
  const body = JSON.stringify({ query: PULSE, variables: { id: jobId } });
  await postGraphql(url, token, body, agent);
}

/** The body of the answer. */
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
