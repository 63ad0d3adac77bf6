import { startTcpProxy } from '../../kit/proxies/tcp-proxy.js';
import { until } from '../../kit/server/until.js';
import { ffmpegGate, type FfmpegGate } from './ffmpeg-gate.js';
import { ended, isAlive, runnersOf } from '../../kit/server/runners.js';
import { darken, openSetup, outcomeOf, SHORT_LEASE, type Setup } from '../fault-fixture.js';

const ENDED_WELL = {
  end: 'REGENERATION_COMPLETE',
  sequences: 'contiguous',
  charged: ['video_generator'],
  currentVersion: 2,
  broken: [],
};

/** Every row that a run writes. */
async function rows({ db, jobId }: Setup, id: string): Promise<unknown> {
  return [
    await db.clipRegeneration.findUnique({ where: { id } }),
    await db.regenerationEvent.findMany({ where: { regenerationId: id }, orderBy: { sequence: 'asc' } }),
    await db.paidCall.findMany({ where: { regenerationId: id } }),
    await db.jobCost.findMany({ where: { jobId } }),
    await db.clipVersion.findMany({ where: { jobId }, orderBy: { id: 'asc' } }),
    await db.job.findUnique({ where: { id: jobId } }),
  ];
}

/** Cuts a runner off from its database; returns when it ended, and the end of its regeneration. */
async function cutOff(): Promise<object> {
  let gate!: FfmpegGate;
  let proxy!: Awaited<ReturnType<typeof startTcpProxy>>;
  const setup = await openSetup(async (fixture) => {
    gate = await ffmpegGate(fixture.dataDir, 'rendering');
    proxy = await startTcpProxy(fixture.databaseUrl);
    return { ...SHORT_LEASE, FFMPEG_PATH: gate.path, DATABASE_URL: proxy.through(fixture.databaseUrl) };
  });
  const id = await darken(setup);
  await gate.reached();
  const [runner] = runnersOf(setup.server);
  proxy.set('stall');
  await ended(runner!, 30_000);
  const [row] = await setup.db.$queryRaw<{ held: boolean }[]>`
    SELECT lease_until > clock_timestamp() AS held FROM clip_regenerations WHERE id = ${id}::uuid`;
  proxy.set('pass');
  await gate.open();
  const outcome = await outcomeOf(setup, id);
  await setup.close();
  await proxy.close();
  return { held: row?.held, outcome };
}

/** Stops a runner for longer than its lease, and wakes it after another runner has finished its work. */
async function stoppedAndWoken(): Promise<object> {
  let gate!: FfmpegGate;
  const setup = await openSetup(async (fixture) => {
    gate = await ffmpegGate(fixture.dataDir, 'rendering');
    return { ...SHORT_LEASE, FFMPEG_PATH: gate.path, LOG_LEVEL: 'info' };
  });
  const id = await darken(setup);
  await gate.reached();
  const [runner] = runnersOf(setup.server);
  // Its server is killed first, because it would kill the runner at once. The next server knows only the lease.
  const printed = setup.server.output;
  setup.server.process.kill('SIGKILL');
  process.kill(runner!, 'SIGSTOP');
  await gate.open();
  await setup.restart();
  const outcome = await outcomeOf(setup, id);
  const before = await rows(setup, id);
  expect(isAlive(runner!)).toBe(true);
  process.kill(runner!, 'SIGCONT');
  await ended(runner!, 10_000);
  await until(() => printed().includes('The runner ends'));
  const after = await rows(setup, id);
  await setup.close();
  return {
    outcome,
    untouched: { before, after },
    said: /"outcome":"(\w+)"/.exec(printed().split('fence').at(-1)!)?.[1],
  };
}

describe('a runner whose lease has run out', () => {
  // Both wait for a lease, so they wait at the same time.
  let cut: Promise<object>;
  let woken: Promise<object>;
  beforeAll(async () => {
    cut = cutOff();
    woken = stoppedAndWoken();
    await Promise.allSettled([cut, woken]);
  }, 180_000);

  it('15: because it was cut off, has stopped itself before that, and is replaced', async () => {
    expect(await cut).toMatchObject({ held: true, outcome: ENDED_WELL });
  });

  it('17: because it was stopped, wakes, touches no row and ends; the result of its replacement stands', async () => {
    const { outcome, untouched, said } = (await woken) as {
      outcome: object;
      untouched: { before: unknown; after: unknown };
      said: string;
    };
    expect(outcome).toMatchObject(ENDED_WELL);
    expect(untouched.after).toEqual(untouched.before);
    expect(said).toBe('superseded');
  });
});
