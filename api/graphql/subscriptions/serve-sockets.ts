import type { IncomingMessage } from 'node:http';
import { CloseCode, makeServer, type ServerOptions } from 'graphql-ws';
import type { Logger } from 'pino';
import type { RawData, WebSocket, WebSocketServer } from 'ws';

/** The connection behind a graphql-ws context. */
export interface SocketConnection extends Record<PropertyKey, unknown> {
  socket: WebSocket;
  request: IncomingMessage;
}

/** Messages that only a server sends. */
const SERVERS_MESSAGES = ['connection_ack', 'next', 'error'];

/**
 * Serves graphql-ws on the sockets, as its own `useServer` does, except that no client can make it print to the console,
 * and that a message which only a server may send closes with 4400, as the protocol has it, in place of 4500.
 */
export function serveSockets<E extends SocketConnection>(
  sockets: WebSocketServer,
  options: ServerOptions<Record<string, unknown>, E>,
  log: Logger,
): void {
  const server = makeServer(options);
  sockets.on('connection', (socket, request) => {
    // Bytes that are no websocket, or too many: ws closes the socket with the code for it.
    socket.on('error', (error) => log.debug({ err: error }, 'A websocket was closed for what it sent'));
    const closed = server.opened(
      {
        protocol: socket.protocol,
        // What cannot be sent was for a client that has gone.
        send: async (data) => await new Promise<void>((resolve) => socket.send(data, () => resolve())),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (take) =>
          socket.on('message', (data) => {
            const text = textOf(data);
            take(text).catch((error: unknown) => closeAfter(error, text, socket, log));
          }),
      },
      { socket, request } as E,
    );
    socket.once('close', (code, reason) => {
      closed(code, reason.toString()).catch((error: unknown) =>
        log.error({ err: error }, 'The end of a websocket failed'),
      );
    });
  });
}

function closeAfter(error: unknown, text: string, socket: WebSocket, log: Logger): void {
  if (isServersMessage(text)) return socket.close(CloseCode.BadRequest, 'Unexpected message received');
  log.error({ err: error }, 'Unexpected error in a message of a websocket');
  socket.close(CloseCode.InternalServerError, 'Internal server error');
}

function isServersMessage(text: string): boolean {
  return SERVERS_MESSAGES.includes((JSON.parse(text) as { type: string }).type);
}

function textOf(data: RawData): string {
  return Array.isArray(data) ? Buffer.concat(data).toString() : (data as Buffer).toString();
}
