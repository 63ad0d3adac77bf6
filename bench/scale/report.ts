import type { Goal } from '../kit/goal.js';
import { percentile } from '../kit/http-load.js';
import type { Busy, Moment, PagesMeasured } from './measure/measure.js';
import type { Window } from './measure/window.js';

/** All measurements. */
export interface Measured {
  before: Moment;
  few: Busy;
  many: Busy;
  pages: PagesMeasured;
  after: Moment;
  bytes: { event: number; regeneration: number };
}

/** The cost of one running regeneration per second, beyond the idle cost. */
interface Share {
  transactions: number;
  runnersTransactions: number;
  events: number;
  apiCpuMs: number;
  databaseCpuMs: number;
  walKilobytes: number;
}

/** A lease is renewed every 5 s. */
const RENEWALS_A_SECOND = 0.2;
/** Between two rounds of the reconciler. */
const ROUND_EVERY_MS = 2000;

export function report({ before, few, many, pages, after, bytes }: Measured): void {
  console.log(`nothing running: ${describeIdle(before)}`);
  for (const busy of [few, many]) reportBusy(busy, before.window);
  reportPages(pages, before);
  console.log(`nothing running, afterwards: ${describeIdle(after)}`);
  console.log(
    `on the disk: ${bytes.event.toFixed(0)} B an event, ${(bytes.regeneration / 1024).toFixed(1)} KiB a regeneration's row`,
  );
}

function describeIdle({ window, memory }: Moment): string {
  const { transactions, connections, cpuSeconds } = window.database;
  const parts = [
    `api ${percentOf(window.apiCpuSeconds, window)} CPU, ${megabytes(memory.heapUsed)} heap, ${megabytes(memory.rss)} resident`,
    `database ${(transactions / window.seconds).toFixed(1)} transactions/s, ${percentOf(cpuSeconds, window)} CPU, ${connections} connections`,
    `round of the reconciler ${ranks(window.rounds)}`,
  ];
  return parts.join('; ');
}

function reportBusy(busy: Busy, idle: Window): void {
  const { count, burst, requests } = busy;
  console.log(
    `${count} running: requested at once, all claimed after ${burst.rampSeconds.toFixed(1)} s; admitted to Job ${ranks(burst.dispatched)}; pod to claim ${ranks(burst.claimed)}`,
  );
  const kinds = [...requests].map(([kind, times]) => `${times} ${kind}`).join(', ');
  console.log(
    `  Kubernetes: ${kinds}; rounds of the reconciler, all ${busy.rounds.length}: ${ranks(busy.rounds)}`,
  );
  for (const name of ['alone', 'subscribed'] as const) {
    const { window, memory } = busy[name];
    const share = shareOf(window, idle, count);
    console.log(
      `  ${TITLES[name]}: api ${percentOf(window.apiCpuSeconds, window)} CPU, ${megabytes(memory.heapUsed)} heap, ${megabytes(memory.rss)} resident; database ${(window.database.transactions / window.seconds).toFixed(0)} transactions/s, ${percentOf(window.database.cpuSeconds, window)} CPU, ${window.database.connections} connections; round ${ranks(window.rounds)}`,
    );
    console.log(
      `    each, a second: ${share.events.toFixed(2)} events, ${share.transactions.toFixed(2)} transactions (${share.runnersTransactions.toFixed(2)} of the runner), ${share.walKilobytes.toFixed(2)} KiB WAL, ${share.apiCpuMs.toFixed(2)} ms of api CPU, ${share.databaseCpuMs.toFixed(2)} ms of database CPU`,
    );
  }
  console.log(
    `  ${busy.subscribed.heard} events came to subscribers; a connection holds ${busy.megabytesAConnection.toFixed(1)} MB of the database's machine`,
  );
}

const apiCpuMs = ({ apiCpuSeconds }: Window): number => 1000 * apiCpuSeconds;
const transactions = ({ database }: Window): number => database.transactions;

/** The cost of one moment per second, beyond that of another. */
function beyond(more: Moment, less: Moment, pick: (window: Window) => number): number {
  const usage = ({ window }: Moment): number => pick(window) / window.seconds;
  return usage(more) - usage(less);
}

