import type { IncomingMessage, Server } from 'node:http';
import { CloseCode } from 'graphql-ws';
import { useServer, type Extra } from 'graphql-ws/use/ws';
import { GraphQLError } from 'graphql';
import { WebSocketServer } from 'ws';
import type { ApiContext } from './context.js';
import type { Viewer } from './auth.js';
import { formatError } from './errors.js';
import type { ServerOptions } from './server.js';

const MAX_MESSAGE_BYTES = 64 * 1024;

/** What a socket knows of its owner after connection_init. */
type SocketExtra = Extra & Record<PropertyKey, unknown> & { viewer?: Viewer; expiry?: NodeJS.Timeout };

/** GraphQL over websocket (graphql-ws) at /graphql on the same server; the JWT comes in connectionParams.authorization. */
export function attachSubscriptions(http: Server, options: ServerOptions): { close(): Promise<void> } {
  const { schema, services, authenticator } = options;
  const sockets = new WebSocketServer({
    server: http,
    path: '/graphql',
    maxPayload: MAX_MESSAGE_BYTES,
    verifyClient: ({ req }: { req: IncomingMessage }) => isOwnPage(req, options.web.publicUrl),
  });
  const shown = formatError(services.log);
  const disposable = useServer<Record<string, unknown>, SocketExtra>(
    {
      schema,
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
  );
  return { close: async () => await disposable.dispose() };
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
