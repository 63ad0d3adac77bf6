import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { WebSocket } from 'ws';
import type { TestServer } from '../kit/server/server.js';
import { tokenFor } from '../kit/server/tokens.js';
import { ProductionFixture, PUBLIC_URL } from './production-server.js';

let fixture: ProductionFixture;
let server: TestServer;
let token: string;

beforeAll(async () => {
  fixture = await ProductionFixture.create();
  server = await fixture.start({
    REPLICATE_API_TOKEN: 'r8_x',
    REPLICATE_WEBHOOK_SECRET: `whsec_${'A'.repeat(32)}`,
  });
  token = await tokenFor(randomUUID());
});
afterAll(async () => {
  await fixture.drop();
});

const JSON_BODY = { 'Content-Type': 'application/json' };
const signedIn = (): Record<string, string> => ({ Authorization: `Bearer ${token}` });

/** Each way in which a route refuses; those of GraphQL have GraphQL's shape. */
const REFUSALS: [method: string, path: string, signed: boolean, status: number, code: string][] = [
  ['GET', '/imports', false, 401, 'UNAUTHENTICATED'],
  ['PUT', '/imports/x/files/y.mp4', false, 401, 'UNAUTHENTICATED'],
  ['GET', '/imports/x', true, 404, 'NOT_FOUND'],
  ['GET', '/imports/%ff', true, 400, 'BAD_USER_INPUT'],
  ['GET', '/imports/x/y', true, 404, 'NOT_FOUND'],
  ['GET', '/jobs/x/clips/0/thumbnail', false, 401, 'UNAUTHENTICATED'],
  ['GET', '/jobs/x/clips/0/thumbnail', true, 404, 'NOT_FOUND'],
  ['GET', '/jobs/x/clips/y/thumbnail', true, 404, 'NOT_FOUND'],
  ['GET', '/media/video-clips/x.mp4', false, 403, 'FORBIDDEN'],
  ['POST', '/webhooks/replicate', false, 401, 'UNAUTHENTICATED'],
  ['POST', '/webhooks/other', false, 404, 'NOT_FOUND'],
  ['GET', '/webhooks/other', false, 404, 'NOT_FOUND'],
  ['POST', '/auth/demo', false, 404, 'NOT_FOUND'],
  ['GET', '/auth/demo', false, 404, 'NOT_FOUND'],
  ['GET', '/playground', false, 404, 'NOT_FOUND'],
  ['GET', '/%ff', false, 400, 'BAD_USER_INPUT'],
  ['GET', '/wp-login.php', false, 404, 'NOT_FOUND'],
  ['POST', '/wp-login.php', false, 404, 'NOT_FOUND'],
  ['OPTIONS', '/wp-login.php', false, 404, 'NOT_FOUND'],
  ['GET', '/jobs/app.js.map', false, 404, 'NOT_FOUND'],
  ['GET', '/assets/gone.js', false, 404, 'NOT_FOUND'],
  ['GET', '/.env', false, 404, 'NOT_FOUND'],
  ['GET', '/.git/config', false, 404, 'NOT_FOUND'],
];

it.each(REFUSALS)('%s %s (signed in: %s) is refused with %i %s in one shape', async (...refusal) => {
  const [method, path, signed, status, code] = refusal;
  const headers = signed ? signedIn() : {};
  const response = await fetch(`${server.url}${path}`, { method, headers });
  expect([response.status, await response.json()]).toEqual([
    status,
    { error: { code, message: expect.stringMatching(/^[A-Z].*[.…]/) as unknown } },
  ]);
  expect(response.headers.get('www-authenticate')).toBe(status === 401 ? 'Bearer' : null);
  expect(response.headers.get('cache-control')).toBe('no-store');
});

