import type { RequestHandler } from 'express';

/**
 * Ends connections whose request has not come whole after so long. The server's own limit is that of the largest upload
 * (listen.ts); whatever is mounted behind this is small.
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
