import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { limited } from './limited.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

it('ends a request that is never answered, also where garbage is collected meanwhile', async () => {
  const silent = createServer(() => undefined);
  await once(silent.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const asked = limited(new AbortController().signal, 500, async (signal) => await fetch(url, { signal }));
  const ended = expect(asked).rejects.toThrow('Not done within 500 ms');
  await sleep(100);
  collectGarbage();
  await ended;
  silent.close();
});

it('ends with the run, for the reason that the run has', async () => {
  const run = new AbortController();
  const waiting = limited(
    run.signal,
    60_000,
    async (signal) =>
      await sleep(60_000, undefined, { signal }).catch(() => {
        throw signal.reason;
      }),
  );
  run.abort(new Error('told to stop'));
  await expect(waiting).rejects.toThrow('told to stop');
  await expect(limited(run.signal, 60_000, async () => 'begun')).rejects.toThrow('told to stop');
});

it('hears first what has arrived while the process was held up', async () => {
  const dripping = createHttpServer((_request, response) => {
    const drip = setInterval(() => response.write('.'), 50);
    response.once('close', () => clearInterval(drip));
  });
  await once(dripping.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(dripping.address() as AddressInfo).port}`;
  let heard = 0;
  const reading = limited(new AbortController().signal, 500, async (signal, restart) => {
    for await (const bytes of (await fetch(url, { signal })).body!) {
      restart();
      heard += bytes.byteLength;
      if (heard === 3) holdUp(1000);
      if (heard >= 6) return 'all';
    }
    return 'cut';
  });
  expect(await reading).toBe('all');
  dripping.closeAllConnections();
  dripping.close();
});

function holdUp(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}
