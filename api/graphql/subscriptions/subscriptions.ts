import type { IncomingMessage, Server } from 'node:http';
import { CloseCode, handleProtocols, type Context } from 'graphql-ws';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import { WebSocketServer } from 'ws';
import { ApiError } from '../../../core/errors.js';
import { trust } from '../../../core/util/http/untrusted-connections.js';
import type { ApiContext, ApiServices } from '../context.js';
import { CLOCK_TOLERANCE_SECONDS, type Authenticator, type Viewer } from '../auth.js';
import { formatError } from '../errors.js';
import type { JobChange } from '../../progress/job-follower.js';
import { keepHealthy } from './keep-healthy.js';
import { callersMistake, Operations } from './operations.js';
import { isOwnPage, type PageAddress } from './own-page.js';
import { serveSockets, type SocketConnection } from './serve-sockets.js';
import { SharedResults } from './shared-results.js';
import { takeUpgrades } from './upgrades.js';

const MAX_MESSAGE_BYTES = 64 * 1024;
/** Concurrent operations per socket. */
const MAX_SUBSCRIPTIONS = 20;
/** Try again later: clients reconnect, and succeed once another page of theirs is closed, or sign-ins can be checked. */
const TRY_AGAIN_LATER = 1013;
/** Time for clients to answer a close; the others are cut off. */
const CLOSING_MS = 5_000;
/** Time for connection_init: long enough while thousands of clients reconnect at once. */
const INIT_WAIT_MS = 10_000;

/** The socket's user, known after connection_init. */
type SocketExtra = SocketConnection & { viewer?: Viewer; expiry?: NodeJS.Timeout };
type SocketContext = Context<Record<string, unknown>, SocketExtra>;

export interface SubscriptionOptions {
  schema: GraphQLSchema;
  services: ApiServices;
  authenticator: Authenticator;
  /** Origin of pages that may connect, and whether the playground may introspect. */
  web: { address: PageAddress; playground: boolean };
  /** Open websockets per user on this server. */
  socketsPerUser: number;
  /** Why a request must not get a socket, whoever sends it; null if it may. */
  rejection: (request: IncomingMessage) => ApiError | null;
}

/** Serves GraphQL over websocket (graphql-ws) at /graphql; the JWT is in connectionParams.authorization. */
export function attachSubscriptions(http: Server, options: SubscriptionOptions): { close(): Promise<void> } {
  const { schema, services, authenticator } = options;
  const operations = new Operations(schema, options.web.playground);
  const openSockets = new OpenSockets(options.socketsPerUser);
  const results = new SharedResults((event) => ({ ...services, viewer: ownerOf(event) }));
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    handleProtocols,
  });
  const shown = formatError(services.log);
  keepHealthy(sockets);
  takeUpgrades(http, sockets, (request) => options.rejection(request) ?? foreignPage(request, options));
  // graphql-ws has no pings of its own here: unlike keepHealthy, they could not tell a slow socket from a dead one.
  serveSockets<SocketExtra>(
    sockets,
    {
      onSubscribe: ({ subscriptions }, _id, { query, operationName, variables }) =>
        Object.keys(subscriptions).length > MAX_SUBSCRIPTIONS
          ? [tooManySubscriptions()]
          : operations.arguments(query, operationName, variables),
      subscribe: async (args) => await results.subscribe(args),
      connectionInitWaitTimeout: INIT_WAIT_MS,
      onConnect: async (context) => await enter(context, authenticator, openSockets),
      onClose: ({ extra: { viewer, expiry } }) => {
        clearTimeout(expiry);
        if (viewer !== undefined) openSockets.leave(viewer.id);
      },
      context: ({ extra }): ApiContext => ({ ...services, viewer: extra.viewer! }),
      onError: (_context, _id, _payload, errors) => errors.map((error) => toShown(error, shown)),
      onNext: (_context, _id, _payload, _args, result) =>
        result.errors === undefined
          ? result
          : { ...result, errors: result.errors.map((error) => toShown(error, shown)) },
    },
    services.log,
  );
  return {
    async close() {
      const cutOff = setTimeout(() => sockets.clients.forEach((socket) => socket.terminate()), CLOSING_MS);
      // 1001: clients reconnect, perhaps to another server, and resume after the last event they saw.
      for (const socket of sockets.clients) socket.close(1001, 'Going away');
      await new Promise((resolve) => sockets.close(resolve));
      clearTimeout(cutOff);
    },
  };
}

