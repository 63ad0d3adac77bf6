import { join } from 'node:path';
import express, { Router } from 'express';

// The playground's editor starts workers from blobs; everything else comes from this server only.
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "img-src 'self' data: blob:",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "worker-src 'self' blob:",
  "connect-src 'self' ws: wss:",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The built web app with its history fallback, and the playground where it is on. */
export function webApp(webDir: string, playground: boolean): Router {
  const router = Router();
  router.use((_request, response, next) => {
    response.set({
      'Content-Security-Policy': CONTENT_SECURITY_POLICY,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
    });
    next();
  });
  router.use(
    '/assets',
    express.static(join(webDir, 'assets'), { immutable: true, maxAge: '1y', fallthrough: false }),
  );
  router.get('/playground', (_request, response) => {
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
