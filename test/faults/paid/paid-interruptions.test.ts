import { setTimeout as sleep } from 'node:timers/promises';
import { spread } from '../../kit/effort.js';
import { followToEnd } from '../../kit/server/editing.js';
import { brokenInvariants } from '../../kit/database/invariants.js';
import {
  booksOf,
  callIs,
  callOf,
  createPaidFixture,
  eachBook,
  meter,
  type PaidFixture,
} from '../../kit/paid/paid-fixture.js';
import { SHORT_LEASE } from '../fault-fixture.js';
import { startTcpProxy, type TcpProxy } from '../../kit/proxies/tcp-proxy.js';
import { until } from '../../kit/server/until.js';
import { runnersOf } from '../../kit/server/runners.js';

/** A prediction that runs on while what waits for it is interrupted. */
let fixture: PaidFixture;
let postgres: TcpProxy;

beforeAll(async () => {
  postgres = await startTcpProxy(process.env.TEST_DATABASE_TEMPLATE_URL!);
  fixture = await createPaidFixture({
    databaseUrl: (straight) => postgres.through(straight),
    env: SHORT_LEASE,
  });
}, 300_000);
afterAll(async () => {
  await fixture.drop();
  await postgres.close();
});
beforeEach(() => fixture.provider.course({ end: 'held', startMs: 0 }));
afterEach(async () => {
  expect(await brokenInvariants(fixture.db)).toEqual([]);
});

const rowOf = async (
  id: string,
): Promise<{ attempt: number; maxAttempts: number; leaseUntil: Date | null; status: string }> =>
  await fixture.db.clipRegeneration.findUniqueOrThrow({ where: { id } });

const isClaimed = async (id: string, attempt: number): Promise<boolean> => {
  const row = await rowOf(id);
  return row.attempt === attempt && row.leaseUntil !== null && row.leaseUntil > new Date();
};

/** Once released, the started prediction is the only one, and is paid once. */
async function finishes(id: string, count: ReturnType<typeof meter>): Promise<void> {
  fixture.provider.predictions.at(-1)!.release();
  await until(async () => (await rowOf(id)).status === 'completed', { limitMs: 60_000, what: 'a new clip' });
  expect(count()).toEqual({ charged: 1, made: 1, usd: '0.2500' });
  expect(await booksOf(fixture.db, id)).toEqual(eachBook('0.2500'));
  expect(await callOf(fixture.db, id)).toMatchObject({ posts: 1, ambiguous: false });
}

it('14: a runner that is stopped in the middle of a prediction is replaced within 10 s', async () => {
  const count = meter(fixture.provider);
  const id = await fixture.confirm();
  await callIs(fixture.db, id, 'accepted');
  const { attempt, maxAttempts } = await rowOf(id);
  for (const pid of runnersOf(fixture.server)) process.kill(pid, 'SIGTERM');
  await until(async () => await isClaimed(id, attempt + 1), { what: 'the next attempt' });
  expect(await rowOf(id)).toMatchObject({ maxAttempts: maxAttempts + 1 });
  await finishes(id, count);
  expect((await followToEnd(fixture.api, id)).at(-1)?.type).toBe('REGENERATION_COMPLETE');
}, 90_000);

/** How Postgres goes away; silence first, for it is noticed by limits alone. */
const OUTAGES: [string, number, () => void][] = [
  ['silent', 60_000, () => postgres.set('stall')],
  [
    'away',
    40_000,
    () => {
      postgres.refuse(true);
      postgres.cut();
    },
  ],
];

it.each(spread(OUTAGES, 1))(
  '23: a prediction is resumed after Postgres was %s for longer than a runner waits for it',
  async (_, limitMs, begin) => {
    const count = meter(fixture.provider);
    const id = await fixture.confirm();
    await callIs(fixture.db, id, 'accepted');
    const [runner] = runnersOf(fixture.server);
    begin();
    await until(() => !runnersOf(fixture.server).includes(runner!), {
      limitMs: 40_000,
      what: 'a runner that stops itself',
    });
    await sleep(2000);
    expect(count()).toMatchObject({ made: 1 });
    postgres.refuse(false);
    postgres.set('pass');
    await until(async () => await isClaimed(id, 2), { limitMs, what: 'the next attempt' });
    await finishes(id, count);
  },
  180_000,
);
