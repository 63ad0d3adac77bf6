import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { appendEvent } from '../../core/regeneration/events.js';
import { PROGRESS } from '../kit/server/operations.js';
import { FENCE, insertRunningRegeneration } from '../kit/rows/running-regeneration.js';
import type { TestServer } from '../kit/server/server.js';
import { tokenFor } from '../kit/server/tokens.js';
import { until } from '../kit/server/until.js';
import { ProductionFixture, PUBLIC_URL } from './production-server.js';
import { SocketClient } from './socket-client.js';
import { claimOf } from '../kit/rows/claim.js';

const KIB_64 = 64 * 1024;
const SOCKETS = 10;
const SUBSCRIPTIONS = 20;
/** Try again later: clients do. */
const NO_ROOM = 1013;
const FORBIDDEN = 4403;
let fixture: ProductionFixture;
let server: TestServer;
let userId: string;
let token: string;
const opened: SocketClient[] = [];

beforeAll(async () => {
  fixture = await ProductionFixture.create();
  server = await fixture.start({ SOCKETS_PER_USER: String(SOCKETS) });
});
beforeEach(async () => {
  userId = randomUUID();
  token = await tokenFor(userId);
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((socket) => socket.close()));
});
afterAll(async () => {
  await fixture.drop();
});

async function open(as: string | null = token, origin?: string, at = server): Promise<SocketClient> {
  const socket = await SocketClient.open(at.url, as, origin);
  opened.push(socket);
  return socket;
}
const outcome = ({ isAcknowledged, closeCode }: SocketClient): unknown =>
  isAcknowledged && closeCode === null ? 'open' : closeCode;

describe('a socket is opened', () => {
  it.each([
    ['by a program, which names no page', undefined, 'open'],
    ['by our page', PUBLIC_URL, 'open'],
    ['by a page of this machine, through a forwarded port', 'own name', 'open'],
    ['by a page of another host', 'https://elsewhere.test', 1006],
    ['by our page without encryption', PUBLIC_URL.replace('https', 'http'), 1006],
    ['by a page on another port of our host', `${PUBLIC_URL}:8443`, 1006],
    ['by a page whose name begins as ours', `${PUBLIC_URL}.elsewhere.test`, 1006],
    ['by a page without an origin, such as a sandboxed frame', 'null', 1006],
  ])('%s: %s → %s', async (_who, origin, expected) => {
    const socket = await open(token, origin === 'own name' ? server.url : origin);
    expect(outcome(socket)).toBe(expected);
  });

  it('only with a token', async () => {
    expect(await (await open(null)).closed()).toBe(FORBIDDEN);
    expect(await (await open('nonsense')).closed()).toBe(FORBIDDEN);
  });
});

