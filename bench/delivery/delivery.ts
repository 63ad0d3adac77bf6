import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { packagePath } from '../../core/util/package-path.js';
import { appendEvent, type EventDatabase } from '../../core/regeneration/events.js';
import { endRegeneration } from '../../core/regeneration/lifecycle.js';
import { createPrismaClient, type PrismaClient } from '../../prisma/client.js';
import { Follower } from '../../test/kit/server/follower.js';
import { signToken, startProgressApi } from '../../test/kit/server/progress-api.js';
import { FENCE, insertRunningRegeneration } from '../../test/kit/rows/running-regeneration.js';
import { startTcpProxy } from '../../test/kit/proxies/tcp-proxy.js';
import { withBenchDatabase } from '../kit/bench-database.js';
import { connectEventDatabase } from '../events/event-database.js';
import type { Goal } from '../kit/goal.js';
import { percentile } from '../kit/http-load.js';
import { progressOf, subscribeRaw } from './raw-subscriber.js';
import { claimOf } from '../../test/kit/rows/claim.js';

const SOCKETS = 2000;
const ROUNDS = 3;
const EVENTS_A_ROUND = 20;
const LONE_EVENTS = 500;
const CUT_EVENTS = 10_000;
const CUT_EVERY_MS = 250;
const EVENT = { type: 'VIDEO_GENERATING', progress: 20, message: 'Generating the clip.' } as const;

interface Fixture {
  db: PrismaClient;
  /** The writer's own connection, as a runner has it. */
  writer: EventDatabase;
  url: string;
  userId: string;
  token: string;
}

/** From an event's commit to a client's socket, over the bundled server and a real database. */
export async function run(): Promise<Goal[]> {
  return await withBenchDatabase('delivery', async (databaseUrl) => {
    const db = createPrismaClient(databaseUrl, { poolSize: 2 });
    const writer = await connectEventDatabase(databaseUrl);
    const api = await startProgressApi(databaseUrl);
    const userId = randomUUID();
    const fixture = { db, writer: writer.db, url: api.url, userId, token: await signToken(userId) };
    try {
      return [...(await measureOne(fixture)), await measureMany(fixture), await measureCuts(fixture)];
    } finally {
      await api.stop();
      await writer.end();
      await db.$disconnect();
    }
  });
}

/** Commits an event and returns the time. */
async function commit({ writer }: Fixture, id: string): Promise<number> {
  await appendEvent(writer, claimOf(id, FENCE), EVENT);
  return now();
}

