import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** A free local port, for programs whose address must be known before they start, or that restart at the same address. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await once(probe.listen(0, '127.0.0.1'), 'listening');
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
