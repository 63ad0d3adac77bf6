import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { itStoresObjects } from '../../../test/kit/storage/behavior.js';
import { startS3Server, type S3Server } from '../../../test/kit/storage/s3-server.js';
import { startTcpProxy } from '../../../test/kit/proxies/tcp-proxy.js';
import { asAttachment } from '../download-name.js';
import { createS3Storage, type PresigningStorage } from './s3.js';
import type { S3Settings } from './s3-settings.js';

let server: S3Server;
let folder: string;
let emptyPrefixes = 0;

beforeAll(async () => (server = await startS3Server()));
afterAll(async () => await server.close());
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 's3-test-'))));
afterEach(async () => await rm(folder, { recursive: true, force: true }));

/** A storage under a prefix of its own. */
function opened(changed: Partial<S3Settings> = {}): PresigningStorage {
  return createS3Storage({ ...server.settings, prefix: `test-${emptyPrefixes++}/`, ...changed });
}

async function fileOf(bytes: number): Promise<{ path: string; content: Buffer }> {
  const path = join(folder, `source-${bytes}`);
  const content = randomBytes(bytes);
  await writeFile(path, content);
  return { path, content };
}

describe('what every storage does, on S3', () => {
  itStoresObjects(() => opened());
});

describe('S3 storage', () => {
  it('takes a file in parts, and gives back the same bytes', async () => {
    const storage = opened();
    const { path, content } = await fileOf(20_000_001);
    expect((await storage.putFile('b/film.mp4', path)).size).toBe(20_000_001);
    await storage.fetchToFile('b/film.mp4', join(folder, 'back'));
    expect((await readFile(join(folder, 'back'))).equals(content)).toBe(true);
  });

  it('hands out an address that reads one object, for a time, and nothing else', async () => {
    const storage = opened();
    const { path, content } = await fileOf(1000);
    await storage.putFile('b/film.mp4', path);
    const url = await storage.presignedUrl('b/film.mp4', 60);
    const answer = await fetch(url, { headers: { range: 'bytes=10-19' } });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([206, 'video/mp4']);
    expect(Buffer.from(await answer.arrayBuffer()).equals(content.subarray(10, 20))).toBe(true);
    expect((await fetch(url.replace('film.mp4', 'other.mp4'))).status).toBe(403);
    expect((await fetch(url, { method: 'DELETE' })).status).toBe(403);
    expect((await fetch(url.replace(/.$/, (digit) => (digit === '0' ? '1' : '0')))).status).toBe(403);
  });

  it('hands out an address that answers as a download, with a name of 200 emoji', async () => {
    const storage = opened();
    await storage.putFile('b/film.mp4', (await fileOf(1000)).path);
    const disposition = asAttachment(`${'🎬'.repeat(200)}.mp4`);
    const url = await storage.presignedUrl('b/film.mp4', 60, disposition);
    const answer = await fetch(url);
    expect([answer.status, answer.headers.get('content-disposition')]).toEqual([200, disposition]);
    expect((await fetch(url.replace('filename', 'name'))).status).toBe(403);
    expect(
      (await fetch(await storage.presignedUrl('b/film.mp4', 60))).headers.get('content-disposition'),
    ).toBe(null);
  });

  it('hands out the address by which browsers reach it, where that is another one', async () => {
    const url = new URL(server.settings.endpoint!);
    const storage = opened({ publicEndpoint: `http://localhost:${url.port}` });
    await storage.putFile('b/film.mp4', (await fileOf(1000)).path);
    const address = await storage.presignedUrl('b/film.mp4', 60);
    expect(new URL(address).hostname).toBe('localhost');
    expect((await fetch(address)).status).toBe(200);
  });

  it('goes on with a download where its connection broke', async () => {
    const { path, content } = await fileOf(9_000_000);
    const prefix = `test-${emptyPrefixes++}/`;
    await opened({ prefix }).putFile('b/film.mp4', path);
    const proxy = await startTcpProxy(server.settings.endpoint!);
    const storage = opened({
      prefix,
      endpoint: `http://127.0.0.1:${new URL(proxy.through('http://x')).port}`,
    });
    let received = 0;
    let cuts = 0;
    await storage.fetchToFile('b/film.mp4', join(folder, 'back'), undefined, (chunk) => {
      received += chunk.length;
      if (received < (cuts + 1) * 3_000_000 || cuts === 2) return;
      cuts++;
      proxy.cut();
    });
    expect([cuts, received]).toEqual([2, 9_000_000]);
    expect((await readFile(join(folder, 'back'))).equals(content)).toBe(true);
    await proxy.close();
  });

  it('stops an upload when it is told to, and leaves nothing of it', async () => {
    const storage = opened();
    const { path } = await fileOf(30_000_000);
    const stop = new AbortController();
    const put = storage.putFile('b/film.mp4', path, stop.signal, () => stop.abort());
    await expect(put).rejects.toMatchObject({ name: 'AbortError' });
    expect(await storage.stat('b/film.mp4')).toBeNull();
  });

  it('refuses a download that is not what was stored, and keeps none of it', async () => {
    const other = await listening(
      createServer((request, response) => {
        const head = { 'content-length': '5', etag: '"1"', 'x-amz-meta-sha256': '0'.repeat(64) };
        response.writeHead(200, head).end(request.method === 'HEAD' ? undefined : 'other');
      }),
    );
    const storage = opened({ endpoint: other.url });
    const fetched = storage.fetchToFile('b/film.mp4', join(folder, 'back'));
    await expect(fetched).rejects.toMatchObject({ code: 'STORAGE_FAILED', options: { transient: true } });
    expect(await readdir(folder)).toEqual([]);
    other.server.close();
  });

  it.each([
    ['wrong keys', { credentials: { accessKeyId: 'NOBODY', secretAccessKey: 'x' } }, /S3_ACCESS_KEY_ID/],
    [
      'a wrong secret',
      { credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'x' } },
      /S3_SECRET_ACCESS_KEY/,
    ],
    ['a bucket that is not there', { bucket: 'nowhere' }, /S3_BUCKET/],
    ['an address where nobody is', { endpoint: 'http://127.0.0.1:9' }, /storage/],
  ])('names the setting to fix: %s', async (_what, changed, sentence) => {
    const listing = async () => {
      for await (const key of opened(changed).list('b/')) return key;
      return null;
    };
    await expect(listing()).rejects.toMatchObject({
      code: 'STORAGE_FAILED',
      message: expect.stringMatching(sentence),
    });
  });
});

describe('a bucket that is not there', () => {
  it('is not taken for missing objects, which a HEAD cannot tell apart', async () => {
    const storage = opened({ bucket: 'nowhere' });
    const { path } = await fileOf(10);
    const failure = { code: 'STORAGE_FAILED', message: expect.stringMatching(/S3_BUCKET/) as string };
    await expect(storage.stat('b/film.mp4')).rejects.toMatchObject(failure);
    await expect(storage.fetchToFile('b/film.mp4', join(folder, 'back'))).rejects.toMatchObject(failure);
    await expect(storage.putFile('b/film.mp4', path)).rejects.toMatchObject(failure);
  });
});

async function listening(http: Server): Promise<{ server: Server; url: string }> {
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  return { server: http, url: `http://127.0.0.1:${(http.address() as AddressInfo).port}` };
}