function foreignPage({ headers }: IncomingMessage, { web }: SubscriptionOptions): ApiError | null {
  if (isOwnPage(headers, web.address)) return null;
  return new ApiError('FORBIDDEN', 'Only pages of this server may connect.');
}

/** Signs in the socket's user until the token expires; false if the socket must be closed. */
async function enter(
  { connectionParams, extra }: SocketContext,
  authenticator: Authenticator,
  openSockets: OpenSockets,
): Promise<boolean> {
  const { socket, request } = extra;
  const authorization = connectionParams?.['authorization'];
  const viewer = await authenticator
    .authenticate(typeof authorization === 'string' ? authorization : undefined)
    .catch((error: unknown) => {
      if (error instanceof ApiError && error.code === 'SERVICE_UNAVAILABLE')
        socket.close(TRY_AGAIN_LATER, 'Sign-ins cannot be checked at the moment');
      return null;
    });
  // A socket that has closed meanwhile has had its onClose: entering now would never be undone.
  if (viewer === null || socket.readyState !== socket.OPEN) return false;
  if (!openSockets.enter(viewer.id)) {
    socket.close(TRY_AGAIN_LATER, 'Too many connections of this user');
    return false;
  }
  trust(request.socket);
  extra.viewer = viewer;
  extra.expiry = setTimeout(() => socket.close(CloseCode.Forbidden, 'Forbidden'), lifetime(viewer));
  return true;
}

/** The viewer for a job's change is the job's owner; the fields of a regeneration's events need no viewer. */
function ownerOf(event: object): Viewer | undefined {
  if (!('userId' in event)) return undefined;
  return { id: (event as JobChange).userId, email: null, expiresAt: Infinity };
}

function tooManySubscriptions(): GraphQLError {
  const message = `A connection carries ${MAX_SUBSCRIPTIONS} operations at a time: end one first.`;
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}

function toShown(error: GraphQLError, shown: ReturnType<typeof formatError>): GraphQLError {
  const reported = isCallersMistake(error) ? callersMistake(error) : error;
  const formatted = shown(reported.toJSON(), reported);
  return new GraphQLError(formatted.message, { extensions: formatted.extensions, path: formatted.path });
}

/** True if graphql-js rejected the request before any field: wrong variables or an unknown operation. */
function isCallersMistake({ path, originalError }: GraphQLError): boolean {
  return path === undefined && (originalError === undefined || originalError instanceof GraphQLError);
}

const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Up to the token's end; with one that was taken after it, for clocks differ, as long as requests with it are. */
function lifetime({ expiresAt }: Viewer): number {
  const now = Date.now();
  const end = expiresAt > now ? expiresAt : expiresAt + CLOCK_TOLERANCE_SECONDS * 1000;
  return Math.min(LONGEST_TIMER_MS, Math.max(0, end - now));
}

/** Counts the websockets that each user has open at this server. */
class OpenSockets {
  private readonly counts = new Map<string, number>();

  constructor(private readonly limit: number) {}

  /** Whether there was room for one more of this user. */
  enter(userId: string): boolean {
    const open = this.counts.get(userId) ?? 0;
    if (open >= this.limit) return false;
    this.counts.set(userId, open + 1);
    return true;
  }

  leave(userId: string): void {
    const open = this.counts.get(userId) ?? 0;
    if (open > 1) this.counts.set(userId, open - 1);
    else this.counts.delete(userId);
  }
}
