import { once } from 'node:events';
import { connect } from 'node:net';
import { listen } from './listen.js';

it('an unused connection outlives what proxies keep, and the time for headers is longer still', async () => {
  const listening = await listen('127.0.0.1', 0);
  const { http, port } = listening;
  listening.serve((_request, response) => response.end());
  const socket = connect(port, '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  const [answer] = (await once(socket, 'data')) as [Buffer];
  expect(answer.toString()).toMatch(/^keep-alive: timeout=65\r$/im);
  expect(http.headersTimeout).toBeGreaterThan(http.keepAliveTimeout);
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
