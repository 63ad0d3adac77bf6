import type { IncomingMessage } from 'node:http';

const timers = new WeakMap<IncomingMessage, NodeJS.Timeout>();

/**
 * Closes the connection of a request that is not complete after the limit, whether it has been answered or not. The
 * server's own limit allows for the largest upload (listen.ts), so every request has this one until it is signed in.
 */
export function limitBody(request: IncomingMessage, limitMs: number): void {
  const timer = setTimeout(() => {
    if (!request.complete) request.socket.destroy();
  }, limitMs).unref();
  timers.set(request, timer);
  request.once('end', () => clearTimeout(timer));
}

/** For an upload whose sender is signed in. */
export function allowLongBody(request: IncomingMessage): void {
  clearTimeout(timers.get(request));
}
