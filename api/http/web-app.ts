import { join } from 'node:path';
import express, { Router } from 'express';

/** What the pages may load. Media comes under the public address, whatever name the page was opened by. */
function contentSecurityPolicy(publicUrl: string): string {
  const { origin } = new URL(publicUrl);
  return [
    "default-src 'self'",
    `img-src 'self' data: blob: ${origin}`,
    `media-src 'self' ${origin}`,
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
  publicUrl: string;
  playground: boolean;
}

/** The built web app with its history fallback, and the playground where it is on. */
export function webApp({ webDir, publicUrl, playground }: WebAppOptions): Router {
  const router = Router();
  const policy = contentSecurityPolicy(publicUrl);
  router.use((_request, response, next) => {
    response.set({
      'Content-Security-Policy': policy,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
    });
    next();
  });
  router.use(
    '/assets',
    express.static(join(webDir, 'assets'), { immutable: true, maxAge: '1y', fallthrough: false }),
  );
  router.use('/playground', (_request, response) => {
    if (playground) response.sendFile('playground/index.html', { root: webDir });
    else response.status(404).type('text/plain').send('The playground is off in production.');
  });
  router.use(express.static(webDir, { index: 'index.html', redirect: false, maxAge: 0 }));
  router.get('/{*path}', (request, response, next) => {
    if (request.accepts('html') === false) next();
    else response.set('Cache-Control', 'no-cache').sendFile('index.html', { root: webDir });
  });
  return router;
}
