import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocketServer } from 'ws';
import { API_ERROR_STATUS, ApiError } from '../../../core/errors.js';
import { endWithError } from '../../../core/util/http/raw-answer.js';

const PATH = '/graphql';

/** Gives upgrade requests for /graphql to the sockets; others, and those that `rejection` names, are answered as any route. */
export function takeUpgrades(
  http: Server,
  sockets: WebSocketServer,
  rejection: (request: IncomingMessage) => ApiError | null,
): void {
  // The connection of a request that cannot be upgraded is closed with one of these answers.
  sockets.on('wsClientError', (_error, connection) =>
    refuse(connection, new ApiError('BAD_USER_INPUT', 'This is no websocket request.')),
  );
  http.on('upgrade', (request, connection, head) => {
    connection.on('error', () => connection.destroy());
    const path = (request.url ?? '').split('?')[0];
    const refused =
      path === PATH
        ? rejection(request)
        : new ApiError('NOT_FOUND', 'There is no websocket at this address.');
    if (refused !== null) return refuse(connection, refused);
    sockets.handleUpgrade(request, connection, head, (socket) => sockets.emit('connection', socket, request));
  });
}

function refuse(connection: Duplex, { code, message }: ApiError): void {
  endWithError(connection, API_ERROR_STATUS[code], { code, message });
}