function reportPages({ count, open, changing }: PagesMeasured, idle: Moment): void {
  const changesASecond = changing.made / changing.seconds;
  const heap = (open.memory.heapUsed - idle.memory.heapUsed) / 1024 / count;
  console.log(
    `${count} pages open, nothing running: each ${(beyond(open, idle, apiCpuMs) / count).toFixed(2)} ms of api CPU a second and ${heap.toFixed(0)} KiB of heap; all together ${beyond(open, idle, transactions).toFixed(1)} transactions a second`,
  );
  const [cpu, each] = [apiCpuMs, transactions].map((pick) => beyond(changing, open, pick) / changesASecond);
  console.log(
    `  ${changesASecond.toFixed(0)} changes a second: ${changing.heard} of ${changing.made} came to pages; ${cpu!.toFixed(2)} ms of api CPU and ${each!.toFixed(1)} transactions each, the change itself included`,
  );
}

const TITLES = {
  alone: 'without subscribers',
  subscribed: 'each has a subscriber',
};

function shareOf({ seconds, ...window }: Window, idle: Window, count: number): Share {
  const each = (pick: (window: Omit<Window, 'seconds'>) => number): number =>
    (pick(window) / seconds - pick(idle) / idle.seconds) / count;
  return {
    transactions: each(({ database }) => database.transactions),
    runnersTransactions: each(({ runnersTransactions }) => runnersTransactions),
    events: each(({ database }) => database.events),
    apiCpuMs: 1000 * each(({ apiCpuSeconds }) => apiCpuSeconds),
    databaseCpuMs: 1000 * each(({ database }) => database.cpuSeconds),
    walKilobytes: each(({ database }) => database.walBytes) / 1024,
  };
}

function percentOf(cpuSeconds: number, { seconds }: Window): string {
  return `${((100 * cpuSeconds) / seconds).toFixed(1)} %`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 ** 2).toFixed(1)} MB`;
}

function ranks(milliseconds: number[]): string {
  if (milliseconds.length === 0) return 'none';
  const [p50, p99] = [50, 99].map((rank) => percentile(milliseconds, rank).toFixed(1));
  return `p50 ${p50} ms, p99 ${p99} ms`;
}

export function goalsOf({ before, few, many }: Measured): Goal[] {
  const asked = [...many.requests.values()].reduce((sum, times) => sum + times, 0);
  const [shareOfFew, share] = [few, many].map(({ subscribed, count }) =>
    shareOf(subscribed.window, before.window, count),
  ) as [Share, Share];
  // Each event is appended, announced, received by the api's LISTEN connection, and read once by the api for all
  // its subscribers.
  const floor = 4 * share.events + RENEWALS_A_SECOND;
  const heapKilobytes =
    (many.subscribed.memory.heapUsed - few.subscribed.memory.heapUsed) / 1024 / (many.count - few.count);
  const goal = (name: string, measured: number, wanted: number, unit: string): Goal => ({
    ...{ name: `scale-${name}`, measured, wanted, unit },
    better: 'lower',
  });
  return [
    goal('kubernetes-requests', asked / many.count, 3, ' a regeneration'),
    goal('transactions', share.transactions / floor, 1.1, 'x of what events and leases need'),
    goal('reconcile-p99', percentile(steadyRounds(many), 99), ROUND_EVERY_MS / 10, ' ms'),
    goal('dispatch-p99', percentile(many.burst.dispatched, 99), 5000, ' ms'),
    goal('heap', heapKilobytes, 100, ' KiB a regeneration and its subscriber'),
    goal('api-cpu', share.apiCpuMs / shareOfFew.apiCpuMs, 1.2, 'x of what each costs among 20'),
    goal(
      'database-cpu',
      share.databaseCpuMs / shareOfFew.databaseCpuMs,
      1.2,
      'x of what each costs among 20',
    ),
  ];
}

/** Without those of the start, when hundreds of Jobs change. */
function steadyRounds({ alone, subscribed }: Busy): number[] {
  return [...alone.window.rounds, ...subscribed.window.rounds];
}