it.each<[string, string, Record<string, string>, number, string]>([
  ['of a foreign page', '/graphql', { Origin: 'https://elsewhere.test' }, 403, 'FORBIDDEN'],
  ['for another address', '/elsewhere', {}, 404, 'NOT_FOUND'],
  ['without a key', '/graphql', { 'Sec-WebSocket-Key': '' }, 400, 'BAD_USER_INPUT'],
  ['for another protocol', '/graphql', { Upgrade: 'h2c' }, 400, 'BAD_USER_INPUT'],
])('a request %s is refused as on any route', async (_what, path, headers, status, code) => {
  const request = httpRequest(`${server.url}${path}`, {
    headers: {
      ...{ Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Version': '13' },
      ...{ 'Sec-WebSocket-Key': 'MDEyMzQ1Njc4OWFiY2RlZg==', ...headers },
    },
  });
  const [response] = (await once(request.end(), 'response')) as [IncomingMessage];
  expect([response.statusCode, JSON.parse(await text(response))]).toEqual([
    status,
    { error: { code, message: expect.any(String) as unknown } },
  ]);
  expect(response.headers).toMatchObject({ 'x-content-type-options': 'nosniff' });
});

it('a message may have 64 KiB, and not a byte more', async () => {
  const message = (bytes: number): string => {
    const text = JSON.stringify({ id: '1', type: 'subscribe', payload: { query: '{ viewer { id } } #' } });
    return text.replace('#', `#${'x'.repeat(bytes - text.length)}`);
  };
  const socket = await open();
  socket.sendText(message(KIB_64));
  expect(await socket.answer('1')).toMatchObject({
    type: 'next',
    payload: { data: { viewer: { id: userId } } },
  });
  socket.sendText(message(KIB_64 + 1));
  // Message too big.
  expect(await socket.closed()).toBe(1009);
});

it('a socket carries 20 subscriptions, and not one more until one has ended', async () => {
  const id = await insertRunningRegeneration(fixture.db, userId);
  await appendEvent(fixture.db, claimOf(id, FENCE), {
    type: 'VIDEO_GENERATING',
    progress: 20,
    message: 'Making it.',
  });
  const socket = await open();
  const names = Array.from({ length: SUBSCRIPTIONS }, (_, index) => `s${index}`);
  for (const name of names) socket.ask(name, PROGRESS, { id });
  for (const name of names) expect(await socket.answer(name)).toMatchObject({ type: 'next' });
  socket.ask('more', PROGRESS, { id });
  expect(await socket.answer('more')).toMatchObject({
    type: 'error',
    payload: [{ extensions: { code: 'BAD_USER_INPUT', status: 400 } }],
  });
  socket.complete('s0');
  socket.ask('again', PROGRESS, { id });
  expect(await socket.answer('again')).toMatchObject({ type: 'next' });
});

it('a user has 10 sockets, and not one more until one is closed; other users are unaffected', async () => {
  const first = await open();
  // Refused sockets do not count.
  await Promise.all(Array.from({ length: 5 }, () => open('nonsense')));
  const others = await Promise.all(Array.from({ length: SOCKETS - 1 }, () => open()));
  expect([first, ...others].map(outcome)).toEqual(Array.from({ length: SOCKETS }, () => 'open'));
  expect(await (await open()).closed()).toBe(NO_ROOM);
  expect(await (await open()).closed()).toBe(NO_ROOM);
  expect(outcome(await open(await tokenFor(randomUUID())))).toBe('open');
  await first.close();
  await until(async () => outcome(await open()) === 'open', { what: 'room for another socket' });
});

it('a subscription whose field is left out is refused, and its socket stays', async () => {
  const socket = await open();
  const field = 'regenerationProgress(regenerationId: "1")';
  socket.ask('1', `subscription { ${field} @skip(if: true) { type } }`);
  socket.ask(
    '2',
    `subscription { ...F } fragment F on Subscription { ${field} @include(if: false) { type } }`,
  );
  socket.ask('3', `subscription { ... on Subscription @skip(if: true) { ${field} { type } } }`);
  for (const id of ['1', '2', '3'])
    expect(await socket.answer(id)).toMatchObject({
      type: 'error',
      payload: [{ extensions: { code: 'BAD_USER_INPUT' } }],
    });
  expect(outcome(socket)).toBe('open');
});

describe('a token that ends', () => {
  const now = (): number => Math.floor(Date.now() / 1000);

  it('closes its socket with 4403 within 5 s', async () => {
    const end = now() + 3;
    const socket = await open(await tokenFor(userId, end));
    expect(outcome(socket)).toBe('open');
    expect(await socket.closed()).toBe(FORBIDDEN);
    expect(Date.now()).toBeGreaterThanOrEqual(end * 1000);
    expect(Date.now()).toBeLessThan((end + 5) * 1000);
  });

  it('and is taken for the sake of clocks that differ, serves its socket until 30 s after', async () => {
    const end = now() - 26;
    const socket = await open(await tokenFor(userId, end));
    socket.ask('1', '{ viewer { id } }');
    expect(await socket.answer('1')).toMatchObject({ type: 'next' });
    expect(await socket.closed()).toBe(FORBIDDEN);
    expect(Date.now()).toBeGreaterThanOrEqual((end + 30) * 1000);
    expect(Date.now()).toBeLessThan((end + 35) * 1000);
  });
});

it.each([
  ['no JSON', '{"type":'],
  ['a message of no known type', '{"type":"execute","id":"1"}'],
  ['an operation without a name', '{"type":"subscribe","payload":{"query":"{ viewer { id } }"}}'],
  ['a result, which only servers send', '{"type":"next","id":"1","payload":{"data":null}}'],
  ['an error, which only servers send', '{"type":"error","id":"1","payload":[{"message":"x"}]}'],
  ['an acknowledgment, which only servers send', '{"type":"connection_ack"}'],
  ['an operation that is no text', '{"type":"subscribe","id":"1","payload":{"query":7}}'],
])('a socket that sends %s is closed, and the server goes on', async (_what, text) => {
  const socket = await open();
  socket.sendText(text);
  expect(await socket.closed()).toBe(4400);
  expect(outcome(await open())).toBe('open');
});
