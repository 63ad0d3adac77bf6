import { existsSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import express, { Router, type RequestHandler } from 'express';
import type { PageAddress } from '../graphql/subscriptions/own-page.js';

/** What the pages may load. Media come from the public address or the storage, whatever host the page was opened by. */
function contentSecurityPolicy(publicUrl: string, storageOrigin: string | null): string {
  const origins = [new URL(publicUrl).origin, storageOrigin ?? ''].join(' ').trim();
  return [
    "default-src 'self'",
    `img-src 'self' data: blob: ${origins}`,
    `media-src 'self' ${origins}`,
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self' data:",
    // The playground's editor starts workers from blobs.
    "worker-src 'self' blob:",
    "connect-src 'self' ws: wss:",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

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
  const policy = contentSecurityPolicy(address.publicUrl, storageOrigin);
  router.use((_request, response, next) => {
    response.set({
      'Content-Security-Policy': policy,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
    });
    next();
  });
  const assets = join(webDir, 'assets');
  router.use(
    '/assets',
    compressedAssets(assets),
    express.static(assets, { immutable: true, maxAge: '1y', fallthrough: false }),
  );
  router.use('/playground', (_request, response) => {
    if (playground) response.sendFile('playground/index.html', { root: webDir });
    else
      response
        .status(404)
        .type('text/plain')
        .send('The playground is off here; PLAYGROUND=on switches it on.');
  });
  router.use(express.static(webDir, { index: 'index.html', redirect: false, maxAge: 0 }));
  router.get('/{*path}', (request, response, next) => {
    if (request.accepts('html') === false) next();
    else response.set('Cache-Control', 'no-cache').sendFile('index.html', { root: webDir });
  });
  return router;
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
