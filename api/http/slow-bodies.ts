import type { RequestHandler } from 'express';

/**
 * Closes connections whose request is not complete after the limit. The server's own limit allows for the largest upload
 * (listen.ts); all routes behind this one take small requests.
 */
export function endSlowBodies(limitMs: number): RequestHandler {
  return (request, response, next) => {
    const timer = setTimeout(() => {
      if (!request.complete) request.socket.destroy();
    }, limitMs);
    response.once('close', () => clearTimeout(timer));
    next();
  };
}
