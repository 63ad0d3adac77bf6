import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import express from 'express';
import { endSlowBodies } from './slow-bodies.js';

const LIMIT_MS = 200;

let server: Server;
let port: number;

beforeAll(async () => {
  const app = express().use(endSlowBodies(LIMIT_MS), express.json());
  app.post('/', async (request, response) => {
    await wait(2 * LIMIT_MS);
    response.json(request.body);
  });
  server = createServer(app);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => void server.close());

it('ends a connection whose body does not come', async () => {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(
    'POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{"a"',
  );
  await once(socket, 'close');
});

it('leaves alone an answer that takes long', async () => {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`http://127.0.0.1:${port}`, { method: 'POST', headers, body: '{"a":1}' });
  expect(await answer.json()).toEqual({ a: 1 });
});
