import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { HEADER_LIMITS, listen, type Listening } from './listen.js';

/** All that a connection answers until it is closed; `send` gets it open. */
async function answerTo({ port }: Listening, send: (socket: Socket) => void): Promise<Answer> {
  const socket = connect(port, '127.0.0.1').setEncoding('utf8');
  let text = '';
  socket.on('data', (part: string) => (text += part)).on('error', () => undefined);
  send(socket);
  await once(socket, 'close');
  const [head, body] = text.split('\r\n\r\n') as [string, string];
  const fields = head.split('\r\n').slice(1);
  const headers = Object.fromEntries(
    fields.map((line) => line.toLowerCase().split(': ') as [string, string]),
  );
  return { status: Number(head.split(' ')[1]), headers, body };
}

interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

function expectError({ headers, body }: Answer, code = 'BAD_USER_INPUT'): void {
  expect(headers).toMatchObject({
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  expect(JSON.parse(body)).toEqual({
    error: { code, message: expect.stringMatching(/^[A-Z].+\.$/) as unknown },
  });
}

it('an unused connection outlives what proxies keep', async () => {
  const listening = await listen('127.0.0.1', 0);
  const { http, port } = listening;
  listening.serve((_request, response) => response.end());
  const socket = connect(port, '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  const [answer] = (await once(socket, 'data')) as [Buffer];
  expect(answer.toString()).toMatch(/^keep-alive: timeout=65\r$/im);
  socket.destroy();
  http.close();
});

it('until the application serves, every request is answered with 503 in the shape of all errors', async () => {
  const { http, port } = await listen('127.0.0.1', 0);
  const response = await fetch(`http://127.0.0.1:${port}/graphql`);
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1']);
  expect(await response.json()).toEqual({
    error: { code: 'SERVICE_UNAVAILABLE', message: 'The server is starting.' },
  });
  http.closeAllConnections();
  http.close();
});

describe('what Node refuses before any route', () => {
  let listening: Listening;
  beforeAll(async () => {
    listening = await listen('127.0.0.1', 0, { headersTimeout: 100, connectionsCheckingInterval: 20 });
    listening.serve((_request, response) => response.end('served'));
  });
  afterAll(() => void listening.http.close());

  it.each([
    ['no HTTP', 'nonsense\r\n\r\n', 400],
    ['the wrong line ends', 'GET / HTTP/1.1\nHost: x\rX: y\n\n', 400],
    ['no Host', 'GET / HTTP/1.1\r\n\r\n', 400],
    ['two lengths', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n', 400],
    ['large headers', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
    ['an expectation', 'POST / HTTP/1.1\r\nHost: x\r\nExpect: miracles\r\nContent-Length: 1\r\n\r\n', 417],
    ['a proxy’s method', 'CONNECT x:443 HTTP/1.1\r\nHost: x:443\r\n\r\n', 501],
    ['half its headers', 'GET / HTTP/1.1\r\nHost: x\r\n', 408],
    ['nothing', '', 408],
  ])('%s: answered in the shape of all errors', async (_what, bytes, status) => {
    const answer = await answerTo(listening, (socket) => socket.write(bytes));
    expect(answer.status).toBe(status);
    expectError(answer);
  });

  it('headers that trickle are not waited for', async () => {
    const answer = await answerTo(listening, (socket) => {
      socket.write('GET / HTTP/1.1\r\n');
      const trickle = setInterval(() => socket.write('X: y\r\n'), 10);
      socket.once('close', () => clearInterval(trickle));
    });
    expect(answer.status).toBe(408);
    expectError(answer);
  });

  it('HTTP/1.0 needs no Host', async () => {
    const answer = await answerTo(listening, (socket) => socket.write('GET / HTTP/1.0\r\n\r\n'));
    expect([answer.status, answer.body]).toEqual([200, 'served']);
  });

  it('the limits are the 30 s that the documents name', () => {
    expect(HEADER_LIMITS.headersTimeout + HEADER_LIMITS.connectionsCheckingInterval).toBe(30_000);
  });
});