/** One clock for all processes of this machine. */
function now(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

async function measureOne(fixture: Fixture): Promise<Goal[]> {
  const id = await insertRunningRegeneration(fixture.db, fixture.userId);
  let arrive: (at: number) => void = () => undefined;
  const follower = new Follower({
    url: () => fixture.url,
    token: () => fixture.token,
    regenerationId: id,
    onEvent: () => arrive(now()),
  });
  await follower.subscribed;
  const delays: number[] = [];
  for (let event = 0; event < LONE_EVENTS; event++) {
    const arrival = new Promise<number>((resolve) => (arrive = resolve));
    const committed = await commit(fixture, id);
    if (event >= LONE_EVENTS / 10) delays.push((await arrival) - committed);
    else await arrival;
    await pause(5);
  }
  follower.stop();
  const [p50, p99] = [percentile(delays, 50), percentile(delays, 99)];
  console.log(`one subscriber: p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms after the commit`);
  return [
    { name: 'delivery-p50', measured: p50, wanted: 3, unit: ' ms', better: 'lower' },
    { name: 'delivery-p99', measured: p99, wanted: 15, unit: ' ms', better: 'lower' },
  ];
}

/** The same event at 2,000 sockets, in turn with a plain fan-out; the first round warms up. */
async function measureMany(fixture: Fixture): Promise<Goal> {
  const id = await insertRunningRegeneration(fixture.db, fixture.userId);
  const plain = fork(packagePath('dist/bench/delivery/plain-fan-out.js'));
  const [{ port }] = (await once(plain, 'message')) as [{ port: number }];
  const ours = new Herd();
  await ours.join(fixture.url, fixture.token, id);
  const theirs = new Herd();
  await theirs.join(`http://127.0.0.1:${port}`, fixture.token, id);
  const delays: { ours: number[]; theirs: number[] } = { ours: [], theirs: [] };
  for (let round = 0; round <= ROUNDS; round++) {
    const plainRound = await theirs.hear(async () => await publish(plain));
    const ourRound = await ours.hear(async () => await commit(fixture, id));
    console.log(
      `${round === 0 ? 'warm-up' : `round ${round}`}: ${SOCKETS} sockets: ours ${describe(ourRound)}; plain fan-out ${describe(plainRound)}`,
    );
    if (round === 0) continue;
    delays.ours.push(...ourRound);
    delays.theirs.push(...plainRound);
  }
  [ours, theirs].forEach((herd) => herd.leave());
  plain.disconnect();
  const ratio = percentile(delays.ours, 99) / percentile(delays.theirs, 99);
  return { name: 'delivery-fan-out', measured: ratio, wanted: 1, unit: 'x', better: 'lower' };
}

async function publish(plain: ChildProcess): Promise<number> {
  const published = once(plain, 'message');
  plain.send(1);
  const [{ publishedAt }] = (await published) as [{ publishedAt: number }];
  return publishedAt;
}

function describe(delays: number[]): string {
  return `p50 ${percentile(delays, 50).toFixed(1)} ms, p99 ${percentile(delays, 99).toFixed(1)} ms`;
}

/** 2,000 subscribers of one regeneration. */
class Herd {
  private arrivals: number[] = [];
  private all: () => void = () => undefined;
  private leaving: (() => void)[] = [];

  async join(url: string, token: string, id: string): Promise<void> {
    for (let socket = 0; socket < SOCKETS; socket += 100) {
      const sockets = Array.from({ length: 100 }, () =>
        subscribeRaw(url, token, progressOf(id), () => this.arrive()),
      );
      for (const one of await Promise.all(sockets)) this.leaving.push(() => one.destroy());
    }
    await pause(2000);
  }

  /** The milliseconds from each commit until each subscriber received the event. */
  async hear(commitOne: () => Promise<number>): Promise<number[]> {
    const delays: number[] = [];
    for (let event = 0; event < EVENTS_A_ROUND; event++) {
      this.arrivals = [];
      const everyone = new Promise<void>((resolve) => (this.all = resolve));
      const committed = await commitOne();
      await everyone;
      delays.push(...this.arrivals.map((arrival) => arrival - committed));
      await pause(50);
    }
    return delays;
  }

  leave(): void {
    this.leaving.forEach((leave) => leave());
  }

  private arrive(): void {
    this.arrivals.push(now());
    if (this.arrivals.length === SOCKETS) this.all();
  }
}

/** 10,000 events to one subscriber whose socket is cut again and again. */
async function measureCuts(fixture: Fixture): Promise<Goal> {
  const id = await insertRunningRegeneration(fixture.db, fixture.userId);
  const proxy = await startTcpProxy(fixture.url);
  const follower = new Follower({
    url: () => proxy.through(fixture.url).replace(/\/$/, ''),
    token: () => fixture.token,
    regenerationId: id,
  });
  await follower.subscribed;
  let cuts = 0;
  const cutting = setInterval(() => (cuts += proxy.cut()), CUT_EVERY_MS);
  for (let event = 1; event < CUT_EVENTS; event++) await commit(fixture, id);
  clearInterval(cutting);
  await endRegeneration(fixture.db, claimOf(id, FENCE), { status: 'canceled', message: 'Canceled.' });
  await Promise.race([follower.completed, pause(30_000)]);
  follower.stop();
  await proxy.close();
  const lost = CUT_EVENTS - follower.lastSequence + follower.gaps;
  console.log(`${CUT_EVENTS} events, ${cuts} cuts, ${follower.repeats} events came again, ${lost} were lost`);
  return { name: 'delivery-lost', measured: lost, wanted: 0, unit: ' events', better: 'lower' };
}
