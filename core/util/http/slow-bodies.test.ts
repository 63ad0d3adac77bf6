import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import express from 'express';
import { allowLongBody, limitBody } from './slow-bodies.js';

const LIMIT_MS = 200;

let server: Server;
let port: number;

beforeAll(async () => {
  const app = express();
  app.post('/read', express.json(), async (request, response) => {
    await wait(2 * LIMIT_MS);
    response.json(request.body);
  });
  // As an upload without a token is answered: at once, while the rest is taken and dropped.
  app.post('/refused', (request, response) => {
    request.resume();
    response.sendStatus(401);
  });
  app.post('/unread', (_request, response) => void response.sendStatus(200));
  app.post('/upload', (request, response) => {
    allowLongBody(request);
    request.resume().once('end', () => response.sendStatus(201));
  });
  server = createServer((request, response) => {
    limitBody(request, LIMIT_MS);
    app(request, response);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => void server.close());

function half(path: string): Socket {
  const socket = connect(port, '127.0.0.1').on('error', () => undefined);
  const head = `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 7\r\n\r\n`;
  socket.write(`${head}{"a"`);
  return socket;
}

it.each(['/read', '/refused', '/unread'])('ends a connection whose body does not come: %s', async (path) => {
  await once(half(path).resume(), 'close');
});

it('leaves alone an answer that takes long', async () => {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`http://127.0.0.1:${port}/read`, { method: 'POST', headers, body: '{"a":1}' });
  expect(await answer.json()).toEqual({ a: 1 });
});

it('leaves alone an upload whose sender is signed in', async () => {
  const socket = half('/upload');
  await wait(2 * LIMIT_MS);
  socket.write(':1}');
  const [answer] = (await once(socket, 'data')) as [Buffer];
  expect(answer.toString()).toMatch(/^HTTP\/1\.1 201 /);
  socket.destroy();
});
