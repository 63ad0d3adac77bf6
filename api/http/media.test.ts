import express from 'express';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { request as httpRequest, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { createLocalDiskStorage } from '../../core/storage/disk/local-disk.js';
import { createUrlSigner } from '../../core/storage/signed-url.js';
import { createMediaRouter, type MediaRouterOptions } from './media.js';

const SIGNING = { secret: 'a secret for this test', keyId: 'test' };
const KEY = 'video-clips/job/clip_0.mp4';
const BYTES = Buffer.from(Array.from({ length: 100_000 }, (_, index) => (index * 7 + (index >> 8)) & 255));

let folder: string;
let port: number;
const servers: Server[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'media-'));
  await writeFile(join(folder, 'source'), BYTES);
  const storage = createLocalDiskStorage(join(folder, 'objects'));
  await storage.putFile(KEY, join(folder, 'source'));
  await storage.putFile('clip-thumbnails/job/clip_0_thumbnail.jpg', join(folder, 'source'));
  await writeFile(join(folder, 'secret.mp4'), 'secret');
  await symlink(join(folder, 'secret.mp4'), join(folder, 'objects/video-clips/link.mp4'));
  port = await listen({ storage, presign: null, ...SIGNING });
});

afterAll(async () => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  await rm(folder, { recursive: true, force: true });
});

/** Serves media as given; answers with the port. */
async function listen(options: MediaRouterOptions): Promise<number> {
  const server = express().use('/media', createMediaRouter(options)).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** Path and query of the signed URL of a key, signed `agoMs` in the past. */
function signed(key = KEY, agoMs = 0): string {
  return createUrlSigner({ ...SIGNING, baseUrl: '' }, () => Date.now() - agoMs).signedUrl(key);
}

/** Sends the path exactly as given: no client may tidy up a traversal on the way. */
async function get(path: string, headers: Record<string, string> = {}, method = 'GET', at = port) {
  const sent = httpRequest({ host: '127.0.0.1', port: at, path, headers, method });
  sent.end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: response.statusCode, headers: response.headers, body: await buffer(response) };
}

describe('GET /media with a signed URL', () => {
  it('sends the whole object with headers that let a browser cache it and seek', async () => {
    const { status, headers, body } = await get(signed());
    expect(status).toBe(200);
    expect(body.equals(BYTES)).toBe(true);
    expect(headers).toMatchObject({
      'content-type': 'video/mp4',
      'content-length': '100000',
      'accept-ranges': 'bytes',
      'x-content-type-options': 'nosniff',
    });
    expect(headers['cache-control']).toMatch(/^private, max-age=3[3-6]\d\d, immutable$/);
    expect((await get(signed('clip-thumbnails/job/clip_0_thumbnail.jpg'))).headers['content-type']).toBe(
      'image/jpeg',
    );
  });

  it('answers as a download that is named by the title where the URL says so, also in part', async () => {
    const url = createUrlSigner({ ...SIGNING, baseUrl: '' }).downloadUrl(KEY, 'Größe "1"\r\nX: y 🎬');
    const disposition =
      `attachment; filename="Gro_e -1- X- y _.mp4"; ` +
      `filename*=UTF-8''${encodeURIComponent('Größe -1- X- y 🎬.mp4')}`;
    for (const [headers, status] of [[{}, 200] as const, [{ Range: 'bytes=5-9' }, 206] as const]) {
      const answer = await get(url, headers);
      expect([answer.status, answer.headers['content-disposition']]).toEqual([status, disposition]);
    }
    expect((await get(signed())).headers['content-disposition']).toBeUndefined();
    expect((await get(url.replace('Gr', 'Br'))).status).toBe(403);
  });

  it('answers HEAD with the same headers and no body', async () => {
    const { status, headers, body } = await get(signed(), {}, 'HEAD');
    expect([status, headers['content-length'], body.length]).toEqual([200, '100000', 0]);
  });

  it('answers 304 to a browser that has it', async () => {
    const tag = (await get(signed())).headers.etag!;
    const { status, body } = await get(signed(), { 'If-None-Match': tag });
    expect([status, body.length]).toEqual([304, 0]);
  });

  it.each([
    ['bytes=0-0', 0, 0],
    ['bytes=10-19', 10, 19],
    ['bytes=99990-', 99_990, 99_999],
    ['bytes=-5', 99_995, 99_999],
    ['bytes=99999-200000', 99_999, 99_999],
    ['bytes=0-', 0, 99_999],
    ['bytes=-200000', 0, 99_999],
  ])('sends exactly the bytes of %s', async (range, start, end) => {
    const { status, headers, body } = await get(signed(), { Range: range });
    expect(status).toBe(206);
    expect(headers['content-range']).toBe(`bytes ${start}-${end}/100000`);
    expect(headers['content-length']).toBe(String(end - start + 1));
    expect(sha256(body)).toBe(sha256(BYTES.subarray(start, end + 1)));
  });

  it.each(['bytes=100000-', 'bytes=200000-300000', 'bytes=-0'])('answers 416 to %s', async (range) => {
    const { status, headers } = await get(signed(), { Range: range });
    expect([status, headers['content-range']]).toEqual([416, 'bytes */100000']);
  });

  it.each(['bytes=5-2,x', 'lines=1-2', 'bytes=0-1,50-60'])('sends the whole for %s', async (range) => {
    const { status, body } = await get(signed(), { Range: range });
    expect([status, body.length]).toEqual([200, 100_000]);
  });

  it('honors If-Range', async () => {
    const { headers } = await get(signed());
    const range = { Range: 'bytes=0-9' };
    expect((await get(signed(), { ...range, 'If-Range': headers.etag! })).status).toBe(206);
    expect((await get(signed(), { ...range, 'If-Range': headers['last-modified']! })).status).toBe(206);
    expect((await get(signed(), { ...range, 'If-Range': '"another"' })).status).toBe(200);
  });

  it('answers 404 where nothing is stored', async () => {
    const { status, body } = await get(signed('video-clips/job/gone.mp4'));
    expect([status, errorIn(body)]).toEqual([
      404,
      { code: 'NOT_FOUND', message: 'This file no longer exists.' },
    ]);
  });

  it('answers 500 in one sentence when the storage fails, and tells the operator why', async () => {
    const errors: unknown[] = [];
    // Longer than a name may be, so that the system itself refuses it.
    const storage = createLocalDiskStorage(join(folder, 'x'.repeat(300)));
    const options = { storage, presign: null, ...SIGNING, onError: (error: unknown) => errors.push(error) };
    const { status, headers, body } = await get(signed(), {}, 'GET', await listen(options));
    expect([status, errorIn(body)]).toEqual([
      500,
      { code: 'INTERNAL_SERVER_ERROR', message: 'This file cannot be read at the moment.' },
    ]);
    expect(headers['cache-control']).toBe('no-store');
    expect(errors).toMatchObject([{ code: 'STORAGE_FAILED' }]);
  });

  it('goes on serving after a client that hung up midway', async () => {
    const sent = httpRequest({ host: '127.0.0.1', port, path: signed() });
    sent.end();
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    response.destroy();
    expect((await get(signed())).status).toBe(200);
  });
});

