import { existsSync, readdirSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { extname, join } from 'node:path';
import express, { Router, type RequestHandler } from 'express';
import { ApiError } from '../../core/errors.js';
import { isLoopback } from '../../core/util/loopback.js';
import { isRead, onlyMethods, READS } from '../../core/util/http/methods.js';
import type { PageAddress } from '../graphql/subscriptions/own-page.js';

/**
 * What the pages may load. Media come from the public address or the storage, whatever host the page was opened by; its
 * socket is at that host.
 */
function contentSecurityPolicy(publicUrl: string, storageOrigin: string | null, pageHost: string): string {
  const { origin, protocol, host } = new URL(publicUrl);
  const origins = [origin, storageOrigin ?? ''].join(' ').trim();
  const scheme = protocol === 'https:' ? 'wss:' : 'ws:';
  // Browsers before 2022 do not count sockets as 'self'.
  const pages = pageHost === host ? [] : [`ws://${pageHost}`, `wss://${pageHost}`];
  const sockets = [`${scheme}//${host}`, ...pages].join(' ');
  return [
    "default-src 'self'",
    `img-src 'self' data: blob: ${origins}`,
    // An import reads the lengths and pictures of files before they are sent.
    `media-src 'self' blob: ${origins}`,
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self' data:",
    // The playground's editor starts workers from blobs.
    "worker-src 'self' blob:",
    // The wave of a song is read from there.
    `connect-src 'self' ${sockets} ${origins}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** A path with a file ending, or a hidden one: no page of the app, whatever asks for it. */
const FILE = /\.[^/]*$|\/\./;

/** A host that is safe inside a policy. */
const HOST = /^([\w.-]+|\[[\da-f:]+\])(:\d+)?$/i;

export interface WebAppOptions {
  /** Folder of the built pages. */
  webDir: string;
  /** How browsers reach it. */
  address: PageAddress;
  /** Origin of storage that browsers read from directly; null if there is none. */
  storageOrigin: string | null;
  playground: boolean;
}

/** The built web app with its history fallback, and the playground where it is on. */
export function webApp({ webDir, address, storageOrigin, playground }: WebAppOptions): Router {
  const router = Router();
  router.use((request, response, next) => {
    response.set({
      'Content-Security-Policy': contentSecurityPolicy(
        address.publicUrl,
        storageOrigin,
        pageHost(request.headers, address),
      ),
      'Referrer-Policy': 'no-referrer',
    });
    next();
  });
  router.use(onlyReads(webDir));
  const assets = join(webDir, 'assets');
  router.use(
    '/assets',
    compressedAssets(assets),
    express.static(assets, { immutable: true, maxAge: '1y', fallthrough: false }),
  );
  router.use('/playground', (_request, response) => {
    if (playground) response.sendFile('playground/index.html', { root: webDir });
    else throw new ApiError('NOT_FOUND', 'The playground is off here; PLAYGROUND=on switches it on.');
  });
  router.use(express.static(webDir, { index: 'index.html', redirect: false, maxAge: 0 }));
  router.get('/{*path}', (request, response, next) => {
    if (FILE.test(request.path) || request.accepts('html') === false) next();
    else response.set('Cache-Control', 'no-cache').sendFile('index.html', { root: webDir });
  });
  return router;
}

/** All paths can be read, except those of files that there are not. */
function onlyReads(webDir: string): RequestHandler {
  const reads = onlyMethods(...READS);
  const files = new Set(existsSync(webDir) ? readdirSync(webDir) : []);
  return (request, response, next) => {
    const { path } = request;
    const isNothing = FILE.test(path) && !path.startsWith('/assets/') && !files.has(path.slice(1));
    if (isNothing && !isRead(request.method)) throw new ApiError('NOT_FOUND', 'There is nothing here.');
    reads(request, response, next);
  };
}

/** The host by which a page was opened, where it may be another than the public address: the one that its socket asks for. */
function pageHost({ host = '' }: IncomingHttpHeaders, { publicUrl, isConfigured }: PageAddress): string {
  const own = new URL(publicUrl);
  if (!HOST.test(host)) return own.host;
  return isConfigured && !isLoopback(host.replace(/:\d+$/, '')) ? own.host : host;
}

/**
 * Redirects a request to the gzip that the build put beside an asset, if the browser accepts it. The folder is read once:
 * a build is finished before the server starts.
 */
function compressedAssets(folder: string): RequestHandler {
  const compressed = new Set(existsSync(folder) ? readdirSync(folder).filter(isGzip) : []);
  return (request, response, next) => {
    const name = request.path.slice(1);
    if (compressed.has(`${name}.gz`)) {
      response.vary('Accept-Encoding');
      if (request.acceptsEncodings('gzip') !== false) {
        response.type(extname(name)).set('Content-Encoding', 'gzip');
        request.url = `${request.path}.gz`;
      }
    }
    next();
  };
}

function isGzip(name: string): boolean {
  return name.endsWith('.gz');
}
