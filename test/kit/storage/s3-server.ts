import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import S3rver from 's3rver';
import type { S3Settings } from '../../../core/storage/s3/s3-settings.js';
import { rejectionOf } from './signature.js';

export interface S3Server {
  /** Access to its bucket `media`. */
  settings: S3Settings;
  close(): Promise<void>;
}

/**
 * Starts an S3 server with an empty bucket and one account, `S3RVER`. s3rver checks neither version 4 signatures nor
 * that a body matches its signature, so a server in front of it does.
 */
export async function startS3Server(): Promise<S3Server> {
  const directory = await mkdtemp(join(tmpdir(), 's3-'));
  const configureBuckets = [{ name: 'media', configs: [] }];
  const store = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory, configureBuckets });
  const { port: storePort } = await store.run();
  const gate = createServer((request, response) => void passOn(request, response, storePort));
  await once(gate.listen(0, '127.0.0.1'), 'listening');
  const endpoint = `http://127.0.0.1:${(gate.address() as AddressInfo).port}`;
  return {
    settings: {
      bucket: 'media',
      prefix: 'videos/',
      endpoint,
      publicEndpoint: endpoint,
      region: 'us-east-1',
      pathStyle: true,
      credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' },
    },
    async close() {
      gate.closeAllConnections();
      gate.close();
      // Keep-alive connections would delay the close.
      store.httpServer.closeAllConnections();
      await store.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function passOn(request: IncomingMessage, response: ServerResponse, port: number): Promise<void> {
  const { method = '', url = '', headers } = request;
  const body = await buffer(request).catch(() => null);
  if (body === null) return; // The client has disconnected.
  const rejection = rejectionOf({ method, url, headers, body }, new Map([['S3RVER', 'S3RVER']]));
  if (rejection !== null) {
    const text = `<?xml version="1.0"?><Error><Code>${rejection}</Code><Message>${rejection}</Message></Error>`;
    response.writeHead(403, { 'content-type': 'application/xml' }).end(method === 'HEAD' ? '' : text);
    return;
  }
  const onward = forward({ port, agent: false, method, path: url, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 500, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy());
  onward.end(body);
}
