import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import express from 'express';
import pg from 'pg';
import { pino } from 'pino';
import { validateWebhook } from 'replicate';
import { errorAnswers } from '../../../api/http/error-answers.js';
import { webhookRoute } from '../../../api/http/webhooks.js';
import { PREDICTION_CHANNEL } from '../../../core/regeneration/prediction-channel.js';
import { notifiedPauses } from '../../../runner/video/prediction-pauses.js';
import { PROVIDERS } from '../../../runner/video/providers/registry.js';
import { booksOf, eachBook, meter } from '../../kit/paid/paid-fixture.js';
import { createPaidRuns, type PaidRuns } from '../../kit/paid/paid-run.js';
import { deliver, signed, type Delivery } from '../../providers/replicate-webhooks.js';
import { until } from '../../kit/server/until.js';

/** The provider's webhooks: a notification to the waiting runner, and nothing else. */
let runs: PaidRuns;
let http: Server;
let url: string;
let client: pg.Client;
let notifications: string[] = [];
let log = '';

beforeAll(async () => {
  runs = await createPaidRuns();
  const sink = new Writable({ write: (line, _encoding, done) => (void (log += String(line)), done()) });
  const [source] = PROVIDERS.webhooks({ REPLICATE_WEBHOOK_SECRET: runs.provider.webhooks.secret });
  const route = webhookRoute({ db: runs.db, source: source!, log: pino(sink) });
  http = createServer(express().use(route, errorAnswers(pino(sink))));
  await once(http.listen(0, '127.0.0.1'), 'listening');
  url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/webhooks/replicate`;
  client = new pg.Client({ connectionString: runs.databaseUrl });
  await client.connect();
  await client.query(`LISTEN ${PREDICTION_CHANNEL}`);
  client.on('notification', ({ payload }) => void notifications.push(payload ?? ''));
}, 60_000);
afterAll(async () => {
  await client.end();
  http.closeAllConnections();
  http.close();
  await runs.drop();
});
beforeEach(() => {
  notifications = [];
  log = '';
  runs.provider.webhooks.delivered = true;
  runs.provider.course({ runMs: 300, startMs: 50, end: 'succeeded' });
});

const now = (): string => String(Math.floor(Date.now() / 1000));
let sent = 0;

/** A webhook as the provider would send it, with some changes. */
function webhook(change: { secret?: string; timestamp?: string; body?: string } = {}): Delivery {
  const { secret = runs.provider.webhooks.secret, timestamp = now(), body = '{"id":"p1"}' } = change;
  return { url, body, headers: signed(secret, `msg_${sent++}`, timestamp, body), status: null };
}

/** The notifications until a final webhook. */
async function heard(): Promise<string[]> {
  expect(await deliver(webhook({ body: '{"id":"last"}' }))).toBe(200);
  await until(() => notifications.includes('last'));
  return notifications.filter((payload) => payload !== 'last');
}

it("the provider's stand-in signs as the provider's own client expects it", async () => {
  const { headers, body } = webhook();
  expect(await validateWebhook({ headers, body } as never, runs.provider.webhooks.secret)).toBe(true);
});

describe('29: a webhook', () => {
  it('29: that is signed is a notification, however often it comes', async () => {
    const delivery = webhook();
    expect([await deliver(delivery), await deliver(delivery), await deliver(delivery)]).toEqual([
      200, 200, 200,
    ]);
    expect(await heard()).toEqual(['p1']);
  });

  it.each<[string, () => Delivery]>([
    ['forged', () => webhook({ secret: `whsec_${Buffer.from('somebody else').toString('base64')}` })],
    ['replayed after an hour', () => webhook({ timestamp: String(Number(now()) - 3600) })],
    ['from the future', () => webhook({ timestamp: String(Number(now()) + 3600) })],
    ['unsigned', () => ({ ...webhook(), headers: { 'content-type': 'application/json' } })],
    ['changed on its way', () => ({ ...webhook(), body: '{"id":"p2"}' })],
    [
      'signed for another time',
      () => ({ ...webhook(), headers: { ...webhook().headers, 'webhook-timestamp': '1' } }),
    ],
    [
      'signed with half a signature',
      () => ({ ...webhook(), headers: { ...webhook().headers, 'webhook-signature': 'v1,AAAA v1, v2' } }),
    ],
  ])('29: that is %s is refused, with a line in the log', async (_what, make) => {
    expect(await deliver(make())).toBe(401);
    expect(log).toContain('A webhook was refused');
    expect(await heard()).toEqual([]);
  });

  it.each(['no JSON', '{}', '{"id":7}', `{"id":"p1'; DROP TABLE jobs"}`])(
    '29: that names no prediction is accepted and ignored: %s',
    async (body) => {
      expect(await deliver(webhook({ body }))).toBe(200);
      expect(await heard()).toEqual([]);
    },
  );

  it('29: that is larger than any prediction is not read', async () => {
    expect(await deliver(webhook({ body: `{"id":"p1","x":"${'x'.repeat(3 << 20)}"}` }))).toBe(413);
    expect(await heard()).toEqual([]);
  });
});

describe('a run', () => {
  const NEVER_MS = 600_000;
  const quiet = pino({ level: 'silent' });

  it('29: is woken by its webhook, whose content is not trusted, and is paid once', async () => {
    const count = meter(runs.provider);
    runs.provider.course({ runMs: 2500 });
    const { id, failure } = await runs.run({
      webhookUrl: url,
      // Without the webhook it would wait until the test ends.
      pausesOf: notifiedPauses(runs.databaseUrl, quiet, NEVER_MS),
    });
    expect([failure, count()]).toEqual([null, { charged: 1, made: 1, usd: '0.2500' }]);
    expect(runs.provider.webhooks.deliveries.at(-1)).toMatchObject({ status: 200 });
    expect(await deliver(runs.provider.webhooks.deliveries.at(-1)!)).toBe(200);
    expect(await booksOf(runs.db, id)).toEqual(eachBook('0.2500'));
  }, 60_000);

  it('29: whose webhook comes too early goes on waiting', async () => {
    runs.provider.course({ runMs: 3000 });
    const made = runs.provider.predictions.length;
    const running = runs.run({
      webhookUrl: url,
      pausesOf: notifiedPauses(runs.databaseUrl, quiet, NEVER_MS),
    });
    await until(() => runs.provider.predictions.length > made, { limitMs: 30_000, what: 'a prediction' });
    const body = JSON.stringify({ id: runs.provider.predictions.at(-1)!.id, status: 'failed' });
    expect(await deliver(webhook({ body }))).toBe(200);
    expect((await running).failure).toBeNull();
  }, 60_000);

  it('30: whose webhook never comes is finished by polling', async () => {
    runs.provider.webhooks.delivered = false;
    const { failure } = await runs.run({
      webhookUrl: url,
      pausesOf: notifiedPauses(runs.databaseUrl, quiet, 1000),
    });
    expect(failure).toBeNull();
    expect(notifications).not.toContain(runs.provider.predictions.at(-1)!.id);
  }, 60_000);
});
