import {
  createServer,
  type RequestListener,
  type Server,
  type ServerOptions as HttpOptions,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { StartupError } from '../../core/util/startup-error.js';
import { boundUntrusted } from '../../core/util/http/untrusted-connections.js';
import { answerRefusals, refuseHostless } from '../../core/util/http/refused-by-node.js';
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
/** The body of somebody who is not signed in, or that is no upload, counted from the end of its headers. */
const BODY_LIMIT_MS = 30_000;
/**
 * Longer than proxies keep an unused connection (60 s at most by default): the side that closes first must be theirs, or a
 * request meets a closed connection.
 */
const KEEP_ALIVE_MS = 65_000;
/** How long headers may take, and a connection may be silent; one that is merely kept for its next request is not meant. */
export const HEADER_LIMITS: HeaderLimits = {
  headersTimeout: 28_000,
  // How often Node looks for connections above the limit: both together are the 30 s that the documents name.
  connectionsCheckingInterval: 2_000,
};

type HeaderLimits = Required<Pick<HttpOptions, 'headersTimeout' | 'connectionsCheckingInterval'>>;

const STARTING_HEADERS = {
  'Retry-After': '1',
  'Content-Type': 'application/json; charset=utf-8',
  'Cache-Control': 'no-store',
};
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
export async function listen(host: string, port: number, limits = HEADER_LIMITS): Promise<Listening> {
  let handler: RequestListener = (_request, response) => {
    response.writeHead(503, STARTING_HEADERS).end(STARTING);
  };
  const http = createServer(
    {
      requestTimeout: REQUEST_LIMIT_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
      requireHostHeader: false,
      ...limits,
    },
    refuseHostless((request, response) => {
      limitBody(request, BODY_LIMIT_MS);
      response.setHeader('X-Content-Type-Options', 'nosniff');
      handler(request, response);
    }),
  );
  answerRefusals(http);
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
