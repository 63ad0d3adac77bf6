import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { startHttpProxy } from './http-proxy.js';

const HALF = 'POST /graphql HTTP/1.1\r\nHost: here\r\nContent-Length: 9\r\n\r\nhalf';

it('keeps complete requests; one that breaks off is no failure', async () => {
  const server = createServer(
    (incoming, outgoing) => void incoming.resume().on('end', () => outgoing.end('ok')),
  );
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const proxy = await startHttpProxy(() => `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  try {
    const arrived = once(server, 'request');
    const breaking = connect(Number(new URL(proxy.url).port), '127.0.0.1');
    breaking.write(HALF);
    const [incoming] = await arrived;
    breaking.resetAndDestroy();
    await new Promise((resolve) => incoming.on('close', resolve));
    const answer = await fetch(`${proxy.url}/graphql`, { method: 'POST', body: 'whole' });
    expect(await answer.text()).toBe('ok');
    expect(proxy.operations).toEqual(['whole']);
  } finally {
    await proxy.close();
    server.closeAllConnections();
    server.close();
  }
});
