import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { downloadOutput } from '../../runner/video/output/download.js';
import { ForbiddenAddress } from '../../runner/video/output/outbound.js';

/**
 * The provider's API, whose answers lead wherever the test wants; and an internal server that must not be called.
 */
let provider: Server;
let inside: Server;
let folder: string;
let answer: RequestListener;
const asked: IncomingMessage[] = [];
let callsInside = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outbound-'));
  provider = await serve((request, response) => {
    asked.push(request);
    answer(request, response);
  });
  inside = await serve((_request, response) => {
    callsInside++;
    response.setHeader('Content-Type', 'video/mp4').end('secret');
  });
  inside.on('connection', () => callsInside++);
});
afterEach(async () => {
  expect(callsInside).toBe(0);
  expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
  asked.length = 0;
});
afterAll(async () => {
  for (const server of [provider, inside]) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  await rm(folder, { recursive: true });
});

async function serve(listener: RequestListener): Promise<Server> {
  const server = createServer(listener);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return server;
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;
const own = (): URL => new URL(`http://127.0.0.1:${portOf(provider)}/v1/`);

async function download(url: string, limitMs = 20_000): Promise<string> {
  const hosts = { own: [own()], ownHeaders: { Authorization: 'Bearer r8_token' }, others: OTHERS };
  const path = join(folder, 'output.mp4');
  await rm(path, { force: true });
  await downloadOutput(url, path, { hosts, limitMs }, new AbortController().signal);
  return await readFile(path, 'utf8');
}

/** `localhost` is a listed name that leads inside: a host whose owner points it there. */
const OTHERS = ['replicate.delivery', 'localhost'];
const film = (response: ServerResponse): void =>
  void response.setHeader('Content-Type', 'video/mp4').end('film');
const redirect = (to: string): RequestListener => {
  return (_request, response) => void response.writeHead(302, { Location: to }).end();
};

it('an output of the provider itself is fetched, with its token, through three redirects at most', async () => {
  answer = (request, response) => {
    const left = Number(new URL(request.url!, own()).searchParams.get('left'));
    if (left === 0) film(response);
    else redirect(`/v1/output?left=${left - 1}`)(request, response);
  };
  expect(await download(`${own().href}output?left=3`)).toBe('film');
  expect(asked.map(({ headers }) => headers.authorization)).toEqual(Array(4).fill('Bearer r8_token'));
  asked.length = 0;
  await expect(download(`${own().href}output?left=4`)).rejects.toThrow(ForbiddenAddress);
  // Otherwise it would be redirected the next time, too.
  expect(asked).toHaveLength(4);
});

const FORBIDDEN: [what: string, url: () => string][] = [
  ['plain http', () => `http://127.0.0.1:${portOf(inside)}/`],
  ['plain http to a host of the list', () => 'http://replicate.delivery/x.mp4'],
  ['another port of the same machine', () => `https://127.0.0.1:${portOf(inside)}/`],
  ['another port of a host of the list', () => `https://localhost:${portOf(inside)}/`],
  ['a host that is not on the list', () => 'https://clips.example/x.mp4'],
  ['a host that begins like one of the list', () => 'https://replicate.delivery.evil.example/x.mp4'],
  ['a host that ends like one of the list', () => 'https://evilreplicate.delivery/x.mp4'],
  ['a host of the list as user name', () => 'https://replicate.delivery@evil.example/x.mp4'],
  ['a user at a host of the list', () => 'https://a:b@replicate.delivery/x.mp4'],
  ['a name of the list that leads inside', () => 'https://localhost/x.mp4'],
  ['the metadata of a cloud', () => 'https://169.254.169.254/latest/meta-data'],
  ['an address in other words', () => 'https://0x7f000001/'],
  ['an address mapped into IPv6', () => 'https://[::ffff:127.0.0.1]/'],
  ['a file', () => 'file:///etc/passwd'],
  ['data', () => 'data:video/mp4;base64,AAAA'],
  ['no address', () => 'https://'],
];

it.each(FORBIDDEN)('%s is never called: not when it is named, not after a redirect', async (_what, url) => {
  await expect(download(url())).rejects.toThrow(ForbiddenAddress);
  expect(asked).toHaveLength(0);
  answer = redirect(url());
  await expect(download(`${own().href}output`)).rejects.toThrow(ForbiddenAddress);
});

it.each([
  'https://clips.example/x.mp4',
  'https://replicate.delivery.evil.example/x.mp4',
  'https://evilreplicate.delivery/x.mp4',
  'https://replicate.delivery@evil.example/x.mp4',
])('%s is refused by the list, before its name is looked up', async (url) => {
  await expect(download(url)).rejects.toMatchObject({
    cause: { message: expect.stringContaining('which is not on the list of hosts') as unknown },
  });
});

it('an address that is on the list by itself is refused all the same where it is private', async () => {
  const hosts = { own: [own()], ownHeaders: {}, others: ['127.0.0.1', '[::1]', '10.0.0.1'] };
  for (const host of hosts.others) {
    const failed = downloadOutput(
      `https://${host}/`,
      join(folder, 'x'),
      { hosts, limitMs: 5000 },
      new AbortController().signal,
    );
    await expect(failed).rejects.toThrow(ForbiddenAddress);
  }
});

it('what promises to be larger than the limit is not read', async () => {
  answer = (_request, response) => {
    response.writeHead(200, { 'Content-Type': 'video/mp4', 'Content-Length': 513 * 1024 * 1024 });
    response.write('film');
  };
  await expect(download(`${own().href}output`)).rejects.toThrow(/larger than 512 MiB/);
}, 30_000);

it('what does not end is given up after its time', async () => {
  answer = (_request, response) => {
    response.writeHead(200, { 'Content-Type': 'video/mp4' });
    const drip = setInterval(() => response.write('f'), 50);
    response.on('close', () => clearInterval(drip));
  };
  await expect(download(`${own().href}output`, 800)).rejects.toThrow(/cannot be fetched whole/);
});
