import { setTimeout as pause } from 'node:timers/promises';
import { changeJobs, openPages, subscribeAll } from '../load.js';
import { megabytesAConnection } from './database-load.js';
import type { Figures } from '../inspected.js';
import { endBurst, startBurst, type Burst } from '../launch-burst.js';
import { roundsIn, watchFor, type Window } from './window.js';
import type { User, Fixture } from '../scale-fixture.js';

const WINDOW_SECONDS = 7;
/** Until a page has loaded and the machine is quiet again. */
const SETTLE_MS = 1500;

export interface Moment {
  window: Window;
  memory: Figures;
}

/** Nothing is being changed. */
export async function measureIdle(fixture: Fixture): Promise<Moment> {
  await pause(SETTLE_MS);
  return {
    window: await watchFor(fixture, WINDOW_SECONDS),
    memory: await fixture.inspected.afterCollection(),
  };
}

/** Several regenerations at once, from their admission to their end. */
export interface Busy {
  count: number;
  burst: Burst;
  /** Without subscribers; with one for each. */
  alone: Moment;
  subscribed: Moment & { heard: number };
  /** Over the whole time: requests by `verb resource`, without watches, and rounds of the reconciler. */
  requests: Map<string, number>;
  rounds: number[];
  megabytesAConnection: number;
}

export async function measureBusy(fixture: Fixture, users: User[], video: number): Promise<Busy> {
  const asked = fixture.kubernetes.requests.length;
  const printed = fixture.server.output().length;
  const burst = await startBurst(fixture, users, video);
  const alone = await moment(fixture);
  const subscribers = await subscribeAll(fixture.server.url, burst.watchers);
  await pause(SETTLE_MS);
  const heard = subscribers.heard();
  const subscribed = { ...(await moment(fixture)), heard: 0 };
  subscribed.heard = subscribers.heard() - heard;
  const connection = await megabytesAConnection(fixture.postmaster);
  await endBurst(fixture, burst);
  subscribers.leave();
  return {
    ...{ count: users.length, burst, alone, subscribed },
    requests: counted(fixture.kubernetes.requests.slice(asked)),
    rounds: roundsIn(fixture.server.output().slice(printed)),
    megabytesAConnection: connection,
  };
}

/** Pages that are open while nothing changes, then while the job of each changes once a second. */
export interface PagesMeasured {
  count: number;
  open: Moment;
  changing: Moment & { heard: number; made: number; seconds: number };
}

export async function measurePages(fixture: Fixture, users: User[]): Promise<PagesMeasured> {
  const viewers = users.map(({ token, jobIds }) => ({ token, jobId: jobIds[0]! }));
  const pages = await openPages(fixture.server.url, viewers);
  await pause(SETTLE_MS);
  const open = await moment(fixture);
  const [before, began] = [pages.heard(), performance.now()];
  const stop = changeJobs(fixture.db, viewers);
  const changed = await moment(fixture);
  const made = await stop();
  const seconds = (performance.now() - began) / 1000;
  await pause(SETTLE_MS);
  const heard = pages.heard() - before;
  pages.leave();
  return { count: users.length, open, changing: { ...changed, heard, made, seconds } };
}

async function moment(fixture: Fixture): Promise<Moment> {
  const window = await watchFor(fixture, WINDOW_SECONDS);
  return { window, memory: await fixture.inspected.afterCollection() };
}

function counted(requests: { verb: string; resource: string }[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { verb, resource } of requests) {
    if (verb === 'watch') continue;
    const kind = `${verb} ${resource}`;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return counts;
}