/** The methods of every address, beside OPTIONS. */
const METHODS: [path: string, methods: string[]][] = [
  ['/graphql', ['GET', 'HEAD', 'POST']],
  ['/imports', ['GET', 'HEAD', 'POST']],
  ['/imports/demo', ['POST']],
  ['/imports/x', ['GET', 'HEAD', 'DELETE']],
  ['/imports/x/files/y.mp4', ['PUT', 'DELETE']],
  ['/imports/x/start', ['POST']],
  ['/healthz', ['GET', 'HEAD']],
  ['/readyz', ['GET', 'HEAD']],
  ['/metrics', ['GET', 'HEAD']],
  ['/webhooks/replicate', ['POST']],
  ['/jobs/x/clips/0/thumbnail', ['GET', 'HEAD']],
  ['/media/video-clips/x.mp4', ['GET', 'HEAD']],
  ['/playground', ['GET', 'HEAD']],
  ['/assets/x.js', ['GET', 'HEAD']],
  ['/', ['GET', 'HEAD']],
  ['/jobs/1', ['GET', 'HEAD']],
];

it.each(METHODS)('%s has the methods %j and no other, and says so', async (path, methods) => {
  const allow = [...methods, 'OPTIONS'].join(', ');
  for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']) {
    const response = await fetch(`${server.url}${path}`, { method });
    const text = await response.text();
    expect([method, response.status === 405]).toEqual([method, !methods.includes(method)]);
    if (response.status !== 405 || method === 'HEAD') continue;
    expect(response.headers.get('allow')).toBe(allow);
    const answer = JSON.parse(text) as { error: object; errors: [{ extensions: object }] };
    const error = path === '/graphql' ? answer.errors[0].extensions : answer.error;
    expect(error).toMatchObject({ code: 'BAD_USER_INPUT', ...(path === '/graphql' && { status: 405 }) });
  }
  const options = await fetch(`${server.url}${path}`, { method: 'OPTIONS' });
  expect([options.status, options.headers.get('allow')]).toEqual([204, allow]);
});

it.each([
  '/',
  '/jobs/1',
  '/healthz',
  '/readyz',
  '/metrics',
  '/graphql',
  '/imports',
  '/assets/x.js',
  '/media/x',
])('no browser guesses what %s is', async (path) => {
  const response = await fetch(`${server.url}${path}`);
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
});

it('the pages may speak to our socket and read our media, and post to no other host', async () => {
  const policyAt = async (url: string): Promise<string[]> =>
    (await fetch(url)).headers.get('content-security-policy')!.split('; ');
  const { host } = new URL(server.url);
  const policy = await policyAt(server.url);
  const socket = PUBLIC_URL.replace('https', 'wss');
  expect(policy).toContain(`connect-src 'self' ${socket} ws://${host} wss://${host} ${PUBLIC_URL}`);
  expect(policy).toContain("form-action 'self'");
});

