import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket, WebSocketServer } from 'ws';
import { startTcpProxy, type TcpProxy } from '../../../test/kit/proxies/tcp-proxy.js';
import { until } from '../../../test/kit/server/until.js';
import { keepHealthy, type SocketLimits } from './keep-healthy.js';

/** Nothing ends by itself; each test shortens its own limit. */
const PATIENT: SocketLimits = {
  checkMs: 20,
  silentMs: 60_000,
  stuckMs: 60_000,
  waitingBytes: 256 * 1024,
  closingMs: 60_000,
};
const MEGABYTE = Buffer.alloc(1024 * 1024);
/** More than the system keeps for a connection whose other side does not read. */
const TOO_MUCH = 32;

let server: WebSocketServer;
let proxy: TcpProxy;
let client: WebSocket;
let served: WebSocket;

afterEach(async () => {
  client.terminate();
  for (const socket of server.clients) socket.terminate();
  await proxy.close();
  await new Promise((resolve) => server.close(resolve));
});

async function connect(limits: Partial<SocketLimits>): Promise<void> {
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  keepHealthy(server, { ...PATIENT, ...limits });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  proxy = await startTcpProxy(url);
  const connected = once(server, 'connection');
  client = new WebSocket(proxy.through(url).replace('http', 'ws')).on('error', () => undefined);
  [served] = (await connected) as [WebSocket];
  await once(client, 'open');
}
const closeCode = async (socket: WebSocket): Promise<number> =>
  ((await once(socket, 'close')) as [number])[0];
const send = (megabytes: number): void => {
  for (let sent = 0; sent < megabytes; sent++) served.send(MEGABYTE);
};

describe('a socket that takes nothing of what waits for it', () => {
  it('is closed with 1013 after its limit, and learns so when it reads on', async () => {
    await connect({ stuckMs: 200 });
    client.pause();
    send(TOO_MUCH);
    await until(() => served.readyState === WebSocket.CLOSING);
    const code = closeCode(client);
    client.resume();
    expect(await code).toBe(1013);
  });

  it('is cut off when it does not take the close either', async () => {
    await connect({ stuckMs: 200, closingMs: 50 });
    client.pause();
    send(TOO_MUCH);
    expect(await closeCode(served)).toBe(1006);
  });

  it('stays while it takes a little now and then', async () => {
    await connect({ stuckMs: 1000 });
    let taken = 0;
    client.on('message', () => {
      taken++;
      client.pause();
      setTimeout(() => client.resume(), 50); // 1.6 s in all, beyond the limit
    });
    // As subscriptions send: the next when the last has left.
    for (let sent = 0; sent < TOO_MUCH; sent++)
      await new Promise((resolve) => served.send(MEGABYTE, resolve));
    await until(() => taken === TOO_MUCH);
    expect(served.readyState).toBe(WebSocket.OPEN);
  });
});

it('a dead socket is cut off after its limit; an idle one that is alive stays', async () => {
  await connect({ silentMs: 500 });
  const openedAt = performance.now();
  while (performance.now() < openedAt + 600) await once(served, 'pong');
  expect(served.readyState).toBe(WebSocket.OPEN);
  const code = closeCode(served);
  expect(proxy.strand()).toBe(1);
  proxy.set('stall');
  expect(await code).toBe(1006);
});

it('what this process was held up does not count as silence of the others', async () => {
  await connect({ silentMs: 500 });
  await once(served, 'pong');
  const heldUpUntil = performance.now() + 1000;
  while (performance.now() < heldUpUntil);
  await once(served, 'pong');
  expect(served.readyState).toBe(WebSocket.OPEN);
});

it('a client that asks and asks and takes no answer is not read until it does', async () => {
  await connect({});
  const asks = 500;
  let heard = 0;
  let answered = 0;
  served.on('message', () => (heard++, served.send(MEGABYTE.subarray(0, 128 * 1024))));
  client.on('message', () => answered++);
  client.pause();
  for (let ask = 0; ask < asks; ask++) client.send(MEGABYTE.subarray(0, 32 * 1024));
  await until(() => served.isPaused);
  await pause(200);
  expect(heard).toBeLessThan(asks / 2);
  client.resume();
  await until(() => answered === asks);
});
