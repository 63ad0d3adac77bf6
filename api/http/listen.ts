import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StartupError } from '../../core/util/startup-error.js';
import { boundUntrusted } from '../../core/util/http/untrusted-connections.js';
import { limitBody } from '../../core/util/http/slow-bodies.js';

/**
 * Connections that may wait to be accepted, as far as the system allows: after a restart elsewhere thousands come within
 * a second, and one that finds the queue full waits for its own retransmissions, up to minutes.
 */
const BACKLOG = 4096;

/** Connections without a sign-in: more than reconnect at once, about 100 MB at worst. */
const UNTRUSTED_CONNECTIONS = 5000;

/** A whole request, with the largest file over a slow line: Node's five minutes would cut it off. */
const REQUEST_LIMIT_MS = 3_600_000;
/** A whole request of somebody who is not signed in, or that is no upload. */
const BODY_LIMIT_MS = 30_000;
/**
 * Longer than proxies keep an unused connection (60 s at most by default): the side that closes first must be theirs, or a
 * request meets a closed connection.
 */
const KEEP_ALIVE_MS = 65_000;
/** Longer than keep-alive, so that it never ends a connection that is merely unused. */
const HEADERS_LIMIT_MS = 66_000;
/** How often Node looks for requests above the limits; its 30 s would add to them. */
const CHECK_LIMITS_MS = 5_000;

const STARTING = JSON.stringify({
  error: { code: 'SERVICE_UNAVAILABLE', message: 'The server is starting.' },
});

export interface Listening {
  http: Server;
  port: number;
  /** Hands requests to the finished application; until then they are answered with 503. */
  serve(handler: RequestListener): void;
}

/** Binds the port first, so that a port in use is reported before anything else starts. */
export async function listen(host: string, port: number): Promise<Listening> {
  let handler: RequestListener = (_request, response) => {
    response.writeHead(503, { 'Retry-After': '1', 'Content-Type': 'application/json' }).end(STARTING);
  };
  const http = createServer(
    {
      requestTimeout: REQUEST_LIMIT_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
      headersTimeout: HEADERS_LIMIT_MS,
      connectionsCheckingInterval: CHECK_LIMITS_MS,
    },
    (request, response) => {
      limitBody(request, BODY_LIMIT_MS);
      response.setHeader('X-Content-Type-Options', 'nosniff');
      handler(request, response);
    },
  );
  boundUntrusted(http, UNTRUSTED_CONNECTIONS);
  await new Promise<void>((resolve, reject) => {
    http.once('error', (error: NodeJS.ErrnoException) => reject(toStartupError(error, host, port)));
    http.listen({ port, host, backlog: BACKLOG }, resolve);
  });
  return {
    http,
    port: (http.address() as AddressInfo).port,
    serve: (finished) => {
      handler = finished;
    },
  };
}

function toStartupError(error: NodeJS.ErrnoException, host: string, port: number): StartupError {
  const sentences: Record<string, string> = {
    EADDRINUSE: `Port ${port} is taken by another program: stop that one, or set PORT to a free port.`,
    EACCES: `Port ${port} may not be used by this user: set PORT to one above 1023.`,
    EADDRNOTAVAIL: `This machine has no address ${host}: set HOST to one that it has.`,
  };
  return new StartupError(
    sentences[error.code ?? ''] ?? `Cannot listen on ${host}:${port}: ${error.message}`,
    {
      cause: error,
    },
  );
}
