import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { boundUntrusted, trust } from './untrusted-connections.js';

it('connections that nobody has signed in are bounded: the oldest goes, and one that is signed in stays', async () => {
  const http = createServer((request, response) => {
    trust(request.socket);
    response.end();
  });
  boundUntrusted(http, 3);
  await once(http.listen(0, '127.0.0.1'), 'listening');
  const { port } = http.address() as AddressInfo;
  const sockets: Socket[] = [];
  const open = async (): Promise<Socket> => {
    const accepted = once(http, 'connection');
    const socket = connect(port, '127.0.0.1').on('error', () => undefined);
    sockets.push(socket);
    await accepted;
    return socket;
  };
  const signedIn = await open();
  signedIn.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  await once(signedIn, 'data');
  const oldest = await open();
  const closed = once(oldest, 'close');
  const others = [await open(), await open()];
  expect(oldest.closed).toBe(false);
  others.push(await open());
  await closed;
  expect([signedIn, ...others].map((socket) => socket.closed)).toEqual([false, false, false, false]);
  for (const socket of sockets) socket.destroy();
  http.close();
});
