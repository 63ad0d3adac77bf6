import type { IncomingMessage, Server } from 'node:http';
import { CloseCode } from 'graphql-ws';
import { useServer, type Extra } from 'graphql-ws/use/ws';
import { GraphQLError } from 'graphql';
import { WebSocketServer } from 'ws';
import type { ApiContext } from './context.js';
import type { Viewer } from './auth.js';
import { formatError } from './errors.js';
import { keepHealthy } from './socket/keep-healthy.js';
import { Operations } from './socket/operations.js';
import { SharedResults } from './socket/shared-results.js';
import type { ServerOptions } from './server.js';

const MAX_MESSAGE_BYTES = 64 * 1024;
/** For clients to answer a close; those that do not are cut off. */
const CLOSING_MS = 5_000;
/** For connection_init: long enough for a server that a herd has just come back to. */
const INIT_WAIT_MS = 10_000;

/** What a socket knows of its owner after connection_init. */
type SocketExtra = Extra & Record<PropertyKey, unknown> & { viewer?: Viewer; expiry?: NodeJS.Timeout };

/** GraphQL over websocket (graphql-ws) at /graphql on the same server; the JWT comes in connectionParams.authorization. */
export function attachSubscriptions(http: Server, options: ServerOptions): { close(): Promise<void> } {
  const { schema, services, authenticator } = options;
  const operations = new Operations(schema, options.production);
  const results = new SharedResults(services);
  const sockets = new WebSocketServer({
    server: http,
    path: '/graphql',
    maxPayload: MAX_MESSAGE_BYTES,
    verifyClient: ({ req }: { req: IncomingMessage }) => isOwnPage(req, options.web.publicUrl),
  });
  const shown = formatError(services.log);
  keepHealthy(sockets);
  const disposable = useServer<Record<string, unknown>, SocketExtra>(
    {
      onSubscribe: (_context, _id, { query, operationName, variables }) =>
        operations.arguments(query, operationName, variables),
      subscribe: async (args) => await results.subscribe(args),
      connectionInitWaitTimeout: INIT_WAIT_MS,
      onConnect: async ({ connectionParams, extra }) => {
        const authorization = connectionParams?.['authorization'];
        try {
          extra.viewer = await authenticator.authenticate(
            typeof authorization === 'string' ? authorization : undefined,
          );
        } catch {
          return false;
        }
        const { socket, viewer } = extra;
        extra.expiry = setTimeout(
          () => socket.close(CloseCode.Forbidden, 'Forbidden'),
          lifetime(viewer.expiresAt),
        );
        return true;
      },
      onClose: ({ extra }) => clearTimeout(extra.expiry),
      context: ({ extra }): ApiContext => ({ ...services, viewer: extra.viewer! }),
      onError: (_context, _id, _payload, errors) => errors.map((error) => toShown(error, shown)),
      onNext: (_context, _id, _payload, _args, result) =>
        result.errors === undefined
          ? result
          : { ...result, errors: result.errors.map((error) => toShown(error, shown)) },
    },
    sockets,
    // keepHealthy tells a slow socket from a dead one, which graphql-ws's own pings do not.
    0,
  );
  return {
    async close() {
      const cutOff = setTimeout(() => sockets.clients.forEach((socket) => socket.terminate()), CLOSING_MS);
      // 1001: clients reconnect, to another server where there is one, and resume after the last event they saw.
      await disposable.dispose();
      clearTimeout(cutOff);
    },
  };
}

function toShown(error: GraphQLError, shown: ReturnType<typeof formatError>): GraphQLError {
  const formatted = shown(error.toJSON(), error);
  return new GraphQLError(formatted.message, { extensions: formatted.extensions, path: formatted.path });
}

/** A browser names the page it comes from; only our own pages may open a socket. Other clients name none. */
function isOwnPage({ headers: { origin, host } }: IncomingMessage, publicUrl: string): boolean {
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  return new URL(origin).host === host || origin === new URL(publicUrl).origin;
}

const LONGEST_TIMER_MS = 2 ** 31 - 1;

function lifetime(expiresAt: number): number {
  return Math.min(LONGEST_TIMER_MS, Math.max(0, expiresAt - Date.now()));
}