describe('GET /media refuses', () => {
  it('a URL that has expired, and says so', async () => {
    const { status, body } = await get(signed(KEY, 3_600_000));
    expect([status, errorIn(body)]).toEqual([
      403,
      { code: 'FORBIDDEN', message: 'This link has expired. Reload the page.' },
    ]);
  });

  it.each<[string, (path: string) => string]>([
    [
      'a flipped bit in the signature',
      (path) => path.slice(0, -1) + String.fromCharCode(path.charCodeAt(path.length - 1) ^ 1),
    ],
    ['another key', (path) => path.replace('clip_0', 'clip_1')],
    ['a later expiry', (path) => path.replace(/expires=\d/, 'expires=9')],
    ['another key id', (path) => path.replace('kid=test', 'kid=other')],
    ['a missing signature', (path) => path.replace(/&signature=.*/, '')],
    ['no query at all', (path) => path.replace(/\?.*/, '')],
    ['a signature given twice', (path) => `${path}&signature=x`],
    ['a traversal', (path) => path.replace('clip_0.mp4', '../../secret.mp4')],
    ['a traversal back to the same key', (path) => path.replace('job/', 'job/../job/')],
    ['an encoded traversal', (path) => path.replace('clip_0.mp4', '%2e%2e/%2e%2e/secret.mp4')],
    ['a doubly encoded traversal', (path) => path.replace('clip_0.mp4', '%252e%252e%252fsecret.mp4')],
    ['an encoded slash', (path) => path.replace('job/', 'job%2f')],
    ['an encoded character of the same key', (path) => path.replace('clip_0', 'clip%5f0')],
    ['a malformed escape', (path) => path.replace('clip_0', 'clip%zz')],
    ['a NUL', (path) => path.replace('.mp4', '.mp4%00.jpg')],
    ['an absolute path', (path) => path.replace('video-clips', '/etc')],
    ['a backslash', (path) => path.replace('job/', 'job\\..\\')],
  ])('%s', async (_, change) => {
    const { status, headers, body } = await get(change(signed()));
    expect([status, errorIn(body)]).toEqual([403, { code: 'FORBIDDEN', message: 'This link is not valid.' }]);
    expect(headers['cache-control']).toBe('no-store');
  });

  it('to follow a link out of the storage, signed or not', async () => {
    const { status, body } = await get(signed('video-clips/link.mp4'));
    expect(status).toBe(404);
    expect(String(body)).not.toContain('secret');
  });

  it('to write or delete', async () => {
    for (const method of ['PUT', 'POST', 'DELETE'])
      expect((await get(signed(), {}, method)).status).toBe(404);
    expect((await get(signed())).status).toBe(200);
  });
});

/** The error of an answer in the shape of all routes. */
function errorIn(body: Buffer): unknown {
  return (JSON.parse(body.toString()) as { error: unknown }).error;
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
