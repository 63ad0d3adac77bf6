import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.js';

let echo: Server;
let proxy: TcpProxy;
/** What the server received on all connections. */
let received: string;
/** The server's end of the latest connection. */
let serverSide: Socket | undefined;

beforeEach(async () => {
  received = '';
  echo = createServer((socket) => {
    socket.on('error', () => undefined).on('data', (chunk) => (received += chunk.toString()));
    serverSide = socket.pipe(socket);
  });
  await once(echo.listen(0, '127.0.0.1'), 'listening');
  proxy = await startTcpProxy(`tcp://127.0.0.1:${(echo.address() as AddressInfo).port}`);
});
afterEach(async () => {
  await proxy.close();
  await new Promise((resolve) => echo.close(resolve));
});

interface Client {
  socket: Socket;
  heard: () => string;
  /** The code of the error that ended it; null for a regular end. */
  closed: Promise<string | null>;
}

async function open(): Promise<Client> {
  const socket = connect(proxy.port, '127.0.0.1');
  let heard = '';
  let code: string | null = null;
  socket.on('data', (chunk) => (heard += chunk.toString()));
  socket.on('error', (error: NodeJS.ErrnoException) => (code = error.code ?? ''));
  const closed = new Promise<string | null>((resolve) => socket.once('close', () => resolve(code)));
  await Promise.race([once(socket, 'connect').catch(() => undefined), closed]);
  return { socket, heard: () => heard, closed };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await setTimeout(5);
}

it('names the same address by way of itself', () => {
  const url = new URL(proxy.through('postgresql://user:secret@db.example:5432/name?sslmode=disable'));
  expect(url.host).toBe(`127.0.0.1:${proxy.port}`);
  expect(url.href.replace(url.host, '')).toBe('postgresql://user:secret@/name?sslmode=disable');
});

it('carries bytes both ways, and the end', async () => {
  const client = await open();
  client.socket.end('hello');
  expect(await client.closed).toBeNull();
  expect(client.heard()).toBe('hello');
  await until(() => proxy.live() === 0);
});

it('holds everything back while it stalls, with the socket open, and loses none of it', async () => {
  const client = await open();
  client.socket.write('before ');
  await until(() => client.heard() === 'before ');
  proxy.set('stall');
  client.socket.write('after');
  await setTimeout(100);
  expect([received, client.socket.destroyed]).toEqual(['before ', false]);
  proxy.set('pass');
  await until(() => client.heard() === 'before after');
  client.socket.destroy();
});

it('does not tell a stalled client that its server is gone', async () => {
  const client = await open();
  client.socket.write('x');
  await until(() => client.heard() === 'x');
  proxy.set('stall');
  serverSide!.destroy();
  expect(await Promise.race([client.closed, setTimeout(100, 'still open')])).toBe('still open');
  proxy.cut();
  expect(await client.closed).toBe('ECONNRESET');
});

it('loses a reply alone: the request arrives', async () => {
  const client = await open();
  proxy.setToClient('stall');
  client.socket.write('pay');
  await until(() => received === 'pay');
  expect(proxy.cut()).toBe(1);
  expect(await client.closed).toBe('ECONNRESET');
  expect(client.heard()).toBe('');
});

it('loses a request alone: it never arrives', async () => {
  proxy.setToServer('stall');
  const client = await open();
  client.socket.write('pay');
  await setTimeout(50);
  proxy.cut();
  expect(await client.closed).toBe('ECONNRESET');
  expect(received).toBe('');
});

it('passes no more than the bytes of a slow way', async () => {
  const client = await open();
  proxy.setToServer({ bytesPerSecond: 100 });
  client.socket.write('x'.repeat(1000));
  await setTimeout(350);
  expect(received.length).toBeGreaterThanOrEqual(10);
  expect(received.length).toBeLessThan(500);
  proxy.set('pass');
  await until(() => client.heard().length === 1000);
  client.socket.destroy();
});

it('refuses new connections while the open ones go on', async () => {
  const old = await open();
  proxy.refuse(true);
  expect(await (await open()).closed).toBe('ECONNRESET');
  old.socket.write('still here');
  await until(() => old.heard() === 'still here');
  proxy.refuse(false);
  const next = await open();
  next.socket.write('back');
  await until(() => next.heard() === 'back');
});

it('strands the open connections for good, and new ones pass', async () => {
  const old = await open();
  old.socket.write('1');
  await until(() => old.heard() === '1');
  expect(proxy.strand()).toBe(1);
  old.socket.write('2');
  const next = await open();
  next.socket.write('3');
  await until(() => next.heard() === '3');
  expect([old.heard(), old.socket.destroyed, received]).toEqual(['1', false, '13']);
});