describe('/graphql', () => {
  const get = async (headers: Record<string, string>): Promise<Response> =>
    await fetch(`${server.url}/graphql?query={viewer{id}}`, { headers });

  it('answers a GET with a token, which no foreign page can send; without one it wants a header of that kind', async () => {
    expect((await get(signedIn())).status).toBe(200);
    expect((await get({})).status).toBe(400);
    const unsigned = await get({ 'Apollo-Require-Preflight': 'true' });
    expect([unsigned.status, unsigned.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
  });

  it('answers HEAD as GET, without the body', async () => {
    const head = async (query: string): Promise<Response> =>
      await fetch(`${server.url}/graphql?query=${query}`, { method: 'HEAD', headers: signedIn() });
    const answer = await head('{viewer{id}}');
    expect([answer.status, await answer.text()]).toEqual([200, '']);
    expect(answer.headers.get('content-type')).toMatch(/json/);
    expect((await head('mutation{cancelRegeneration(id:"1"){id}}')).status).toBe(405);
  });

  it('is never stored, whatever the answer', async () => {
    const post = async (headers: Record<string, string>, body: string): Promise<Response> =>
      await fetch(`${server.url}/graphql`, { method: 'POST', headers, body });
    const answers = [
      await get(signedIn()),
      await get({}),
      await post({ ...JSON_BODY, ...signedIn() }, '{"query":"{ viewer { id } }"}'),
      await post({ ...JSON_BODY, ...signedIn() }, '{"query":"{ viewr }"}'),
      await post({ ...JSON_BODY, ...signedIn() }, '{"query":'),
      await post(JSON_BODY, '{"query":"{ viewer { id } }"}'),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 400, 200, 400, 400, 401]);
    for (const { headers } of answers) expect(headers.get('cache-control')).toBe('no-store');
  });
});

/** Sends bytes on a connection of its own, and drops it once they are out or the server has closed it. */
async function sendBytes(bytes: string): Promise<void> {
  const socket = connect(Number(new URL(server.url).port), 'localhost').on('error', () => undefined);
  socket.write(bytes);
  await once(socket.resume(), 'close', { signal: AbortSignal.timeout(200) }).catch(() => socket.destroy());
}

/** Opens a socket without a token, lets `act` use it, and waits for its end. */
async function abuseSocket(
  act: (socket: WebSocket) => void,
  protocol = 'graphql-transport-ws',
): Promise<void> {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/graphql`, protocol);
  socket.on('error', () => undefined);
  socket.once('open', () => act(socket));
  await new Promise((resolve) => socket.once('close', resolve));
}

/** A client frame with a mask of zeros. */
function frame(opcode: number, payload: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0x80 | opcode, 0x80 | payload.length, 0, 0, 0, 0]), payload]);
}
const bytesOf = (socket: WebSocket): { write: (bytes: Buffer) => void; destroy: () => void } =>
  (socket as unknown as { _socket: { write: (bytes: Buffer) => void; destroy: () => void } })._socket;

it('nothing that a stranger sends writes a stack to the log, or anything but JSON', async () => {
  const before = server.output().length;
  const half = 'Content-Type: application/json\r\nContent-Length: 99\r\n\r\n{"query"';
  for (const bytes of [
    'nonsense\r\n\r\n',
    `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
    `POST /graphql HTTP/1.1\r\nHost: x\r\n${half}`,
    `POST /imports/x/start HTTP/1.1\r\nHost: x\r\n${half}`,
    `PUT /imports/x/files/x.mp4 HTTP/1.1\r\nHost: x\r\n${half}`,
    `POST /webhooks/replicate HTTP/1.1\r\nHost: x\r\n${half}`,
    'GET //[ HTTP/1.1\r\nHost: [\r\n\r\n',
    'GET /graphql HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    'OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n',
  ])
    await sendBytes(bytes);
  for (const [method, path] of REFUSALS) await (await fetch(`${server.url}${path}`, { method })).text();
  for (const [type, encoding] of [
    ['application/json; charset=x', 'identity'],
    ['application/json', 'gzip'],
    ['application/json', 'zip'],
    ['text/plain', 'identity'],
  ] as const) {
    const headers = { 'Content-Type': type, 'Content-Encoding': encoding };
    await (await fetch(`${server.url}/graphql`, { method: 'POST', headers, body: '{"a":' })).text();
  }
  await abuseSocket((socket) => socket.send('x'.repeat(65 * 1024)));
  await abuseSocket((socket) => socket.send('{"type":"next","id":"1","payload":{}}'));
  await abuseSocket((socket) => socket.send('{"type":"subscribe","id":"1","payload":{"query":"{a}"}}'));
  await abuseSocket((socket) =>
    socket.send('{"type":"connection_init","payload":{"authorization":{"a":1}}}'),
  );
  await abuseSocket((socket) => bytesOf(socket).write(frame(0x3, Buffer.alloc(1))));
  await abuseSocket((socket) => bytesOf(socket).write(frame(0x1, Buffer.from([0xff, 0xfe]))));
  await abuseSocket((socket) => {
    for (let index = 0; index < 50; index++) socket.send('{"type":"ping"}');
    setImmediate(() => bytesOf(socket).destroy());
  });
  await abuseSocket(() => undefined, 'graphql-ws');
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  for (const line of server.output().slice(before).split('\n').filter(Boolean))
    expect(JSON.parse(line)).toEqual(expect.not.objectContaining({ err: expect.anything() as unknown }));
});
